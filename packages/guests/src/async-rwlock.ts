/**
 * async-rwlock: a readers-writer lock with a queue of readers and writers in their order.
 *
 * A reader that comes goes in whenever others read, past a writer that waits. Readers that keep coming starve writers, so it
 * keeps no order.
 *
 * @see https://github.com/mvisat/async-rwlock
 */
import type { SharedAsyncLockStrategy } from '@contend/counter';
import { installed } from './installed.ts';

const { exported, ...found } = await installed('async-rwlock', () => import('async-rwlock'));

class AsyncRWLock {
  lock = new exported.RWLock();

  acquire(): Promise<unknown> {
    return this.lock.writeLock();
  }

  release(): void {
    this.lock.unlock();
  }

  acquireShared(): Promise<unknown> {
    return this.lock.readLock();
  }

  releaseShared(): void {
    this.lock.unlock();
  }
}

export default {
  kind: 'async-lock',
  reads: 'shared',
  id: 'guests/async-rwlock',
  title: 'async-rwlock',
  summary: 'The readers-writer lock of the npm package async-rwlock; readers go in past a writer that waits.',
  source: 'npm async-rwlock',
  runsIn: ['tasks'],
  promises: ['tasks'],
  waits: 'await',
  order: 'none',
  words: 0,
  guest: true,
  ...found,
  make: () => AsyncRWLock,
} satisfies SharedAsyncLockStrategy;
