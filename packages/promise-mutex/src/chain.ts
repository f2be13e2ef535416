/**
 * A promise chain: each comer waits for the promise that the one before it resolves, and leaves its own at the tail.
 *
 * The mutex that everybody writes first, for the engine's own lists of reactions are the queue. A link points to nobody:
 * it resolves with nothing, and once it has, only the tail is kept; so the chain is as long as there are waiters, and not
 * as there ever were acquisitions. The price is that a free lock, too, is taken by way of promises.
 * It knows one event loop: threads would each have a mutex of their own, which excludes nobody.
 *
 * @see Friedman & Wise, "The Impact of Applicative Programming on Multiprocessing", ICPP 1976 (the promise)
 * @see Liskov & Shrira, "Promises: Linguistic Support for Efficient Asynchronous Procedure Calls in Distributed Systems",
 *   PLDI 1988
 */
import type { AsyncLockStrategy } from '@contend/counter';

export class PromiseChain {
  /** Resolves when the last to have come has left. Never rejects: what happens in a section is not part of it. */
  tail: Promise<void> = Promise.resolve();
  /** Ends the section under way; nothing where there is none. */
  leave: (() => void) | undefined = undefined;

  /** Resolves once the mutex is held, in the order of coming. */
  acquire(): Promise<void> {
    const before = this.tail;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.tail = promise;
    return before.then(() => {
      this.leave = resolve;
    });
  }

  /**
   * Lets the next one in. Throws when nobody holds the mutex. A second release while somebody else already holds it
   * cannot be told from theirs.
   */
  release(): void {
    const { leave } = this;
    if (leave === undefined) throw new Error('this mutex is released but not held: release once for each acquire');
    this.leave = undefined;
    leave();
  }
}

export default {
  kind: 'async-lock',
  id: 'promise-mutex/chain',
  title: 'Promise chain',
  summary: 'Each comer awaits the promise that the one before it resolves on leaving, and leaves its own at the tail.',
  source: 'Friedman & Wise 1976; Liskov & Shrira 1988',
  runsIn: ['tasks', 'threads'],
  promises: ['tasks'],
  waits: 'await',
  order: 'fifo',
  words: 0,
  guest: false,
  faults: { throw: 'recovered', kill: 'reported', forget: 'stuck', stall: 'recovered', crowd: 'recovered' },
  make: () => PromiseChain,
} satisfies AsyncLockStrategy;
