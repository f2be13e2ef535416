import { type SyntheticCell, syntheticRecord } from '@contend/record/fixture';
import { describe, expect, test } from 'vitest';
import { whyOf } from './why.ts';

type Threads = NonNullable<SyntheticCell['threads']>;
const QUIET: Threads = { busy: 0.98, voluntary: 0, involuntary: 20 };

/** On two cores, of a lock whose section contend sees, unless told otherwise. */
function recordOf(threads: Partial<Threads>, rest: Partial<SyntheticCell> = {}) {
  const cell: SyntheticCell = { strategy: 'a/b', world: 'threads', contenders: 2, ns: 50, noise: 0, ...rest };
  return syntheticRecord({ cells: [{ ...cell, threads: { ...QUIET, ...threads } }], blocks: 8 });
}
function why(...args: Parameters<typeof recordOf>) {
  const record = recordOf(...args);
  return whyOf(record.cells[0] as never, record);
}
const words = (...args: Parameters<typeof recordOf>) => why(...args)?.words;

describe('spins', () => {
  test.each([
    ['busy all the time', {}, ['spins']],
    ['busy for 91 %', { busy: 0.91 }, ['spins']],
    ['busy for 89 %', { busy: 0.89 }, []],
    ['asleep 80 times a second', { voluntary: 80 }, ['spins']],
    ['asleep 120 times a second', { voluntary: 120 }, []],
  ])('threads that were %s', (_, threads, expected) => {
    expect(words(threads)).toEqual(expected);
  });

  test('what has no section that contend sees is not said to', () => {
    expect(words({}, { strategy: 'atomic/add' })).toEqual([]);
  });

  test('contenders that work are not said to', () => {
    // 1.1 µs of work per increment: 1.3 µs of CPU time are 15 % more, 1.6 µs 31 %.
    expect(words({}, { workload: 'typical', ns: 660 })).toEqual([]);
    expect(words({}, { workload: 'typical', ns: 810 })).toEqual(['spins']);
  });

  test('nor those whose work the record does not know', () => {
    const record = recordOf({});
    record.plan.workloads = [];
    expect(whyOf(record.cells[0] as never, record)?.words).toEqual([]);
  });
});

describe('parks', () => {
  test.each([
    ['often asleep', { busy: 0.95, voluntary: 1_100 }, ['parks']],
    ['not often asleep', { busy: 0.95, voluntary: 900 }, []],
    ['seldom asleep, for long', { busy: 0.5, voluntary: 30 }, ['parks']],
    ['asleep for as little as a busy host makes of it', { busy: 0.75, voluntary: 30 }, []],
    ['kept from their cores by others', { busy: 0.5, voluntary: 30, involuntary: 60 }, []],
    ['hardly ever asleep', { busy: 0.5, voluntary: 2, involuntary: 0 }, []],
  ])('threads that were %s', (_, threads, expected) => {
    expect(words(threads)).toEqual(expected);
  });
});

test.each([
  [140, 4, 0.5, ['spins', 'pre-empted']],
  [110, 2, 0.98, ['spins', 'pre-empted']],
  [90, 2, 0.98, ['spins']],
])('threads that lost their core %i times a second, %i of them', (involuntary, contenders, busy, expected) => {
  expect(words({ involuntary, busy }, { contenders })).toEqual(expected);
});

test('how busy the threads were is a share of the cores that they had', () => {
  expect(why({ busy: 0.5 }, { contenders: 4 })).toMatchObject({ cores: 2, busy: expect.closeTo(1, 2) });
  expect(why({ busy: 0.25 })).toMatchObject({ cores: 2, busy: expect.closeTo(0.25, 2) });
  expect(why({ busy: 1.2 })?.busy).toBe(1);
});

test('an actor’s owner is a thread too', () => {
  const record = recordOf({ busy: 0.9 });
  record.host.allowedCores = [0, 1, 2, 3];
  for (const fork of record.cells[0]?.forks ?? []) fork.cpuNs?.push(0);
  expect(whyOf(record.cells[0] as never, record)).toMatchObject({ cores: 3, busy: expect.closeTo(0.6, 2) });
});

test('one fork that was disturbed does not decide', () => {
  const record = recordOf({});
  const [fork] = record.cells[0]?.forks ?? [];
  Object.assign(fork as object, { cpuNs: [1, 1], contextSwitches: { voluntary: [9e6, 9e6], involuntary: [9e6, 9e6] } });
  expect(whyOf(record.cells[0] as never, record)?.words).toEqual(['spins']);
});

test('switches that no system counted leave the CPU time alone', () => {
  const record = recordOf({});
  for (const fork of record.cells[0]?.forks ?? []) fork.contextSwitches = null;
  expect(whyOf(record.cells[0] as never, record)).toMatchObject({ cores: 2, words: [] });
});

test.each([
  ['one contender', {}, { contenders: 1 }],
  ['tasks of one thread', {}, { world: 'tasks', contenders: 64 }],
  ['a cell without a figure', {}, { verdict: 'deadlock' }],
] as const)('there is nothing to explain about %s', (_, threads, rest) => {
  expect(why(threads, rest)).toBeNull();
});
