import { expect, test } from 'vitest';
import { binomialCdf } from './binomial.ts';

/** Exact, in whole numbers: P(X <= k) for X ~ Binomial(n, 1/2), times 2^n. */
function halfCdf(k: number, n: number): number {
  let choose = 1n;
  let sum = 0n;
  for (let i = 0; i <= k; i++) {
    sum += choose;
    choose = (choose * BigInt(n - i)) / BigInt(i + 1);
  }
  return Number((sum * 10n ** 18n) / 2n ** BigInt(n)) / 1e18;
}

test('agrees with exact arithmetic at p = 1/2', () => {
  for (const n of [1, 2, 9, 30, 200]) {
    for (let k = 0; k <= n; k += Math.ceil(n / 30)) expect(binomialCdf(k, n, 0.5)).toBeCloseTo(halfCdf(k, n), 13);
  }
});

test('agrees with the published table for n = 9 (Conover 1999, table A3)', () => {
  expect(binomialCdf(1, 9, 0.05)).toBeCloseTo(0.9288, 4);
  expect(binomialCdf(2, 9, 0.2)).toBeCloseTo(0.7382, 4);
  expect(binomialCdf(6, 9, 0.75)).toBeCloseTo(0.3993, 4);
});

test('neither under- nor overflows at n = 10 000', () => {
  // R: pbinom(4800, 10000, 0.5), pbinom(100, 10000, 0.02), pbinom(9999, 10000, 0.9999)
  expect(binomialCdf(4800, 10_000, 0.5) / 3.2967577993412e-5).toBeCloseTo(1, 9);
  expect(binomialCdf(100, 10_000, 0.02) / 2.2286254752134e-15).toBeCloseTo(1, 9);
  expect(binomialCdf(9999, 10_000, 0.9999)).toBeCloseTo(0.6321389535670295, 11);
});

test('is 0 below the least and 1 from the largest number of successes on', () => {
  expect(binomialCdf(-1, 5, 0.3)).toBe(0);
  expect(binomialCdf(5, 5, 0.3)).toBe(1);
  expect(binomialCdf(0, 5, 0)).toBe(1);
  expect(binomialCdf(4, 5, 1)).toBe(0);
});
