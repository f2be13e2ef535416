import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jain } from './jain.ts';

test('20 of 100 users share, the others starve: 0.2 (Jain, Chiu & Hawe 1984)', () => {
  const got = Array.from({ length: 100 }, (_, user) => (user < 20 ? 1 : 0));
  expect(jain(got)).toBeCloseTo(0.2, 12);
});

test('shares of 1, 3 and 5 give 81/105', () => {
  expect(jain([1, 3, 5])).toBeCloseTo(81 / 105, 12);
});

test('equal shares are 1, and one taker among four is 1/4', () => {
  expect(jain([7, 7, 7])).toBe(1);
  expect(jain([0, 9, 0, 0])).toBe(0.25);
});

test('equal shares that are fractions are not more than 1', () => {
  expect(jain([0.7, 0.7, 0.7, 0.7, 0.7])).toBe(1);
  expect(jain([90.57142857142857, 90.5714292462383])).toBe(1);
});

test('nothing shared has no fairness', () => {
  expect(jain([])).toBeNull();
  expect(jain([0, 0])).toBeNull();
});

test('lies between 1/n and 1, whatever the unit', () => {
  const shares = fc.array(fc.integer({ min: 0, max: 2 ** 40 }), { minLength: 1, maxLength: 64 });
  fc.assert(
    fc.property(shares, (values) => {
      const index = jain(values);
      if (index === null) return;
      expect(index).toBeGreaterThan(1 / values.length - 1e-12);
      expect(index).toBeLessThanOrEqual(1);
      expect(jain(values.map((value) => value * 1000))).toBeCloseTo(index, 12);
    }),
  );
});
