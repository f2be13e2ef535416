/**
 * p-mutex: a flag, and a linked queue of the functions that let a waiter in.
 *
 * It is entered here by `lock` and `unlock`, so that its section is seen; its own advice is `withLock`, which adds the
 * `try` and `finally` that the section has here anyway. An unlock that nobody is owed goes unnoticed.
 *
 * @see https://github.com/sindresorhus/p-mutex
 */
import type { AsyncLockStrategy } from '@contend/counter';
import { installed } from './installed.ts';

const { exported, ...found } = await installed('p-mutex', () => import('p-mutex'));

class PMutex {
  mutex = new exported.default();

  acquire(): Promise<void> {
    return this.mutex.lock();
  }

  release(): void {
    this.mutex.unlock();
  }
}

export default {
  kind: 'async-lock',
  id: 'guests/p-mutex',
  title: 'p-mutex',
  summary: 'The mutex of the npm package p-mutex: a flag and a linked queue; an unlock too many goes unnoticed.',
  source: 'npm p-mutex',
  runsIn: ['tasks'],
  promises: ['tasks'],
  waits: 'await',
  order: 'fifo',
  words: 0,
  guest: true,
  ...found,
  make: () => PMutex,
} satisfies AsyncLockStrategy;
