import { expect, test } from 'vitest';
import { signInterval, signPValue } from './sign.ts';

test('8 of 9 consumers prefer B: p = 0.0195 (Conover 1999, §3.4, example 1)', () => {
  const preferences = [1, 1, 1, 1, -1, 1, 1, 1, 1];
  expect(signPValue(preferences, 0)).toBeCloseTo(10 / 512, 12);
});

test('a value equal to the centre counts against', () => {
  expect(signPValue([1, 2, 3, 4], 1)).toBeCloseTo(5 / 16, 14);
  expect(signPValue([1, 2, 3, 4], 0.999)).toBeCloseTo(1 / 16, 14);
});

test('the interval excludes exactly the centres that the test rejects', () => {
  const values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
  const { low } = signInterval(values, 0.99);
  for (let center = 0; center < 12; center += 0.5) {
    expect(2 * signPValue(values, center) <= 0.01).toBe(center < (low as number));
  }
});
