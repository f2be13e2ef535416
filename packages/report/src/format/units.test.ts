import fc from 'fast-check';
import { expect, test } from 'vitest';
import { duration, percent, quantity, rate, times } from './units.ts';

test('quantities have three significant digits and the prefix of what they round to', () => {
  expect([0, 1, 12.34, 999, 999.6, 12_345, 999_500, 70_212_345, 1.2e9, 3e12].map(quantity)).toEqual([
    '0',
    '1.00',
    '12.3',
    '999',
    '1.00 k',
    '12.3 k',
    '1.00 M',
    '70.2 M',
    '1.20 G',
    '3000 G',
  ]);
});

test('a rate names its unit', () => {
  expect([0, 70_212_345].map(rate)).toEqual(['0 /s', '70.2 M/s']);
});

test('durations go from nanoseconds to seconds', () => {
  expect([0, 76, 999.9, 28_300_000, 75e9].map(duration)).toEqual(['0 ns', '76.0 ns', '1.00 µs', '28.3 ms', '75.0 s']);
});

test('a share that is not nothing is never written as nothing, nor one that is not all as all', () => {
  expect([0, 1e-9, 0.000_012, 0.004, 0.372, 0.9, 0.991, 0.999_99, 1].map(percent)).toEqual([
    '0 %',
    '< 0.001 %',
    '0.0012 %',
    '0.4 %',
    '37 %',
    '90 %',
    '99.1 %',
    '> 99.9 %',
    '100 %',
  ]);
});

test('how many times as much has three digits, and three decimals about 1', () => {
  expect([0, 0.001, 0.5, 0.9, 0.9996, 1, 1.0042, 1.1, 1.678, 25, 120.4, 1_234.5, 12_345_678].map(times)).toEqual([
    '0',
    '< 0.01',
    '0.50',
    '0.90',
    '1.000',
    '1.000',
    '1.004',
    '1.10',
    '1.68',
    '25.0',
    '120',
    '1235',
    '12345678',
  ]);
});

test('no number is ever written with an exponent, or as none', () => {
  const positive = fc.double({ min: 0, max: 1e15, noNaN: true });
  fc.assert(
    fc.property(positive, fc.double({ min: 0, max: 100, noNaN: true }), (value, share) => {
      for (const text of [quantity(value), rate(value), duration(value), times(value), percent(share)]) {
        expect(text).not.toMatch(/e[+-]?\d|NaN|Infinity|undefined/);
      }
    }),
  );
});

test('what is not 0 is never written as 0, nor a share that is not all as all', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-300, max: 1 - 1e-12, noNaN: true }), (share) => {
      expect(percent(share)).not.toMatch(/^(0|100) %$/);
      expect(times(share)).not.toMatch(/^0(\.0+)?$/);
      expect(quantity(share)).not.toMatch(/^0(\.0+)?$/);
      expect(duration(share)).not.toMatch(/^0(\.0+)? /);
    }),
  );
});
