import { expect, test } from 'vitest';
import { medianInterval, medianRank } from './order-statistics.ts';

const ranksFrom1 = (n: number) => Array.from({ length: n }, (_, index) => n - index);

// Nair, "Table of Confidence Interval for the Median in Samples from Any Continuous Population", Sankhya 4, 1940, as given
// by Dixon & Massey 1969: n, rank at 95 %, rank at 99 %.
const NAIR = [
  [6, 1, 0],
  [7, 1, 0],
  [8, 1, 1],
  [9, 2, 1],
  [10, 2, 1],
  [11, 2, 1],
  [12, 3, 2],
  [15, 4, 3],
  [16, 4, 3],
  [17, 5, 3],
  [18, 5, 4],
  [20, 6, 4],
  [25, 8, 6],
  [26, 8, 7],
  [28, 9, 7],
  [30, 10, 8],
  [35, 12, 10],
  [40, 14, 12],
  [50, 18, 16],
  [65, 25, 22],
] as const;

test.each(NAIR)('ranks for %i values are those of Nair’s table', (n, rank95, rank99) => {
  expect(medianRank(n, 0.95)).toBe(rank95);
  expect(medianRank(n, 0.99)).toBe(rank99);
});

test('ten values: the second smallest and the second largest (Hahn & Meeker: 97.85 %)', () => {
  expect(medianInterval(ranksFrom1(10))).toEqual({ median: 5.5, low: 2, high: 9 });
  // 1 - 2 × 11/1024: asked for just so much it stays, asked for more it widens.
  expect(medianInterval(ranksFrom1(10), 0.9785).low).toBe(2);
  expect(medianInterval(ranksFrom1(10), 0.9786).low).toBe(1);
});

test('five values give no 95 % interval, six their extremes; at 99 % it takes eight', () => {
  expect(medianInterval(ranksFrom1(5))).toEqual({ median: 3, low: null, high: null });
  expect(medianInterval(ranksFrom1(6))).toEqual({ median: 3.5, low: 1, high: 6 });
  expect(medianInterval(ranksFrom1(7), 0.99)).toEqual({ median: 4, low: null, high: null });
  expect(medianInterval(ranksFrom1(8), 0.99)).toEqual({ median: 4.5, low: 1, high: 8 });
});

test('ten thousand values: ranks 4902 and 5099', () => {
  // R: qbinom(0.025, 10000, 0.5) = 4902
  expect(medianInterval(ranksFrom1(10_000))).toEqual({ median: 5000.5, low: 4902, high: 5099 });
});

test('one value is its own median; none is an error', () => {
  expect(medianInterval([4])).toEqual({ median: 4, low: null, high: null });
  expect(() => medianInterval([])).toThrow(RangeError);
});
