import { readFileSync } from 'node:fs';
import { declaredIn } from '@contend/counter/declaration';
import { describe, expect, test } from 'vitest';
import { type Compiled, compiled } from './compile.ts';
import { type Contended, operations, Running } from './fixtures/running.ts';

const WINDOW_MS = 20;
const LIMIT_MS = 20_000;

const BASELINES = await Promise.all(
  [
    import('./pthread-mutex.ts'),
    import('./adaptive-mutex.ts'),
    import('./atomic-add.ts'),
    import('./shared-mutex.ts'),
    import('./shared-add.ts'),
  ].map(async (module) => {
    const [declared] = declaredIn(await module, 'a baseline');
    return declared as Compiled & { id: string };
  }),
);

for (const { id, program, absent } of BASELINES) {
  describe.skipIf(program === undefined)(absent === undefined ? id : `${id}: ${absent}`, () => {
    test.each([1, 2, 5])('counts every hit of %i contenders, in each region for itself', async (contenders) => {
      using running = new Running(program as string, contenders);
      expect((await running.answer()).threads).toHaveLength(contenders);
      let done = 0;
      for (let i = 0; i < 5; i++) {
        done += operations(await running.window(1, WINDOW_MS));
        expect(await running.value(1)).toBe(done % 2 ** 32);
      }
      expect(await running.value(0)).toBe(0);
    });

    test('counts what lies inside the window from all that was done', async () => {
      using running = new Running(program as string, 2);
      await running.answer();
      const whole = ({ seen: [{ complete }] }: Contended) => complete;
      let contended: Contended[];
      // On a busy machine a contender may hear of its window too late.
      do contended = await running.window(0, WINDOW_MS);
      while (!contended.every(whole));
      for (const { seen, used } of contended) {
        const [{ operations, inside, longestGap, entered, left }] = seen;
        expect(inside).toBeGreaterThanOrEqual(0);
        expect(inside).toBeLessThan(operations);
        expect(longestGap).toBeGreaterThan(0);
        expect(left - entered).toBeGreaterThan(WINDOW_MS);
        expect(used.cpuNs).toBeGreaterThan(0);
      }
    });
  });
}

const fixture = (name: string, world: 'threads' | 'processes') =>
  compiled(new URL(`./fixtures/${name}.c`, import.meta.url), world);
const noLock = fixture('no-lock', 'threads');
const sharedNoLock = fixture('shared-no-lock', 'processes');
const forgets = fixture('forgets-to-unlock', 'threads');

async function losesUpdates({ program }: Compiled): Promise<void> {
  using running = new Running(program as string, 4);
  await running.answer();
  let done = 0;
  let value = 0;
  const end = performance.now() + LIMIT_MS / 2;
  while (value === done && performance.now() < end) {
    done += operations(await running.window(1, WINDOW_MS));
    value = await running.value(1);
  }
  expect(value).toBeLessThan(done);
}

describe.skipIf(noLock.program === undefined)(noLock.absent ?? 'a program', () => {
  test('without a lock loses updates: the check of the count can fail', () => losesUpdates(noLock));

  test('leaves Ctrl-C to whoever started it', async () => {
    using running = new Running(noLock.program as string, 1);
    await running.answer();
    running.process.kill('SIGINT');
    expect(await running.ask('progress')).toHaveProperty('progress');
  });

  test('leaves when told to, whatever is left of the window, and for good', async () => {
    using running = new Running(noLock.program as string, 2);
    await running.answer();
    running.say(`window 1 ${3_600e9}`);
    running.say('abort');
    const { contended } = await running.answer();
    expect(contended.map(({ seen }: Contended) => seen[0].complete)).toEqual([false, false]);
    expect((await running.ask(`window 1 ${3_600e9}`)).contended).toHaveLength(2);
  });

  test('says how far it is while its contenders wait for each other, and ends with its stdin', async () => {
    using running = new Running(forgets.program as string, 2);
    await running.answer();
    running.say(`window 1 ${1e6}`);
    const { progress } = await running.ask('progress');
    expect(progress.cpuNs).toBeGreaterThan(0);
    // One of them locked once, if its turn has come by now; nobody locks twice.
    expect(progress.finished).toBeLessThanOrEqual(1);
    running.process.stdin.end();
    expect(await running.ended()).toBe(0);
  });

  test.each(['window 2 1000', 'window 1', 'window 1 0', 'value 7', 'values 1', 'progress now', 'aborted', ''])(
    'refuses %j',
    async (command) => {
      using running = new Running(noLock.program as string, 1);
      await running.answer();
      running.say(command);
      expect(await running.ended()).toBe(2);
    },
  );

  test.each([
    [['500000', '1000000', '0.004', '0.01']],
    [['500000', '1000000', '0.01', '0.004', '16777216']],
    [['0', '1000000', '0.004', '0.01', '16777216']],
  ])('refuses the rules %j', async (rules) => {
    using running = new Running(noLock.program as string, 1, rules);
    expect(await running.ended()).toBe(2);
  });

  test.each([0, 257, 'many'])('refuses %s contenders', async (contenders) => {
    using running = new Running(noLock.program as string, contenders);
    expect(await running.ended()).toBe(2);
  });
});

describe.skipIf(sharedNoLock.program === undefined)(sharedNoLock.absent ?? 'a program of processes', () => {
  /** Whether none is left; one whose parent is gone may be a zombie for as long as nobody asks after it. */
  const gone = (pids: readonly number[]) =>
    pids.every((pid) => {
      try {
        return readFileSync(`/proc/${pid}/stat`, 'latin1').includes(') Z ');
      } catch {
        return true;
      }
    });

  test('without a lock loses updates, as one of threads does', () => losesUpdates(sharedNoLock));

  test('counts the CPU time of all its processes', async () => {
    using running = new Running(sharedNoLock.program as string, 2);
    await running.answer();
    const contended = await running.window(1, WINDOW_MS);
    const used = contended.reduce((sum, { used }) => sum + used.cpuNs, 0);
    expect((await running.ask('progress')).progress.cpuNs).toBeGreaterThanOrEqual(used);
  });

  test('leaves none of its processes behind when it is killed', async () => {
    using running = new Running(sharedNoLock.program as string, 3);
    const { threads } = await running.answer();
    expect(new Set([...threads, running.process.pid]).size).toBe(4);
    expect(gone(threads)).toBe(false);
    running.process.kill('SIGKILL');
    await expect.poll(() => gone(threads)).toBe(true);
  });

  test('ends when one of its processes does, for which the others would wait', async () => {
    using running = new Running(sharedNoLock.program as string, 2);
    const { threads } = await running.answer();
    running.say(`window 1 ${3_600e9}`);
    process.kill(threads[1], 'SIGKILL');
    expect(await running.ended()).toBe(1);
    await expect.poll(() => gone(threads)).toBe(true);
  });
});
