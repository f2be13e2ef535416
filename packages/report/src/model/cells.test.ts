import type { Cell } from '@contend/record';
import { type SyntheticCell, syntheticRecord } from '@contend/record/fixture';
import { describe, expect, test } from 'vitest';
import { chartedWorkload, groupsOf, keptByOne, lostShare, overCount, rankOf, refusedShare, stateOf } from './cells.ts';

function cellOf(synthetic: Partial<SyntheticCell> = {}): Cell {
  const spec: SyntheticCell = { strategy: 'a/b', world: 'threads', contenders: 2, ns: 10, ...synthetic };
  return syntheticRecord({ cells: [spec] }).cells[0] as Cell;
}

test('a rank that a record gives to a wrong count is not believed', () => {
  expect(rankOf(cellOf())).toBe(1);
  expect(rankOf({ ...cellOf(), verdict: 'lost-updates', rank: 1 })).toBeNull();
  expect(rankOf({ ...cellOf(), lost: 3, rank: 1 })).toBeNull();
});

test('lost updates make a cell wrong whatever else happened to it', () => {
  expect(stateOf(cellOf())).toBe('right');
  expect(stateOf({ ...cellOf(), verdict: 'crashed', lost: 1 })).toBe('wrong');
  expect(stateOf(cellOf({ verdict: 'overlap' }))).toBe('wrong');
  expect(stateOf(cellOf({ verdict: 'deadlock' }))).toBe('stopped');
});

test('within is right and may be ranked; over-counted is wrong', () => {
  const client = { world: 'machines' as const };
  expect(stateOf(cellOf({ ...client, verdict: 'within' }))).toBe('right');
  expect(rankOf(cellOf({ ...client, verdict: 'within' }))).toBe(1);
  const over = cellOf({ ...client, verdict: 'over-counted', over: 5, unknown: 2 });
  expect(stateOf(over)).toBe('wrong');
  expect(rankOf({ ...over, rank: 1 })).toBeNull();
  // By 5 in each of 20 forks, besides those that may have counted.
  expect(overCount(over)).toBe(100);
  expect(overCount(cellOf(client))).toBe(0);
  expect(lostShare(over)).toBe(0);
});

test('the refused share is one of attempts', () => {
  expect(refusedShare(cellOf({ world: 'processes', refused: 3 }))).toBeCloseTo(0.75);
  expect(refusedShare(cellOf({ world: 'processes' }))).toBe(0);
  expect(refusedShare(cellOf())).toBe(0);
});

test('the lost share stays between nothing and all', () => {
  expect(lostShare(cellOf())).toBe(0);
  expect(lostShare({ ...cellOf(), expected: 200, lost: 50 })).toBe(0.25);
  expect(lostShare({ ...cellOf(), expected: 200, lost: 2 ** 32 - 1 })).toBe(1);
  expect(lostShare({ ...cellOf(), expected: 0, lost: 1 })).toBe(1);
});

describe('one contender kept it', () => {
  const withFairness = (jain: number | null, handoffsPerMillion: number | null, contenders = 2) =>
    keptByOne({ ...cellOf(), contenders, fairness: { jain, handoffsPerMillion } });

  test('when the shares are unlike or hand-offs very rare', () => {
    expect(withFairness(0.79, 300_000)).toBe(true);
    expect(withFairness(1, 99)).toBe(true);
    expect(withFairness(0.8, 100)).toBe(false);
  });

  test('never when there is only one, and not for want of a measurement', () => {
    expect(withFairness(0.5, 0, 1)).toBe(false);
    expect(withFairness(null, null)).toBe(false);
  });
});

test('cells are grouped where they may be compared', () => {
  const { cells } = syntheticRecord({
    cells: [
      { strategy: 'a/b', world: 'threads', contenders: 4, ns: 10 },
      { strategy: 'a/b', world: 'threads', contenders: 1, ns: 10 },
      { strategy: 'a/b', world: 'threads', contenders: 1, ns: 10, workload: 'typical' },
      { strategy: 'a/b', world: 'threads', contenders: 1, ns: 10, pinned: false },
      { strategy: 'a/b', world: 'tasks', contenders: 64, ns: 10 },
    ],
  });
  expect(
    groupsOf(cells).map(({ world, workload, pinned, contenders }) => [world, workload, pinned, contenders]),
  ).toEqual([
    ['threads', 'hot', true, [1, 4]],
    ['threads', 'typical', true, [1]],
    ['threads', 'hot', false, [1]],
    ['tasks', 'hot', true, [64]],
  ]);
});

test('charts show the workload hot, or else the first that is no step of a sweep', () => {
  const charted = (...workloads: string[]) =>
    chartedWorkload(
      syntheticRecord({
        cells: workloads.map((workload) => ({ strategy: 'a/b', world: 'tasks', contenders: 2, ns: 5, workload })),
      }),
    );
  expect(charted('typical', 'hot')).toBe('hot');
  expect(charted('sweep-100', 'typical', 'long-hold')).toBe('typical');
  expect(charted('sweep-100', 'sweep-0')).toBe('sweep-100');
  expect(charted()).toBeUndefined();
});
