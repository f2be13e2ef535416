import { expect, test } from 'vitest';
import { rangeOf, scaleOver, short, shortTime } from './scale.ts';

const scaleOf = (values: readonly number[], kind: 'log' | 'linear') => scaleOver(rangeOf(values, kind), kind, 300);

test.for([[[1, 2]], [[3e5, 2e9]], [[7, 7]], [[1e-9, 10]]])(
  'a logarithmic scale has room for %s, and names places on it',
  ([values]) => {
    const { at, ticks } = scaleOf(values as number[], 'log');
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
  const { at, ticks } = scaleOf([30, 70], 'linear');
  expect(at(0)).toBe(0);
  expect(at(70)).toBeLessThan(300);
  expect(ticks).toEqual([0, 20, 40, 60]);
});

test('a scale of nothing is one all the same', () => {
  for (const { at, ticks } of [scaleOf([], 'log'), scaleOf([], 'linear')]) {
    expect(Number.isFinite(at(1))).toBe(true);
    expect(ticks.every(Number.isFinite)).toBe(true);
  }
});

test.for(['log', 'linear'] as const)('the value at a place on a %s scale is that whose place it is', (kind) => {
  const { at, value } = scaleOver([30, 4_000], kind, 300);
  for (const pixels of [0, 17, 300]) expect(at(value(pixels))).toBeCloseTo(pixels);
});

test.for(['log', 'linear'] as const)('a narrow part of a %s scale has ticks all the same', (kind) => {
  expect(scaleOver([31e6, 36e6], kind, 300).ticks).toEqual([31e6, 32e6, 33e6, 34e6, 35e6, 36e6]);
});

test('figures with a prefix', () => {
  expect([0, 5, 999.9, 12_345, 2.5e6, 1e9].map(short)).toEqual(['0', '5', '1 k', '12.3 k', '2.5 M', '1 G']);
  expect([0, 1e-9, 2.5e-6, 0.0283, 3].map(shortTime)).toEqual(['0 s', '1 ns', '2.5 µs', '28.3 ms', '3 s']);
});
