import { expect, test } from 'vitest';
import { amount, plural, workers } from './say.ts';

test.each([
  [0, '0'],
  [999, '999'],
  [1_000, '1 000'],
  [12_345_678, '12 345 678'],
])('%d is written %s', (n, text) => {
  expect(amount(n)).toBe(text);
});

test('one is singular, everything else plural', () => {
  expect([0, 1, 2_000].map((n) => plural(n, 'update', 'updates'))).toEqual(['0 updates', '1 update', '2 000 updates']);
});

test('workers are listed as in a sentence', () => {
  expect(workers([2])).toBe('worker 2');
  expect(workers([0, 1, 3])).toBe('workers 0, 1 and 3');
});
