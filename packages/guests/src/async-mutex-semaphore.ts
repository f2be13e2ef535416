/**
 * async-mutex's semaphore, with one permit: its mutex is made of one.
 *
 * Waiters stand in an array, in order of their weights and priorities. Nobody holds a permit as far as it knows: `release` adds
 * one, whoever calls it.
 *
 * @see https://github.com/DirtyHairy/async-mutex
 */
import type { AsyncLockStrategy } from '@contend/counter';
import { installed } from './installed.ts';

const { exported, ...found } = await installed('async-mutex', () => import('async-mutex'));

class AsyncMutexSemaphore {
  semaphore = new exported.Semaphore(1);

  acquire(): Promise<unknown> {
    return this.semaphore.acquire();
  }

  release(): void {
    this.semaphore.release();
  }
}

export default {
  kind: 'async-lock',
  id: 'guests/async-mutex-semaphore',
  title: 'async-mutex, semaphore',
  summary: 'The semaphore of async-mutex, which its mutex is made of, with one permit.',
  source: 'npm async-mutex',
  runsIn: ['tasks'],
  promises: ['tasks'],
  waits: 'await',
  order: 'fifo',
  words: 0,
  guest: true,
  ...found,
  make: () => AsyncMutexSemaphore,
} satisfies AsyncLockStrategy;
