import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holm } from './holm.ts';

test('four p-values of a textbook example: at 5 % the first and the last are called', () => {
  // R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm"). The third stops the descent, so the second, which alone would pass, falls too.
  const adjusted = holm([0.01, 0.04, 0.03, 0.005]);
  [0.03, 0.06, 0.06, 0.02].forEach((expected, index) => {
    expect(adjusted[index]).toBeCloseTo(expected, 12);
  });
});

test('one alone is left as it is, none gives none, and nothing passes 1', () => {
  expect(holm([0.3])).toEqual([0.3]);
  expect(holm([])).toEqual([]);
  expect(holm([0.6, 0.9, 0.7])).toEqual([1, 1, 1]);
});

test('calls what Holm’s step-down procedure, done by hand, rejects', () => {
  const families = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });
  fc.assert(
    fc.property(families, fc.double({ min: 0.001, max: 0.2, noNaN: true }), (pValues, alpha) => {
      const waiting = [...pValues];
      const rejected: number[] = [];
      while (waiting.length > 0 && Math.min(...waiting) * waiting.length <= alpha) {
        rejected.push(...waiting.splice(waiting.indexOf(Math.min(...waiting)), 1));
      }
      const called = pValues.filter((_, index) => (holm(pValues)[index] as number) <= alpha);
      expect(called.sort()).toEqual(rejected.sort());
    }),
  );
});
