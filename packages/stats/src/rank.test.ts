import { expect, test } from 'vitest';
import { calls, leastPairs, rank, type Series } from './rank.ts';

/** As many blocks, all the same but for a scatter of 0.1 %. */
const cell = (ns: number, blocks = 12): number[] =>
  Array.from({ length: blocks }, (_, block) => ns * (1 + (block % 3) / 1000));

test('rank is 1 + the number of cells called faster', () => {
  expect(rank([cell(30), cell(10), cell(20)])).toEqual([3, 1, 2]);
});

test('cells between which nothing is called share a rank, and the next one counts both', () => {
  expect(rank([cell(10), cell(10.05), cell(20)])).toEqual([1, 1, 3]);
});

test('the threshold decides what is a difference', () => {
  expect(rank([cell(10), cell(10.3)])).toEqual([1, 2]);
  expect(rank([cell(10), cell(10.3)], { threshold: 0.05 })).toEqual([1, 1]);
});

test('a cell with seven usable blocks has no rank and pushes nobody down', () => {
  const seven: Series = [...cell(1, 7), null, null, null, null, null];
  expect(rank([cell(10), seven, cell(20)])).toEqual([1, null, 2]);
});

test('a cell with eight usable blocks has one', () => {
  const eight: Series = [...cell(1, 8), null, null, null, null];
  expect(rank([cell(10), eight])).toEqual([2, 1]);
});

test('nothing to rank', () => {
  expect(rank([])).toEqual([]);
  expect(rank([cell(10)])).toEqual([1]);
  expect(calls([cell(10)])).toEqual([]);
});

test('calls lists every two cells, the second relative to the first', () => {
  const listed = calls([cell(20), cell(10), cell(20)]);
  expect(listed.map(({ a, b, call }) => [a, b, call])).toEqual([
    [0, 1, 'faster'],
    [0, 2, 'none'],
    [1, 2, 'slower'],
  ]);
  expect(listed.map(({ ratio }) => ratio)).toEqual([0.5, 1, 2]);
  expect(listed.map(({ pairs }) => pairs)).toEqual([12, 12, 12]);
  // 2 × 2^-12, times three comparisons, then two.
  expect(listed[0]?.pValue).toBeCloseTo(6 / 4096, 15);
  expect(listed[2]?.pValue).toBeCloseTo(6 / 4096, 15);
});

test('blocks that only one of two cells has are not paired', () => {
  const odd = cell(10, 20).map((ns, block) => (block % 2 === 1 ? ns : null));
  const most = cell(20, 20).map((ns, block) => (block < 2 ? null : ns));
  expect(calls([odd, most]).map(({ pairs, ratio }) => [pairs, ratio])).toEqual([[9, 2]]);
  const even = cell(20, 20).map((ns, block) => (block % 2 === 0 ? ns : null));
  expect(calls([odd, even])).toEqual([]);
});

test('a family is corrected: eight pairs suffice for one comparison and not for three', () => {
  expect(rank([cell(10, 8), cell(20, 8)])).toEqual([1, 2]);
  expect(rank([cell(10, 8), cell(20, 8), cell(40, 8)])).toEqual([1, 1, 1]);
});

test('a family counts only what could be compared', () => {
  const five: Series = [...cell(5, 5), null, null, null];
  expect(rank([cell(10, 8), cell(20, 8), five])).toEqual([1, 2, null]);
});

test('a family that all pairs agree on is told apart from its least number of pairs on, and not before', () => {
  for (const cells of [2, 3, 5, 8, 12]) {
    const apart = (pairs: number) => {
      const series = Array.from({ length: cells }, (_, cell) => Array.from({ length: pairs }, () => 2 ** cell));
      return calls(series).filter(({ call }) => call !== 'none').length;
    };
    const least = leastPairs(cells);
    expect(apart(least)).toBe((cells * (cells - 1)) / 2);
    expect(apart(least - 1)).toBe(0);
  }
});
