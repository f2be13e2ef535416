import { expect, test } from 'vitest';
import { binomialCdf } from './binomial.ts';
import { proportion } from './proportion.ts';

test.each([
  // Closed forms: nothing of n has the upper limit 1 - (alpha / 2)^(1 / n).
  [0, 10, 0, 1 - 0.025 ** (1 / 10)],
  [10, 10, 0.025 ** (1 / 10), 1],
  // Clopper & Pearson's chart and every table since: 5 of 10 has 0.187 to 0.813, 1 of 20 has 0.0013 to 0.2487.
  [5, 10, 0.1871, 0.8129],
  [1, 20, 0.0013, 0.2487],
])('%i of %i', (count, trials, low, high) => {
  const found = proportion(count, trials);
  expect(found.rate).toBe(count / trials);
  expect(found.low).toBeCloseTo(low, 4);
  expect(found.high).toBeCloseTo(high, 4);
});

test('each limit is where what was seen, or more, becomes that unlikely', () => {
  const { low, high } = proportion(7, 60, 0.99);
  expect(1 - binomialCdf(6, 60, low)).toBeCloseTo(0.005, 9);
  expect(binomialCdf(7, 60, high)).toBeCloseTo(0.005, 9);
});

test.each([
  [-1, 5],
  [6, 5],
  [0, 0],
  [0.5, 5],
])('%d of %d is no count', (count, trials) => {
  expect(() => proportion(count, trials)).toThrow(RangeError);
});
