import { expect, test } from 'vitest';
import { syntheticRecord } from './fixture.ts';
import { isUnlikeRecord } from './structure.ts';

const bytes = (text: string) => Buffer.from(text);

test('a record is like a record', () => {
  expect(isUnlikeRecord(bytes(JSON.stringify(syntheticRecord({ blocks: 2 }))))).toBe(false);
});

test('nesting deeper than a record has is not', () => {
  expect(isUnlikeRecord(bytes('[[[[[[[[1]]]]]]]]'))).toBe(false);
  expect(isUnlikeRecord(bytes('[[[[[[[[[1]]]]]]]]]'))).toBe(true);
});

test('brackets in strings do not count', () => {
  expect(isUnlikeRecord(bytes(`["${'['.repeat(100)}\\"${'{'.repeat(100)}\\\\", 1]`))).toBe(false);
  expect(isUnlikeRecord(bytes(`["\\\\", ${'['.repeat(9)}`))).toBe(true);
});

test('millions of parts are not', () => {
  expect(isUnlikeRecord(bytes(`[${'{},'.repeat(2_000_000)}{}]`))).toBe(true);
});
