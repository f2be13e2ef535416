import { conformance } from '@contend/conformance';
import { NotHeldError } from '@contend/counter/mutex-error';
import { expect, test } from 'vitest';
import { PromiseRWLock } from './rwlock.ts';
import { servedInOrder } from './served-in-order.fixture.ts';

await conformance(new URL('./rwlock.ts', import.meta.url));

test('what is free is taken at once, without a promise', () => {
  const lock = new PromiseRWLock();
  expect([lock.acquireShared(), lock.acquireShared()]).toEqual([undefined, undefined]);
  expect(lock.acquire()).toBeInstanceOf(Promise);
  expect(lock.acquireShared()).toBeInstanceOf(Promise);
});

test('a release that nobody is owed is an error', () => {
  const lock = new PromiseRWLock();
  for (const release of [() => lock.release(), () => lock.releaseShared()]) expect(release).toThrow(NotHeldError);
  lock.acquire();
  expect(() => lock.releaseShared()).toThrow(NotHeldError);
  lock.release();
  lock.acquireShared();
  expect(() => lock.release()).toThrow(NotHeldError);
});

test('160 000 writers are all served, in the order of coming', async () => {
  const waiters = 160_000;
  const lock = new PromiseRWLock();
  expect(await servedInOrder(lock, waiters)).toBe(waiters);
  expect(lock).toMatchObject({ writing: false, readers: 0, length: 0 });
});
