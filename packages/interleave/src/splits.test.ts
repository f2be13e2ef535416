import { expect, test } from 'vitest';
import futex from '../test/sound/futex.ts';
import seqlock from '../test/sound/seqlock.ts';
import sharedQueue from '../test/sound/shared-queue.ts';
import type { Outcome } from './climb.ts';
import { everySplit, readersShown, type Split } from './splits.ts';

const NOTHING: Outcome = { states: 1, transitions: 2, complete: true, overtaken: null, violations: [] };
const BOUND = { contenders: 3, increments: 1 };

test.each([
  [futex, [0]],
  [seqlock, [0, 1, 2, 3]],
  [sharedQueue, [0, 1, 2, 3]],
])('$id is explored for every number of readers that it may have', async (strategy, expected) => {
  const seen: number[] = [];
  const explore = everySplit(strategy, ({ readers }) => {
    seen.push(readers);
    return NOTHING;
  });
  await explore(BOUND, Infinity);
  expect(seen).toEqual(expected);
});

test('a bound is explored to its end if each of its splits is, and what was found in any of them is found', async () => {
  const trace = { threads: [], steps: [], shows: [] };
  const violation = { says: '', bound: BOUND, trace, token: '' };
  const outcomes: Outcome[] = [
    { ...NOTHING, overtaken: 1 },
    { ...NOTHING, complete: false, violations: [{ ...violation, kind: 'deadlock', readers: 1 }] },
    {
      ...NOTHING,
      overtaken: 2,
      violations: [
        { ...violation, kind: 'overlap', readers: 2 },
        { ...violation, kind: 'deadlock', readers: 2 },
      ],
    },
    NOTHING,
  ];
  const explore = everySplit(seqlock, ({ readers }: Split) => outcomes[readers] as Outcome);
  const { violations, ...sums } = await explore(BOUND, Infinity);
  expect(sums).toEqual({ states: 4, transitions: 8, complete: false, overtaken: 2 });
  expect(violations.map(({ kind, readers }) => [kind, readers])).toEqual([
    ['overlap', 2],
    ['deadlock', 1],
  ]);
});

test('how many read is said in words', () => {
  expect([0, 1, 2, 3].map((readers) => readersShown(readers, BOUND))).toEqual([
    '',
    ', 1 of them a reader',
    ', 2 of them readers',
    ', all of them readers',
  ]);
});
