import type { Declared, LockStrategy } from '@contend/counter';
import { expect, test } from 'vitest';
import { check } from '../test/check.fixture.ts';
import { load } from '../test/load.fixture.ts';
import futexMutants from '../test/mutants/futex.ts';
import { Tas } from '../test/mutants/mutant.ts';
import readerMutants from '../test/mutants/reader-preference.ts';
import { declare } from '../test/sound/declare.ts';
import futex from '../test/sound/futex.ts';
import phaseFair from '../test/sound/phase-fair.ts';
import promiseQueue from '../test/sound/promise-queue.ts';
import readerPreference from '../test/sound/reader-preference.ts';
import sharedQueue from '../test/sound/shared-queue.ts';
import ticket from '../test/sound/ticket.ts';
import { renderReport, renderTrace } from './render.ts';
import { replay } from './replay.ts';
import { TokenError } from './token.ts';

test('a race is told by a shortest schedule with one preemption, with file, line and memory', async () => {
  const plain = await load('unlocked/src/plain.ts');
  const { violations, promised, reached } = await check(plain, { world: 'threads' });
  expect(promised).toBe(false);
  expect(reached).toEqual({ contenders: 2, increments: 1 });
  expect(violations.map(({ kind }) => kind)).toEqual(['lost-update', 'wrong-hits', 'data-race']);
  const [lost] = violations;
  expect(lost?.says).toBe('2 hits were counted as 1');
  expect(lost?.token).toBe('2x1.1.e.ab2a');
  expect(lost?.trace.steps.map(({ thread, does, leadsTo, memory }) => [thread, does, leadsTo, memory])).toEqual([
    [0, 'read word 0: 0', null, {}],
    [1, 'read word 0: 0', null, {}],
    [1, 'write word 0: 1', 'is done', { 'word 0': 1 }],
    [0, 'write word 0: 1', 'is done', { 'word 0': 1 }],
  ]);
  expect(lost?.trace.steps[0]?.file).toBe('plain.ts');
  expect(lost?.trace.steps[0]?.line).toBeGreaterThan(1);
});

test('a trace says who sleeps where, in a column for each contender', async () => {
  const mutant = futexMutants.find(({ strategy }) => strategy.id === 'mutant/futex-forgotten-wake');
  const { violations } = await check(mutant?.strategy ?? futex);
  const text = renderTrace(violations[0]?.trace as Parameters<typeof renderTrace>[0]);
  const lines = text.split('\n');
  expect(lines[0]).toMatch(/^step {2}contender 0 +contender 1 +memory after it +asleep +source$/);
  expect(text).toContain('wait word 0 while 2: sleeps');
  expect(text).toContain('contender 1 on word 0');
  expect(lines.at(-1)).toBe('deadlock: contender 1 sleeps on word 0, and no thread is left to wake them');
});

test('a report is plain data, and never says correct', async () => {
  for (const strategy of [futex, promiseQueue, await load('unlocked/src/plain.ts'), await load('actor/src/port.ts')]) {
    const report = await check(strategy, { contenders: 2, increments: 1 });
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    expect(JSON.stringify(report)).not.toMatch(/correct/i);
    expect(report.ms).toBeGreaterThan(0);
  }
});

test('the climb goes as far as it is told', async () => {
  const { bounds, says } = await check(futex, { contenders: 2, increments: 3 });
  expect(bounds.map(({ contenders, increments }) => `${contenders}x${increments}`)).toEqual(['2x1', '2x2', '2x3']);
  expect(says).toBe('every schedule up to 2 contenders × 3 increments: no violation');
});

test('a check that runs out of time gives up', async () => {
  expect(await check(futex, { ms: 0 })).toMatchObject({ verdict: 'gave up', reached: null });
});

test('checks that are asked for at once run one after the other', async () => {
  const reports = await Promise.all([
    check(promiseQueue, { contenders: 2 }),
    check(futex),
    check(promiseQueue, { contenders: 2 }),
  ]);
  expect(reports.map(({ verdict }) => verdict)).toEqual(Array(3).fill('no violation'));
});

test('what a strategy throws reaches no terminal as it is', async () => {
  const rude = declare(
    'test/rude',
    (atomics) =>
      class extends Tas(atomics) {
        override unlock() {
          throw new Error('\u001b[2Jgone\u202e\n');
        }
      },
    { words: 1 },
  );
  const { violations, says } = await check(rude);
  expect(violations[0]?.kind).toBe('throws');
  const shown =
    says + JSON.stringify(violations) + renderTrace(violations[0]?.trace as Parameters<typeof renderTrace>[0]);
  expect(shown).toContain('gone');
  expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});

