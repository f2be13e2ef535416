import { conformance } from '@contend/conformance';
import { NotHeldError } from '@contend/counter/mutex-error';
import { expect, test } from 'vitest';
import { PromiseQueue } from './queue.ts';
import { servedInOrder } from './served-in-order.fixture.ts';

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

test('160 000 waiters are all served, in the order of coming', async () => {
  const waiters = 160_000;
  const mutex = new PromiseQueue();
  expect(await servedInOrder(mutex, waiters)).toBe(waiters);
  expect(mutex.acquire()).toBeUndefined();
});
