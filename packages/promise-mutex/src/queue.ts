/**
 * A mutex for the tasks of one event loop: a flag and a first-come-first-served queue of promises.
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

interface Waiter {
  enter: () => void;
  next: Waiter | undefined;
}

export class PromiseMutex {
  held = false;
  first: Waiter | undefined = undefined;
  last: Waiter | undefined = undefined;

  /** Returns nothing when the mutex was free and is now held, or a promise that resolves once it is held. */
  acquire(): Promise<void> | void {
    if (this.held) return new Promise((enter) => this.join({ enter, next: undefined }));
    this.held = true;
  }

  /**
   * Hands the mutex to the longest waiter, or frees it. Throws when nobody holds it. A second release while somebody
   * else already holds it cannot be told from theirs: {@link runExclusive} cannot make that mistake.
   */
  release(): void {
    if (!this.held) throw new Error('this mutex is released but nobody holds it: release once for each acquire');
    const waiter = this.first;
    if (waiter === undefined) {
      this.held = false;
      return;
    }
    this.first = waiter.next;
    if (this.first === undefined) this.last = undefined;
    waiter.enter();
  }

  /** Runs `section` while holding the mutex and returns what it returns; a thrown error releases the mutex too. */
  async runExclusive<T>(section: () => T | Promise<T>): Promise<T> {
    await this.acquire();
    try {
      return await section();
    } finally {
      this.release();
    }
  }

  join(waiter: Waiter): void {
    if (this.last === undefined) this.first = waiter;
    else this.last.next = waiter;
    this.last = waiter;
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
  make: () => PromiseMutex,
} satisfies AsyncLockStrategy;
