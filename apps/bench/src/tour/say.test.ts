import { expect, test } from 'vitest';
import { amount, percent, plural, workers } from './say.ts';

test.each([
  [0, '0'],
  [999, '999'],
  [1_000, '1 000'],
  [12_345_678, '12 345 678'],
])('%d is written %s', (n, text) => {
  expect(amount(n)).toBe(text);
});

test.each([
  [0, '0 %'],
  [0.00012, '0.01 %'],
  [0.0000000159, '0.000002 %'],
  [0.009, '0.9 %'],
  [0.371, '37 %'],
  [0.999, '> 99 %'],
  [1, '100 %'],
])('a share of %d is written %s', (share, text) => {
  expect(percent(share)).toBe(text);
});

test('one is singular, everything else plural', () => {
  expect([0, 1, 2_000].map((n) => plural(n, 'update', 'updates'))).toEqual(['0 updates', '1 update', '2 000 updates']);
});

test('workers are listed as in a sentence', () => {
  expect(workers([2])).toBe('worker 2');
  expect(workers([0, 1, 3])).toBe('workers 0, 1 and 3');
});
