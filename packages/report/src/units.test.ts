import { expect, test } from 'vitest';
import { duration, percent, quantity, rate } from './units.ts';

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
