import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasControlCharacters, plainText } from './text.ts';

test('colours, cursor movements and titles leave no trace', () => {
  expect(plainText('\u001b[31mred\u001b[0m')).toBe('red');
  expect(plainText('\u001b[2J\u001b[1;1Hgone')).toBe('gone');
  expect(plainText('\u001b]0;title\u0007text')).toBe('text');
});

test('several lines become one', () => {
  expect(plainText('Error: no\r\n\tat here')).toBe('Error: no at here');
});

test('marks that reorder text are control characters', () => {
  expect(hasControlCharacters('safe\u202egpj.exe')).toBe(true);
  expect(hasControlCharacters('naïve 漢字 🔒 µs')).toBe(false);
});

test('plain text stays as it is, inner spaces too', () => {
  expect(plainText('a  b')).toBe('a  b');
});

test('long text is cut and says so', () => {
  expect(plainText('x'.repeat(50), 10)).toBe(`${'x'.repeat(9)}…`);
});

test('whatever comes in, one plain line comes out, and once more changes nothing', () => {
  fc.assert(
    fc.property(fc.uint16Array({ maxLength: 60 }), fc.boolean(), (units, sequence) => {
      const text = (sequence ? '\u001b[' : '') + String.fromCharCode(...units);
      const plain = plainText(text, 20);
      expect(hasControlCharacters(plain)).toBe(false);
      expect(plain.length).toBeLessThanOrEqual(20);
      expect(plainText(plain, 20)).toBe(plain);
    }),
  );
});
