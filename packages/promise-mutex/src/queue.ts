/**
 * A mutex for the tasks of one event loop: a flag and a first-come-first-served queue of promises. What the package
 * installs as `Mutex` is this with guards, limits and errors around it.
 *
 * `release` hands the lock over to the longest waiter without ever opening it, so nobody can slip in between. Waiters
 * are a linked list: joining and leaving take the same few steps at any length, where `Array.shift` moves a long queue
 * by one place each time. A free lock is taken without a promise.
 * It knows one event loop: threads would each have a mutex of their own, which excludes nobody.
 *
 * @see Dijkstra, "Cooperating Sequential Processes", EWD 123, 1965 (the mutex); Reed & Kanodia, "Synchronization with
 *   Eventcounts and Sequencers", CACM 22(2), 1979 (served in order of arrival)
 */
import type { AsyncLockStrategy } from '@contend/counter';
import { NotHeldError } from '@contend/counter/mutex-error';
import { Waiters } from './waiters.ts';

export class PromiseQueue extends Waiters {
  held = false;

  /** Takes the mutex if it is free, and tells whether it did. */
  take(): boolean {
    if (this.held) return false;
    this.held = true;
    return true;
  }

  /** Returns nothing when the mutex was free and is now held, or a promise that resolves once it is held. */
  acquire(): Promise<void> | void {
    if (!this.take()) return new Promise((enter) => this.join({ enter, next: undefined, previous: undefined }));
  }

  /**
   * Hands the mutex to the longest waiter, or frees it. Throws NotHeldError when nobody holds it. A second release while
   * somebody else already holds it cannot be told from theirs; a guard of `Mutex` can.
   */
  release(): void {
    if (!this.held) throw new NotHeldError();
    const { first } = this;
    if (first === undefined) {
      this.held = false;
      return;
    }
    this.leave(first);
    first.enter();
  }
}

export default {
  kind: 'async-lock',
  id: 'promise-mutex/queue',
  title: 'Promise queue',
  summary: 'A flag and a linked queue of promises on one event loop; release hands over to the longest waiter.',
  source: 'Dijkstra 1965; Reed & Kanodia 1979',
  runsIn: ['tasks', 'threads'],
  promises: ['tasks'],
  waits: 'await',
  order: 'fifo',
  words: 0,
  guest: false,
  faults: { throw: 'recovered', kill: 'reported', forget: 'stuck', stall: 'recovered', crowd: 'recovered' },
  make: () => PromiseQueue,
} satisfies AsyncLockStrategy;
