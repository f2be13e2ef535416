/**
 * await-lock: a flag, and a `Set` of the functions that let a waiter in.
 *
 * A Set remembers the order of coming and forgets a member at once, so it serves as the queue. Taking its first member
 * makes a new iterator each time, which has to step over the places of those already gone: a Set is compacted now and
 * then only, so a long queue costs more to serve than a short one.
 *
 * @see https://github.com/ide/await-lock
 */
import type { AsyncLockStrategy } from '@contend/counter';
import { installed } from './installed.ts';

const { exported, ...found } = await installed('await-lock', () => import('await-lock'));

class Awaited {
  awaitLock = new exported.default();

  acquire(): Promise<void> {
    return this.awaitLock.acquireAsync();
  }

  release(): void {
    this.awaitLock.release();
  }
}

export default {
  kind: 'async-lock',
  id: 'guests/await-lock',
  title: 'await-lock',
  summary:
    'The lock of the npm package await-lock: a flag and a Set of waiters, served in the order that it remembers.',
  source: 'npm await-lock',
  runsIn: ['tasks'],
  promises: ['tasks'],
  waits: 'await',
  order: 'fifo',
  words: 0,
  guest: true,
  ...found,
  make: () => Awaited,
} satisfies AsyncLockStrategy;
