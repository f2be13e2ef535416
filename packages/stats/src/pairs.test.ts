import { expect, test } from 'vitest';
import { commonRatios, pairRatios } from './pairs.ts';

test('ratios are b over a', () => {
  expect(pairRatios([2, 4], [3, 2])).toEqual([1.5, 0.5]);
});

test('only blocks that both have make a pair', () => {
  expect(commonRatios([1, null, 4, 8], [2, 5, null, 4])).toEqual([2, 0.5]);
  expect(commonRatios([1, 2, 3], [3])).toEqual([3]);
});

test('what cannot be compared is refused by name', () => {
  expect(() => pairRatios([1, 2], [1])).toThrow('2 values against 1: pairs need as many of each');
  expect(() => pairRatios([1, 2], [1, 0])).toThrow('pair 1: 2 and 0 ns, where both must be positive and finite');
  for (const wrong of [0, -1, Number.NaN, Infinity]) {
    expect(() => pairRatios([wrong], [1])).toThrow(RangeError);
    expect(() => pairRatios([1], [wrong])).toThrow(RangeError);
  }
  expect(() => pairRatios([-1], [-1])).toThrow(RangeError);
});
