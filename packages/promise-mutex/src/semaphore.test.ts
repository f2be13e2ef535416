import { conformance } from '@contend/conformance';
import { NotHeldError } from '@contend/counter/mutex-error';
import { expect, test } from 'vitest';
import { PromiseSemaphore } from './semaphore.ts';
import { servedInOrder } from './served-in-order.fixture.ts';

await conformance(new URL('./semaphore.ts', import.meta.url));

test('permits that are free are taken at once, without a promise', () => {
  const semaphore = new PromiseSemaphore(3);
  expect(semaphore.acquire(2)).toBeUndefined();
  expect(semaphore.acquire()).toBeUndefined();
  expect(semaphore.acquire()).toBeInstanceOf(Promise);
});

test('permits that nobody took cannot be released', () => {
  const semaphore = new PromiseSemaphore(3);
  expect(() => semaphore.release()).toThrow(NotHeldError);
  semaphore.acquire(2);
  expect(() => semaphore.release(3)).toThrow(NotHeldError);
  semaphore.release(2);
  expect(semaphore.available).toBe(3);
});

test('160 000 waiters are all served, in the order of coming', async () => {
  const waiters = 160_000;
  const semaphore = new PromiseSemaphore(1);
  expect(await servedInOrder(semaphore, waiters)).toBe(waiters);
  expect(semaphore).toMatchObject({ available: 1, length: 0 });
});
