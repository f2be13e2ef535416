import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { conformance } from '@contend/conformance';
import { expect, test } from 'vitest';
import { PromiseChain } from './chain.ts';
import { servedInOrder } from './served-in-order.fixture.ts';

await conformance(new URL('./chain.ts', import.meta.url));

test('a release that nobody is owed is an error, also while somebody waits', async () => {
  const mutex = new PromiseChain();
  expect(() => mutex.release()).toThrow('released but not held');
  await mutex.acquire();
  const next = mutex.acquire();
  mutex.release();
  expect(() => mutex.release()).toThrow('released but not held');
  await next;
  mutex.release();
  expect(() => mutex.release()).toThrow('released but not held');
});

test('a section that fails does not break the chain', async () => {
  const mutex = new PromiseChain();
  const section = async (number: number) => {
    await mutex.acquire();
    try {
      if (number % 2 === 1) throw new Error(`section ${number}`);
      return number;
    } finally {
      mutex.release();
    }
  };
  const settled = await Promise.allSettled([0, 1, 2, 3, 4].map(section));
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled']);
  expect(await section(6)).toBe(6);
});

test('20 000 waiters are all served, in the order of coming', async () => {
  const waiters = 20_000;
  const mutex = new PromiseChain();
  expect(await servedInOrder(mutex, waiters)).toBe(waiters);
});

test('links that were left are forgotten: the chain does not grow with use', async () => {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const mutex = new PromiseChain();
  const links: WeakRef<Promise<void>>[] = [];
  const kept: Promise<void>[] = [];
  for (let i = 0; i < 1_000; i++) {
    const turn = mutex.acquire();
    links.push(new WeakRef(mutex.tail));
    // Some are kept on purpose: what is still there must be seen to be.
    if (i % 100 === 0) kept.push(mutex.tail);
    await turn;
    mutex.release();
  }
  await new Promise(setImmediate);
  collect();
  const left = links.filter((link) => link.deref() !== undefined);
  expect(left.length).toBeGreaterThanOrEqual(kept.length);
  // And the tail; another may lie about on the stack.
  expect(left.length).toBeLessThanOrEqual(kept.length + 2);
});
