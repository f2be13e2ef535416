import { expect, test } from 'vitest';
import { codeSpan } from './code-span.ts';

test.each([
  ['spinlock/tas', '`spinlock/tas`'],
  ['`a` | <b>\u001b[31m$x$', '`ˋaˋ ∣ <b>＄x＄`'],
  ['ends with \\', '`ends with \\ `'],
  [' \n ', '(empty)'],
])('%j stays inside its code span and its cell', (untrusted, span) => {
  expect(codeSpan(untrusted)).toBe(span);
});

test('what is too long is cut', () => {
  expect(codeSpan('x'.repeat(100), 10).length).toBeLessThanOrEqual(12);
});
