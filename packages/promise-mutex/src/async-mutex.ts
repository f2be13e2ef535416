/**
 * async-mutex, the package most Node programs take for this, behind the contract as it comes.
 *
 * Its mutex is a semaphore of one with a sorted array of waiters, entered here by its public module entry. It knows one
 * event loop: threads would each have a mutex of their own, which excludes nobody.
 *
 * @see https://github.com/DirtyHairy/async-mutex
 */
import type { AsyncLockStrategy } from '@contend/counter';
import { Mutex } from 'async-mutex';
import manifest from 'async-mutex/package.json' with { type: 'json' };

class AsyncMutex {
  mutex = new Mutex();

  acquire(): Promise<unknown> {
    return this.mutex.acquire();
  }

  release(): void {
    this.mutex.release();
  }
}

export default {
  kind: 'async-lock',
  id: 'promise-mutex/async-mutex',
  title: 'async-mutex',
  summary: 'The mutex of the npm package async-mutex: a semaphore of one with an array of waiters.',
  source: 'npm async-mutex',
  runsIn: ['tasks', 'threads'],
  promises: ['tasks'],
  waits: 'await',
  order: 'fifo',
  words: 0,
  guest: true,
  version: manifest.version,
  make: () => AsyncMutex,
} satisfies AsyncLockStrategy;
