/**
 * A latch in one word: how often it was counted down. Whoever waits sleeps on it until that is often enough, and who
 * counts last wakes all. Once open it stays open, so nobody has to be remembered; and who sleeps looks again by itself, as
 * the last to count may die before it wakes anybody.
 *
 * @see java.util.concurrent.CountDownLatch; Fortran's and C++20's latch
 */
import type { AtomicsLike } from '@contend/counter';
import { now } from '@contend/counter/time';
import { LONGEST_PATIENCE_MS, PATIENCE_MS } from './lock-word.ts';

/** The class for an `Atomics`, real or simulated. */
export const latchWord = (atomics: AtomicsLike) =>
  class LatchWord {
    view: Int32Array;
    index: number;
    /** Opens it. */
    count: number;
    patience: number;
    longest: number;

    constructor(view: Int32Array, index: number, count: number, patience = PATIENCE_MS, longest = LONGEST_PATIENCE_MS) {
      this.view = view;
      this.index = index;
      this.count = count;
      this.patience = patience;
      this.longest = longest;
    }

    load(): number {
      return atomics.load(this.view, this.index);
    }

    isOpen(seen: number): boolean {
      return seen >= this.count;
    }

    /** @param by from 1; more than is left opens it as well */
    countDown(by: number): void {
      for (;;) {
        const seen = this.load();
        if (this.isOpen(seen)) return;
        const next = Math.min(this.count, seen + by);
        if (atomics.compareExchange(this.view, this.index, seen, next) !== seen) continue;
        if (this.isOpen(next)) atomics.notify(this.view, this.index);
        return;
      }
    }

    /** Blocks until it is open. @returns false: it was not within `timeout` ms */
    wait(timeout: number): boolean {
      const deadline = timeout === Infinity ? Infinity : now() + timeout;
      let { patience } = this;
      for (;;) {
        const seen = this.load();
        if (this.isOpen(seen)) return true;
        const left = deadline === Infinity ? patience : Math.min(patience, deadline - now());
        if (left <= 0) return false;
        if (atomics.wait(this.view, this.index, seen, left) === 'timed-out')
          patience = Math.min(this.longest, 2 * patience);
      }
    }
  };

export type LatchWord = InstanceType<ReturnType<typeof latchWord>>;
