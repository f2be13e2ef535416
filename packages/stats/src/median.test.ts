import { expect, test } from 'vitest';
import { median } from './median.ts';

test('the middle value of an odd number, whatever their order', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([7])).toBe(7);
});

test('the mean of the two middle values of an even number', () => {
  expect(median([10, 1, 4, 2])).toBe(3);
});

test('numbers are ordered as numbers, not as text', () => {
  expect(median([100, 20, 3])).toBe(20);
});

test('the input is left as it was', () => {
  const values = [3, 1, 2];
  median(values);
  expect(values).toEqual([3, 1, 2]);
});

test('no values and NaN are errors that say so', () => {
  expect(() => median([])).toThrow(new RangeError('no values: the median needs at least one'));
  expect(() => median([1, Number.NaN, 2])).toThrow(RangeError);
});
