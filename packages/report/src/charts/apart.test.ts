import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apart } from './apart.ts';

test('names that have room stay where they belong', () => {
  expect(apart([80, 10, 40], 15, 100)).toEqual([80, 10, 40]);
});

test('names of one place move apart, and not beyond the end', () => {
  expect(apart([50, 50, 50], 15, 100)).toEqual([50, 65, 80]);
  expect(apart([100, 99, 98], 15, 100)).toEqual([100, 85, 70]);
});

test('no two are nearer than they may be, and their order is that of their places', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 20 }), (places) => {
      const found = apart(places, 15, 300).map((name, index) => ({ name, place: places[index] as number }));
      const sorted = found.toSorted((a, b) => a.name - b.name);
      for (const [index, { name, place }] of sorted.entries()) {
        expect(name).toBeLessThanOrEqual(300);
        if (index === 0) continue;
        expect(name - (sorted[index - 1]?.name as number)).toBeGreaterThanOrEqual(15);
        expect(place).toBeGreaterThanOrEqual(sorted[index - 1]?.place as number);
      }
    }),
  );
});
