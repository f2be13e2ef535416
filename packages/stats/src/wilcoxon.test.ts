import { expect, test } from 'vitest';
import { signedRankCdf, wilcoxonInterval } from './wilcoxon.ts';

// Hamilton depression scale of nine patients before and after a tranquilliser: Hollander & Wolfe 1999, table 3.1.
const BEFORE = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3];
const AFTER = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];
const CHANGE = AFTER.map((after, patient) => after - (BEFORE[patient] as number));

test('Hollander & Wolfe, example 3.1: P(T <= 5) of nine is 0.0195', () => {
  expect(signedRankCdf(5, 9)).toBe(10 / 512);
});

test('Hollander & Wolfe, examples 3.3 and 3.4: estimate -0.46, 96 % interval -0.786 to -0.010', () => {
  const { pseudomedian, low, high } = wilcoxonInterval(CHANGE, 0.96);
  expect(pseudomedian).toBeCloseTo(-0.46, 12);
  expect(low).toBeCloseTo(-0.786, 12);
  expect(high).toBeCloseTo(-0.01, 12);
});

test.each([
  [6, 0],
  [7, 2],
  [10, 8],
  [15, 25],
  [20, 52],
  [25, 89],
  [30, 137],
  [40, 264],
  [50, 434],
])('two-sided at 0.05 the critical value for %i is %i (McCornack, JASA 60, 1965)', (n, critical) => {
  expect(signedRankCdf(critical, n)).toBeLessThanOrEqual(0.025);
  expect(signedRankCdf(critical + 1, n)).toBeGreaterThan(0.025);
});

test('counting agrees with going through all signs', () => {
  const n = 10;
  const sums = Array.from({ length: 2 ** n }, (_, signs) => {
    let sum = 0;
    for (let rank = 1; rank <= n; rank++) if ((signs >> (rank - 1)) & 1) sum += rank;
    return sum;
  });
  for (let t = -1; t <= 55; t++) expect(signedRankCdf(t, n)).toBe(sums.filter((sum) => sum <= t).length / 2 ** n);
});

test('above 50 values the normal approximation is close to the exact distribution, a little above it in the tails of a 99 % interval', () => {
  // Counted: P(T <= 378) and P(T <= 663) for n = 51, P(T <= 1770) for n = 100.
  expect(signedRankCdf(378, 51)).toBeCloseTo(0.0034515, 3);
  expect(signedRankCdf(663, 51)).toBeCloseTo(0.5018533, 4);
  expect(signedRankCdf(1770, 100)).toBeCloseTo(0.0045372, 3);
  expect(signedRankCdf(378, 51)).toBeGreaterThan(0.0034515);
  expect(signedRankCdf(1770, 100)).toBeGreaterThan(0.0045372);
  // Halfway between two sums: the continuity correction makes the approximation symmetric.
  expect(signedRankCdf(662, 51) + signedRankCdf(663, 51)).toBeCloseTo(1, 12);
});

test('seven values give no 99 % interval, eight their extremes', () => {
  expect(wilcoxonInterval([1, 2, 3, 4, 5, 6, 7], 0.99)).toEqual({ pseudomedian: 4, low: null, high: null });
  expect(wilcoxonInterval([1, 2, 3, 4, 5, 6, 7, 8], 0.99)).toEqual({ pseudomedian: 4.5, low: 1, high: 8 });
  expect(() => wilcoxonInterval([])).toThrow(RangeError);
});
