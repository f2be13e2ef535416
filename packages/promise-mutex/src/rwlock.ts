/**
 * A readers-writer lock for the tasks of one event loop: any number of readers or one writer, and a first-come-first-
 * served queue of promises of those who wait. What the package installs as `RWLock` is this with guards, limits and
 * errors around it.
 *
 * Who comes waits behind everybody who waits already, a reader behind a writer also while others read. So readers that
 * keep coming starve no writer, and writers no reader; readers that stand next to each other in the line go in together.
 * It knows one event loop: threads would each have a lock of their own, which excludes nobody.
 *
 * @see Courtois, Heymans & Parnas, "Concurrent Control with 'Readers' and 'Writers'", CACM 14(10), 1971 (the problem)
 * @see Mellor-Crummey & Scott, "Scalable Reader-Writer Synchronization for Shared-Memory Multiprocessors", PPoPP 1991
 *   (fair to both: in order of arrival)
 */
import type { SharedAsyncLockStrategy } from '@contend/counter';
import { NotHeldError } from '@contend/counter/mutex-error';
import { Line } from './line.ts';
import type { Waiter } from './waiters.ts';

export interface Comer extends Waiter {
  /** Whether it comes to read. */
  shared: boolean;
}

export class PromiseRWLock extends Line {
  /** How many read. */
  readers = 0;
  writing = false;

  /** Begins to read if nobody writes or waits, and tells whether it did. */
  takeShared(): boolean {
    if (this.writing || this.first !== undefined) return false;
    this.readers++;
    return true;
  }

  /** Begins to write if nobody reads or writes, and tells whether it did. Where nobody does, nobody waits. */
  take(): boolean {
    if (this.writing || this.readers > 0) return false;
    this.writing = true;
    return true;
  }

  /** Returns nothing when it reads now, or a promise that resolves once it does. */
  acquireShared(): Promise<void> | void {
    if (!this.takeShared()) return this.wait(true);
  }

  /** Returns nothing when it writes now, or a promise that resolves once it does. */
  acquire(): Promise<void> | void {
    if (!this.take()) return this.wait(false);
  }

  /** Not in those two, which would make room for what is captured here even where nobody waits. */
  wait(shared: boolean): Promise<void> {
    return new Promise((enter) => this.join({ shared, enter, next: undefined, previous: undefined } as Comer));
  }

  /** Ends reading. Throws NotHeldError when nobody reads. A reader's second release cannot be told from another's. */
  releaseShared(): void {
    if (this.readers === 0) throw new NotHeldError();
    this.readers--;
    if (this.readers === 0) this.serve();
  }

  /** Ends writing. Throws NotHeldError when nobody writes. */
  release(): void {
    if (!this.writing) throw new NotHeldError();
    this.writing = false;
    this.serve();
  }

  /** Makes the only reader the writer, ahead of those who wait, and tells whether it did. */
  upgrade(): boolean {
    if (this.readers !== 1) return false;
    this.readers = 0;
    this.writing = true;
    return true;
  }

  /** Makes the writer a reader, with no other writer in between. */
  downgrade(): void {
    this.writing = false;
    this.readers = 1;
    this.serve();
  }

  serve(): void {
    for (let first = this.first as Comer | undefined; first !== undefined; first = this.first as Comer | undefined) {
      if (this.writing || (!first.shared && this.readers > 0)) return;
      if (first.shared) this.readers++;
      else this.writing = true;
      this.remove(first);
      first.enter();
    }
  }
}

export default {
  kind: 'async-lock',
  reads: 'shared',
  id: 'promise-mutex/rwlock',
  title: 'Promise readers-writer lock',
  summary:
    'A linked queue of promises of readers and writers on one event loop; readers next to each other in it go in together.',
  source: 'Courtois et al. 1971; Mellor-Crummey & Scott 1991',
  runsIn: ['tasks', 'threads'],
  promises: ['tasks'],
  waits: 'await',
  order: 'fifo',
  words: 0,
  guest: false,
  faults: { throw: 'recovered', kill: 'reported', forget: 'stuck', stall: 'recovered', crowd: 'recovered' },
  make: () => PromiseRWLock,
} satisfies SharedAsyncLockStrategy;
