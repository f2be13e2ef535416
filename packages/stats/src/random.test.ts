import { expect, test } from 'vitest';
import { exponential, normal, seeded } from './random.ts';

const draw = (next: () => number, count = 100_000) => Array.from({ length: count }, next);
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test('a seed gives one stream, another seed another', () => {
  expect(draw(seeded(1), 5)).toEqual(draw(seeded(1), 5));
  expect(draw(seeded(1), 5)).not.toEqual(draw(seeded(2), 5));
});

test('numbers are spread evenly over 0 <= x < 1', () => {
  const tenths = new Array<number>(10).fill(0);
  for (const value of draw(seeded(3)))
    tenths[Math.floor(value * 10)] = (tenths[Math.floor(value * 10)] ?? Number.NaN) + 1;
  // 10 000 ± 4 standard deviations of a binomial count.
  for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(380);
});

test('normal has mean 0 and variance 1, exponential mean 1 and median ln 2', () => {
  const random = seeded(4);
  const normals = draw(() => normal(random));
  expect(mean(normals)).toBeCloseTo(0, 1);
  expect(mean(normals.map((value) => value ** 2))).toBeCloseTo(1, 1);
  expect(normals.filter((value) => value > 1.959964).length / 1000).toBeCloseTo(2.5, 0);
  const exponentials = draw(() => exponential(random));
  expect(mean(exponentials)).toBeCloseTo(1, 1);
  expect(exponentials.filter((value) => value > Math.LN2).length / 1000).toBeCloseTo(50, 0);
});
