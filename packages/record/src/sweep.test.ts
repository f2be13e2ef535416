import { expect, test } from 'vitest';
import { isSweep, sweepName } from './sweep.ts';

test('a sweep is known by its workloads’ names', () => {
  expect([0, 300].map(sweepName).map(isSweep)).toEqual([true, true]);
  expect(['hot', 'long-hold', 'inside-0-outside-300', 'sweeping'].map(isSweep)).toEqual([false, false, false, false]);
});