test('a replay goes where its token says, also where nothing is wrong', async () => {
  const trace = await replay(futex, '2x1.1.e.a2b3');
  expect(trace.steps.map(({ thread }) => thread)).toEqual([0, 0, 1, 1, 1]);
  expect(trace.steps.at(-1)).toMatchObject({
    does: 'wait word 0 while 2: sleeps',
    asleep: { 'contender 1': 'word 0' },
  });
  expect(trace.shows).toEqual([]);
});

test('a token that is not one, or not of this strategy, is refused in one line', async () => {
  const tokens = [
    '',
    'nonsense',
    '2x1.1.e.a99',
    '2x1.1.e.z',
    '2x1.1.e.A',
    '9x9.1.e',
    '2x1.tight.c',
    '2x1.tight.aaaaaaaa',
    '../../etc',
  ];
  for (const token of tokens) {
    await expect(replay(futex, token), token).rejects.toThrow(TokenError);
    await expect(replay(promiseQueue, token), token).rejects.toThrow(TokenError);
  }
});

test('whoever states how often a waiter may be overtaken is held to it', async () => {
  const stating = (bypass?: LockStrategy['bypass']): LockStrategy => ({
    ...declare('fixture/tas', Tas, { words: 1, order: 'bounded' }),
    ...(bypass === undefined ? {} : { bypass }),
  });
  expect(await check(stating((contenders) => contenders - 1))).toMatchObject({ verdict: 'no violation' });
  const broken = await check(stating((_contenders, budget) => budget));
  expect(broken).toMatchObject({ verdict: 'violation', violations: [{ kind: 'overtaken' }] });
  expect(broken.violations[0]?.bound).toEqual({ contenders: 3, increments: 2 });
  expect(broken.says).toContain('was overtaken 2 times, and the bound is 1');
  expect(await check(stating())).toMatchObject({ verdict: 'no violation', overtaken: 2 });
});

test('a bound that is none is refused in one line', async () => {
  await expect(check(futex, { contenders: 1 })).rejects.toThrow(
    'contenders is 1 but must be a whole number from 2 to 9',
  );
  await expect(check(futex, { increments: 1.5 })).rejects.toThrow(RangeError);
});

test('a report as text has the verdict, the speed, the trace and the token', async () => {
  const sound = renderReport(await check(futex, { contenders: 2, increments: 1 }));
  expect(sound).toMatch(
    /^mutex\/futex in threads: every schedule up to 2 contenders × 1 increment: no violation \(\d+ states, \d+ ms, \d+ states\/s\)$/,
  );
  const racy = renderReport(await check(await load('unlocked/src/plain.ts'), { world: 'threads' })).split('\n');
  expect(racy[0]).toContain('lost-update at 2 contenders × 1 increment: 2 hits were counted as 1');
  expect(racy.at(-1)).toBe('replay: 2x1.1.e.ab2a');
});

test('what readers do wrong is told with how many of them there were, and replayed by its token', async () => {
  const mutantOf = (id: string) => readerMutants.find(({ strategy }) => strategy.id === id)?.strategy ?? futex;
  const late = mutantOf('mutant/reader-preference-looks-and-then-counts-itself');
  const { says, violations } = await check(late);
  expect(says).toBe(
    'overlap at 2 contenders × 1 increment, 1 of them a reader: writer 0 and reader 1 are inside the section at once',
  );
  expect(violations[0]).toMatchObject({
    readers: 1,
    token: '2x1r1.1.e.bab',
    trace: { threads: ['writer 0', 'reader 1'] },
  });
  expect(await replay(late, '2x1r1.1.e.bab')).toMatchObject({ shows: [{ kind: 'overlap' }] });
  // Of this lock as well, a token without readers is one of writers alone.
  expect((await replay(late, '2x1.1.e.a')).threads).toEqual(['contender 0', 'contender 1']);
  const apart = await check(mutantOf('mutant/reader-preference-readers-exclude-each-other'));
  expect(apart.says).toBe(
    'readers-exclude-each-other at 2 contenders × 1 increment, all of them readers: no schedule lets more than 1 of 2 readers in at once',
  );
});

test('a token with readers is refused by what knows none', async () => {
  await expect(replay(futex, '2x1r1.1.e.a')).rejects.toThrow(TokenError);
  await expect(replay(promiseQueue, '2x1r1.tight.a')).rejects.toThrow(TokenError);
});

test('a report says whose order is watched, where there is one and some contenders read', async () => {
  const says = async (strategy: Declared) =>
    (await check(strategy, { contenders: 2, increments: 1 })).assumes.includes('order is watched among writers only');
  expect([await says(phaseFair), await says(sharedQueue)]).toEqual([true, true]);
  expect([await says(readerPreference), await says(ticket)]).toEqual([false, false]);
});
