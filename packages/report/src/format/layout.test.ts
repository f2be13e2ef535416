import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clip, padEnd, padStart, width, wrap } from './layout.ts';

/** What is left of anybody's words by the time that they are laid out: no control characters. */
const WORDS = fc.oneof(fc.constant(' '), fc.constantFrom('a', 'é', 'ß', '数', '한', '🦊', '-', '.', '1'));

test('padding and clipping count terminal cells, not characters', () => {
  expect(padEnd('数え', 6)).toBe('数え  ');
  expect(padStart('数え', 6)).toBe('  数え');
  expect(clip('数える', 5)).toBe('数え…');
  expect(clip('queue', 5)).toBe('queue');
});

test('nothing clipped or wrapped is wider than asked, and wrapping loses no character', () => {
  fc.assert(
    fc.property(fc.string({ unit: WORDS }), fc.integer({ min: 4, max: 40 }), (text, columns) => {
      expect(width(clip(text, columns))).toBeLessThanOrEqual(columns);
      const lines = wrap(text, columns);
      expect(lines.filter((line) => width(line) > columns)).toEqual([]);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    }),
  );
});
