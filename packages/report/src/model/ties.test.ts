import { type SyntheticCell, syntheticRecord } from '@contend/record/fixture';
import { expect, test } from 'vitest';
import { notCalled } from './ties.ts';

const cell = (strategy: string, ns: number, rest: Partial<SyntheticCell> = {}): SyntheticCell => ({
  strategy,
  world: 'threads',
  contenders: 2,
  ns,
  noise: 0.02,
  ...rest,
});

function tied(cells: SyntheticCell[], blocks = 20): string[][] {
  return notCalled(syntheticRecord({ cells, blocks }).cells).map((set) => set.map(({ strategy }) => strategy).sort());
}

test('cells far apart are not tied, cells alike are', () => {
  expect(tied([cell('a/fast', 10), cell('a/slow', 20)])).toEqual([]);
  expect(tied([cell('a/one', 10), cell('a/slow', 20), cell('a/two', 10)])).toEqual([['a/one', 'a/two']]);
});

test('not being called is not transitive: the one between belongs to two ties', () => {
  const record = syntheticRecord({ cells: [cell('a/x', 10), cell('a/y', 10), cell('a/z', 10)], blocks: 12 });
  const speeds = [
    // x is faster than z in every block; y wins and loses against both.
    ['a/x', [10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10]],
    ['a/y', [9, 14, 9, 14, 9, 14, 9, 14, 9, 14, 9, 14]],
    ['a/z', [12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12]],
  ] as const;
  for (const { strategy, forks } of record.cells) {
    const [, series] = speeds.find(([name]) => name === strategy) ?? ['', []];
    forks.forEach((fork, block) => {
      const increments = (fork.rounds[0]?.ms ?? 0) / (series[block] ?? 1);
      fork.rounds = fork.rounds.slice(0, 1).map((round) => ({ ...round, increments: [increments, 0] }));
    });
  }
  const sets = notCalled(record.cells).map((set) => set.map(({ strategy }) => strategy).sort());
  expect(sets.sort()).toEqual([
    ['a/x', 'a/y'],
    ['a/y', 'a/z'],
  ]);
});

test('cells that are all alike are one tie, not one of each pair', () => {
  expect(tied([cell('a/one', 10), cell('a/two', 10), cell('a/three', 10)])).toEqual([['a/one', 'a/three', 'a/two']]);
});

test('a wrong count is never tied with a right one', () => {
  const wrong = cell('a/wrong', 10, { verdict: 'lost-updates' });
  expect(tied([cell('a/one', 10), wrong])).toEqual([]);
});

test('too few forks to call anything tie nothing', () => {
  expect(tied([cell('a/one', 10), cell('a/two', 10)], 5)).toEqual([]);
});
