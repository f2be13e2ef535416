import { expect, test } from 'vitest';
import { tasksRace } from './1-race.ts';
import { threadsRace } from './2-threads.ts';
import { mutexExact } from './3-mutex.ts';
import { forgottenUnlock } from './4-forgotten-unlock.ts';
import { guardReleases } from './5-guard.ts';
import { skippedLock } from './6-skipped-lock.ts';
import { websiteCounts } from './7-website.ts';
import { type Finished, type Load, type Outcome, runCrew, type Stuck } from './crew.ts';
import { shownCode } from './shown-code.ts';
import type { Step } from './step.ts';
import { runTour, STEPS, walk } from './tour.ts';

const never = new AbortController().signal;

/** What a crew comes to that counts exactly. */
const exact = async ({ contenders, increments }: Load): Promise<Finished> => ({
  ...{ contenders, increments: contenders * increments, count: contenders * increments },
  ...{ lost: 0, thrown: 0, holder: null, stall: null },
});

async function tour(options: { step?: number; json?: boolean; signal?: AbortSignal }, steps?: Step<unknown>[]) {
  let text = '';
  const write = (more: string) => {
    text += more;
  };
  const all = { columns: 80, colour: false, json: false, signal: never, write, ...options };
  const status = await (steps === undefined ? runTour(all) : walk(steps, all));
  return { status, text };
}

test('every step shows what it claims, its code and its numbers', async () => {
  const { status, text } = await tour({ json: true });
  const { held, partial, steps } = JSON.parse(text);
  expect(steps.map(({ held }: { held: boolean }) => held)).toEqual([true, true, true, true, true, true, true]);
  expect({ status, held, partial }).toEqual({ status: 0, held: true, partial: false });
  expect(steps.map(({ step, title }: { step: number; title: string }) => ({ number: step, title }))).toEqual(STEPS);

  const [tasks, threads, mutex, forgotten, guard, skipped, website] = steps;
  expect(tasks.measured).toEqual({ tasks: 1_000, count: 1 });
  expect(threads.measured[0].lost).toBe(0);
  expect(threads.measured.at(-1).lost).toBeGreaterThan(0);
  expect(mutex.measured.count).toBe(mutex.measured.increments);
  expect(forgotten.measured.count).toBe(1_000);
  expect(forgotten.measured.stall.waiters).toEqual([0, 1, 2, 3]);
  expect(guard.measured).toMatchObject({ lost: 0, holder: null });
  expect(skipped.measured.lost).toBeGreaterThan(0);
  expect(website.measured.own.count).toBeLessThan(website.measured.own.answered);
  expect(website.measured.owned.count).toBe(website.measured.owned.answered);
  for (const { code } of steps) expect(code.join('\n')).toMatch(/counter = copy \+ 1|this\.value|\+\+hits/);
});

test('one step is told to a person: title, code, numbers, caption, what next', async () => {
  const { status, text } = await tour({ step: 1 });
  expect(status).toBe(0);
  expect(text).toContain(`1/7  ${STEPS[0]?.title}\n`);
  for (const line of await shownCode(tasksRace.source)) expect(text).toContain(`│${line && ` ${line}`}\n`);
  expect(text).toContain('lost                  999\n');
  expect(text).toContain('→ The counter says 1; 999 updates were lost');
  expect(text).toContain('npx contend run\n');
  expect(text).not.toContain('2/7');
});

test('code fits 80 columns', async () => {
  for (const { source } of [
    tasksRace,
    threadsRace,
    mutexExact,
    forgottenUnlock,
    guardReleases,
    skippedLock,
    websiteCounts,
  ]) {
    for (const line of await shownCode(source)) expect(line.length).toBeLessThanOrEqual(72);
  }
});

test.each([0, -1, 8, 1.5, Number.NaN])('step %d is an error of one line', async (step) => {
  const failure = await tour({ step }).catch((error: Error) => error);
  expect(failure).toBeInstanceOf(RangeError);
  expect((failure as RangeError).message).toBe(`there is no step ${step}: give a whole number from 1 to 7`);
});

test('an abort ends the tour with 130, and with the steps told so far as one document', async () => {
  const abort = new AbortController();
  const stopHere = {
    ...forgottenUnlock,
    run: (crew: (load: Load) => Promise<Outcome>) => {
      const running = crew({ contenders: 2, increments: 100_000, patience: 600_000 });
      abort.abort();
      return running;
    },
  };
  const { status, text } = await tour({ json: true, signal: abort.signal }, [tasksRace, stopHere, mutexExact]);
  expect(status).toBe(130);
  const { partial, steps } = JSON.parse(text);
  expect(partial).toBe(true);
  expect(steps.map(({ title }: { title: string }) => title)).toEqual([tasksRace.title]);
});

test('an aborted tour writes no last word', async () => {
  expect(await tour({ signal: AbortSignal.abort() })).toEqual({ status: 130, text: '' });
});

