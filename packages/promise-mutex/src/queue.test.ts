import { conformance } from '@contend/counter/conformance';
import { NotHeldError } from '@contend/counter/mutex-error';
import { expect, test } from 'vitest';
import { PromiseQueue } from './queue.ts';

await conformance(new URL('./queue.ts', import.meta.url));

test('a free mutex is taken at once, without a promise', () => {
  const mutex = new PromiseQueue();
  expect(mutex.acquire()).toBeUndefined();
  expect(mutex.acquire()).toBeInstanceOf(Promise);
});

test('a release that nobody is owed is an error', async () => {
  const mutex = new PromiseQueue();
  expect(() => mutex.release()).toThrow(NotHeldError);
  await mutex.acquire();
  mutex.release();
  expect(() => mutex.release()).toThrow(NotHeldError);
});

test('160 000 waiters are all served, in the order of coming', { timeout: 60_000 }, async () => {
  const waiters = 160_000;
  const mutex = new PromiseQueue();
  await mutex.acquire();
  let served = 0;
  const waiting = Array.from({ length: waiters }, async (_, comer) => {
    await mutex.acquire();
    if (comer !== served) throw new Error(`waiter ${comer} was served as number ${served}`);
    served++;
    mutex.release();
  });
  mutex.release();
  await Promise.all(waiting);
  expect(served).toBe(waiters);
  expect(mutex.acquire()).toBeUndefined();
});

/** ms that a hundred releases take with so many waiters or a little less, in the quickest of some tries. */
function releasing(waiters: number): number {
  const mutex = new PromiseQueue();
  for (let i = 0; i <= waiters; i++) mutex.acquire();
  let quickest = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 10; tries++) {
    const begin = performance.now();
    for (let i = 0; i < 100; i++) mutex.release();
    quickest = Math.min(quickest, performance.now() - begin);
  }
  return quickest;
}

test('a release costs much the same before 160 000 waiters as before 2 000', () => {
  // An array that moves its waiters up at each release makes it some 500 times as dear; caches and noise, a few times.
  expect(releasing(160_000)).toBeLessThan(50 * releasing(2_000));
});
