import type { Counter } from '@contend/counter';
import { expect, test } from 'vitest';
import { crowd } from './crowd.ts';
import floor from './floor.ts';

const TIMING = { warmUpMs: 5, windowMs: 5 };

test.for([1, 2, 1_000])('%i tasks are all served, in a time per increment', async (tasks) => {
  const counter = new (floor.make())();
  let most = 0;
  let inside = 0;
  const seen: Counter = {
    async increment() {
      most = Math.max(most, ++inside);
      const hit = await counter.increment();
      inside--;
      return hit;
    },
    value: () => counter.value(),
  };
  expect(await crowd(seen, tasks, TIMING)).toBeGreaterThan(0);
  expect(most).toBe(tasks);
});

test('a refusal is an end with the words of the refusal, not a quick increment', async () => {
  const counter = new (floor.make())();
  const refusing: Counter = {
    increment: () => (counter.count > 100 ? Promise.reject(new Error('too many wait')) : counter.increment()),
    value: () => counter.value(),
  };
  await expect(crowd(refusing, 10, TIMING)).rejects.toThrow('too many wait');
});

test('a count that came out short is an end, however quick it was', async () => {
  let count = 0;
  const losing: Counter = {
    async increment() {
      const next = count + 1;
      await undefined;
      count = next;
      return next;
    },
    value: () => count,
  };
  await expect(crowd(losing, 10, TIMING)).rejects.toThrow(/^\d+ increments were counted as \d+$/);
});