test('a failure that is no abort is not swallowed', async () => {
  const broken = { ...mutexExact, run: () => Promise.reject(new Error('no thread to be had')) };
  await expect(tour({}, [broken])).rejects.toThrow('no thread to be had');
});

// Negative controls: no step holds when its run came out otherwise.

test('the mutex step does not hold over a counter without its mutex: status 1', async () => {
  const unguarded = {
    ...mutexExact,
    run: () => runCrew(threadsRace.source, { contenders: 4, increments: 3_000_000 }, never),
  };
  const { status, text } = await tour({}, [tasksRace, unguarded as Step<unknown>]);
  expect(text).toContain('✗ Not shown: Not exact');
  expect(text).toContain('1 of 2 did not show what it claims: step 2.');
  expect(status).toBe(1);
});

test('the race steps do not hold over a counter with a mutex, and try more load first', async () => {
  for (const [step, runs] of [
    [threadsRace, 9],
    [skippedLock, 3],
  ] as const) {
    const loads: number[] = [];
    const measured = await step.run((load) => {
      loads.push(load.increments);
      return exact(load);
    });
    const { held, caption } = (step as Step<unknown>).tell(measured);
    expect({ held, caption }).toMatchObject({ held: false, caption: expect.stringContaining('the race did not show') });
    expect(loads).toHaveLength(runs);
    expect(loads.at(-1)).toBeGreaterThan(loads[0] as number);
  }
});

test('the forgotten unlock does not hold when everybody finishes', async () => {
  const { held, caption } = forgottenUnlock.tell(await forgottenUnlock.run(exact));
  expect({ held, caption }).toEqual({ held: false, caption: 'Every thread finished: nothing was left locked.' });
});

test('no other step holds when its crew stands still, and each names the holder', () => {
  const stuck: Stuck = { contenders: 4, count: 1_000, stall: { holder: 2, waiters: [0, 1, 3], idleMs: 1_000 } };
  for (const told of [mutexExact, guardReleases, skippedLock]
    .map((step) => step.tell(stuck))
    .concat(threadsRace.tell([stuck]))) {
    expect(told.held).toBe(false);
    expect(told.caption).toContain(`Worker ${stuck.stall.holder} has held the lock`);
  }
});

const fine: Finished = {
  contenders: 4,
  increments: 4_000,
  count: 4_000,
  lost: 0,
  thrown: 4,
  holder: null,
  stall: null,
};

test('the guard does not hold with a lost update, a lock left behind, or no error thrown', () => {
  expect(guardReleases.tell(fine).held).toBe(true);
  expect(guardReleases.tell({ ...fine, count: 3_999, lost: 1 }).held).toBe(false);
  expect(guardReleases.tell({ ...fine, holder: 2 }).held).toBe(false);
  expect(guardReleases.tell({ ...fine, thrown: 0 }).held).toBe(false);
});

test('the race shows when one thread loses nothing and all others something', () => {
  const told = (...all: number[]) => threadsRace.tell(all.map((lost) => ({ ...fine, lost })));
  expect(told(0, 10, 20).held).toBe(true);
  expect(told(0, 20, 10).held).toBe(true);
  expect(told(0, 0, 10).held).toBe(false);
  expect(told(1, 10, 20).held).toBe(false);
  expect(told(0, 0, 0)).toMatchObject({ held: false, caption: 'No update was lost: the race did not show.' });
});

test('that more threads lose more is said only where the share in the table grows', () => {
  const caption = (...all: [lost: number, increments: number][]) =>
    threadsRace.tell(all.map(([lost, increments]) => ({ ...fine, lost, increments }))).caption;
  const more = /The more threads, the larger the share that is lost/;
  expect(caption([0, 100], [34, 100], [82, 200])).toMatch(more);
  // More updates, of still more.
  expect(caption([0, 100], [41, 100], [68, 200])).not.toMatch(more);
  expect(caption([0, 100], [41, 100], [41, 100])).not.toMatch(more);
});

test('a forgotten unlock holds only with a holder, and everybody else waiting', () => {
  const held = (holder: number | null, waiters: number[]) =>
    forgottenUnlock.tell({ contenders: 3, count: 1_000, stall: { holder, waiters, idleMs: 1_000 } }).held;
  expect(held(1, [0, 2])).toBe(true);
  expect(held(1, [0])).toBe(false);
  expect(held(null, [0, 1, 2])).toBe(false);
});

test('the website holds when its workers lose hits and its primary none', () => {
  const told = (own: number, owned: number) =>
    websiteCounts.tell({ own: { answered: 100, count: own }, owned: { answered: 100, count: owned } });
  expect(told(26, 100)).toMatchObject({ held: true, caption: expect.stringContaining('74 % are lost. Owned by') });
  expect(told(100, 100)).toMatchObject({ held: false, caption: expect.stringContaining('the race did not show') });
  expect(told(26, 99)).toMatchObject({ held: false, caption: expect.stringContaining('it is wrong, too') });
});

test('tasks that lose nothing do not show the race', () => {
  expect(tasksRace.tell({ tasks: 1_000, count: 1_000 }).held).toBe(false);
});
