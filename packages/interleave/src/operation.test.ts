import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type OperationKind, race, told, written } from './operation.ts';
import { operation } from './simulate.ts';

const COMBINING = ['store', 'exchange', 'add', 'sub', 'and', 'or', 'xor'] as const;
const word = fc.oneof(fc.integer(), fc.integer({ min: -2, max: 2 }));

test('memory operations do what Atomics does', () => {
  fc.assert(
    fc.property(fc.constantFrom(...COMBINING), word, word, (kind, old, value) => {
      const real = new Int32Array([old]);
      const returned = Atomics[kind](real, 0, value);
      expect(written(operation(kind, 0, value), old)).toBe(real[0]);
      if (kind !== 'store') expect(told(operation(kind, 0, value), old)).toBe(returned);
    }),
  );
});

test('compareExchange writes only over what it expects', () => {
  fc.assert(
    fc.property(word, word, word, (old, expected, value) => {
      const real = new Int32Array([old]);
      expect(told(operation('compareExchange', 0, value, expected), old)).toBe(
        Atomics.compareExchange(real, 0, expected, value),
      );
      expect(written(operation('compareExchange', 0, value, expected), old)).toBe(real[0]);
    }),
  );
});

test.each<[OperationKind, OperationKind, boolean]>([
  ['read', 'read', false],
  ['read', 'load', false],
  ['read', 'write', true],
  ['read', 'store', true],
  ['read', 'compareExchange', true],
  ['write', 'load', true],
  ['write', 'wait', true],
  ['read', 'wait', false],
  ['load', 'store', false],
  ['exchange', 'exchange', false],
  ['write', 'notify', false],
  ['start', 'write', false],
])('%s beside %s of the same word: a race is %s', (a, b, races) => {
  expect(race(operation(a, 7), operation(b, 7))).toBe(races);
  expect(race(operation(b, 7), operation(a, 7))).toBe(races);
  expect(race(operation(a, 7), operation(b, 8))).toBe(false);
});
