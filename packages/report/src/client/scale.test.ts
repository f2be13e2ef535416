import { expect, test } from 'vitest';
import { linearScale, logScale, short, shortTime } from './scale.ts';

test.for([[[1, 2]], [[3e5, 2e9]], [[7, 7]], [[1e-9, 10]]])(
  'a logarithmic scale has room for %s, and names places on it',
  ([values]) => {
    const { at, ticks } = logScale(values as number[], 300);
    for (const value of values as number[]) {
      expect(at(value)).toBeGreaterThan(0);
      expect(at(value)).toBeLessThan(300);
    }
    expect(ticks.length).toBeGreaterThan(0);
    expect(ticks.length).toBeLessThan(12);
    for (const tick of ticks) expect(at(tick) >= 0 && at(tick) <= 300).toBe(true);
  },
);

test('a linear scale begins at nothing', () => {
  const { at, ticks } = linearScale([30, 70], 300);
  expect(at(0)).toBe(0);
  expect(at(70)).toBeLessThan(300);
  expect(ticks).toEqual([0, 20, 40, 60]);
});

test('a scale of nothing is one all the same', () => {
  for (const { at, ticks } of [logScale([], 300), linearScale([], 300)]) {
    expect(Number.isFinite(at(1))).toBe(true);
    expect(ticks.every(Number.isFinite)).toBe(true);
  }
});

test('figures with a prefix', () => {
  expect([0, 5, 999.9, 12_345, 2.5e6, 1e9].map(short)).toEqual(['0', '5', '1 k', '12.3 k', '2.5 M', '1 G']);
  expect([0, 1e-9, 2.5e-6, 0.0283, 3].map(shortTime)).toEqual(['0 s', '1 ns', '2.5 µs', '28.3 ms', '3 s']);
});
