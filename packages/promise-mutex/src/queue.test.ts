import { conformance } from '@contend/counter/conformance';
import { expect, test } from 'vitest';
import { PromiseMutex } from './queue.ts';

await conformance(new URL('./queue.ts', import.meta.url));

test('a free mutex is taken at once, without a promise', () => {
  const mutex = new PromiseMutex();
  expect(mutex.acquire()).toBeUndefined();
  expect(mutex.acquire()).toBeInstanceOf(Promise);
});

test('a release that nobody is owed is an error', async () => {
  const mutex = new PromiseMutex();
  expect(() => mutex.release()).toThrow('nobody holds it');
  await mutex.acquire();
  mutex.release();
  expect(() => mutex.release()).toThrow('nobody holds it');
});

test('runExclusive gives back what its section gives, and runs one section at a time', async () => {
  const mutex = new PromiseMutex();
  let inside = 0;
  const section = async (number: number) => {
    expect(++inside).toBe(1);
    await new Promise(setImmediate);
    inside--;
    return number;
  };
  const results = await Promise.all([1, 2, 3].map((number) => mutex.runExclusive(() => section(number))));
  expect(results).toEqual([1, 2, 3]);
});

test.for([
  [
    'throws',
    () => {
      throw new Error('inside');
    },
  ],
  ['rejects', () => Promise.reject(new Error('inside'))],
] as const)('a section that %s releases the mutex', async ([, fail]) => {
  const mutex = new PromiseMutex();
  const failing = mutex.runExclusive(fail);
  const next = mutex.runExclusive(() => 'next');
  await expect(failing).rejects.toThrow('inside');
  expect(await next).toBe('next');
  expect(mutex.acquire()).toBeUndefined();
});

test('160 000 waiters are all served, in the order of coming', { timeout: 60_000 }, async () => {
  const waiters = 160_000;
  const mutex = new PromiseMutex();
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
  const mutex = new PromiseMutex();
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
