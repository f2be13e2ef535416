import { expect, test } from 'vitest';
import { isAtLeast } from './version.ts';

test.each([
  ['6', '6', true],
  ['6.0.0', '6', true],
  ['5.0.14', '6', false],
  ['10.1', '6', true],
  ['3.4', '3.4', true],
  ['3.10.1', '3.4', true],
  ['3', '3.4', false],
  ['2.8.4', '2.9', false],
  ['16beta1', '12', true],
  ['2.10.0-preview.1', '2.9', true],
  ['unknown', '6', false],
])('%s is at least %s: %s', (version, oldest, expected) => {
  expect(isAtLeast(version, oldest)).toBe(expected);
});
