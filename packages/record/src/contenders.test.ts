import { expect, test } from 'vitest';
import { contendersIn, contendersOf } from './contenders.ts';

test.each([
  ['tasks', '1 task', '2 tasks'],
  ['threads', '1 thread', '2 threads'],
  ['processes', '1 process', '2 processes'],
  ['machines', '1 client', '2 clients'],
  ['constructor', '1 constructor', '2 constructor'],
])('in %s: %s, %s', (world, one, two) => {
  expect([1, 2].map((contenders) => contendersIn(world, contenders))).toEqual([one, two]);
  expect(two).toBe(`2 ${contendersOf(world)}`);
});
