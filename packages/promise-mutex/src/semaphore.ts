/**
 * A semaphore for the tasks of one event loop: a number of permits, of which each comer takes as many as it needs, and a
 * first-come-first-served queue of promises of those for whom there are too few. What the package installs as
 * `Semaphore` is this with guards, limits and errors around it.
 *
 * A release hands its permits to those at the front without ever offering them to anybody else. A comer waits also where
 * there are permits enough for it but not for the first in the line: otherwise a heavy waiter would starve. The price is
 * that permits lie idle meanwhile.
 * It knows one event loop: threads would each have a semaphore of their own, which limits nobody else.
 *
 * @see Dijkstra, "Cooperating Sequential Processes", EWD 123, 1965
 * @see Patil, "Limitations and Capabilities of Dijkstra's Semaphore Primitives", MIT 1971 (more than one unit at a time)
 */
import type { AsyncLockStrategy } from '@contend/counter';
import { NotHeldError } from '@contend/counter/mutex-error';
import { Line } from './line.ts';
import type { Waiter } from './waiters.ts';

export interface Needs extends Waiter {
  /** How many permits. */
  weight: number;
}

export class PromiseSemaphore extends Line {
  permits: number;
  available: number;

  /** @param permits from 1 */
  constructor(permits: number) {
    super();
    this.permits = permits;
    this.available = permits;
  }

  /** Takes permits if there are enough and nobody waits, and tells whether it did. */
  take(weight: number): boolean {
    if (weight > this.available || this.first !== undefined) return false;
    this.available -= weight;
    return true;
  }

  /** Returns nothing when the permits were free and are now taken, or a promise that resolves once they are. */
  acquire(weight = 1): Promise<void> | void {
    if (!this.take(weight)) return this.wait(weight);
  }

  /** Not in `acquire`, which would make room for what is captured here even where nobody waits. */
  wait(weight: number): Promise<void> {
    return new Promise((enter) => this.join({ weight, enter, next: undefined, previous: undefined } as Needs));
  }

  /**
   * Gives permits back. Throws NotHeldError when fewer are taken. A second release while others still hold theirs cannot
   * be told from theirs; a guard of `Semaphore` can.
   */
  release(weight = 1): void {
    if (this.available + weight > this.permits) throw new NotHeldError();
    this.available += weight;
    this.serve();
  }

  serve(): void {
    for (let first = this.first as Needs | undefined; first !== undefined; first = this.first as Needs | undefined) {
      if (first.weight > this.available) return;
      this.available -= first.weight;
      this.remove(first);
      first.enter();
    }
  }
}

export default {
  kind: 'async-lock',
  id: 'promise-mutex/semaphore',
  title: 'Promise semaphore',
  summary: 'One permit of a weighted semaphore and a linked queue of promises on one event loop; release hands over.',
  source: 'Dijkstra 1965; Patil 1971',
  runsIn: ['tasks', 'threads'],
  promises: ['tasks'],
  waits: 'await',
  order: 'fifo',
  words: 0,
  guest: false,
  faults: { throw: 'recovered', kill: 'reported', forget: 'stuck', stall: 'recovered', crowd: 'recovered' },
  make: () =>
    class OnePermit extends PromiseSemaphore {
      constructor() {
        super(1);
      }
    },
} satisfies AsyncLockStrategy;
