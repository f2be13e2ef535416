import { readable } from '@contend/counter';
import { expect, test } from 'vitest';
import { firstReads, MostlyReads } from './mostly-reads.ts';

const lock = { lock() {}, unlock() {} };

test('there are so many reads between two increments', () => {
  const counter = readable(lock, undefined, { view: new Int32Array(32), index: 0 });
  const mixed = new MostlyReads(counter, counter, 3, 1);
  const values = Array.from({ length: 9 }, () => {
    mixed.increment();
    return counter.value();
  });
  expect(values).toEqual([0, 1, 1, 1, 1, 2, 2, 2, 2]);
  expect([mixed.reads, mixed.torn, mixed.left]).toEqual([7, 0, 0]);
});

test('contenders begin with as many reads as spread their increments', () => {
  expect([0, 1, 2, 3].map((contender) => firstReads(100, contender, 4))).toEqual([25, 50, 75, 100]);
  expect(firstReads(9, 0, 1)).toBe(9);
});
