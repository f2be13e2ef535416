/**
 * Ticket lock: draw a number, wait until it is served. Word 0: next ticket. Word 1: now serving.
 *
 * @see Mellor-Crummey & Scott, "Algorithms for Scalable Synchronization on Shared-Memory Multiprocessors", TOCS 9(1),
 *   1991
 */
import type { AtomicsLike } from '@contend/counter';
import { declare } from './declare.ts';

export const Ticket = (atomics: AtomicsLike) =>
  class {
    view: Int32Array;
    next: number;
    serving: number;

    constructor(view: Int32Array, base: number) {
      this.view = view;
      this.next = base;
      this.serving = base + 1;
    }

    lock(): void {
      const mine = atomics.add(this.view, this.next, 1);
      while (atomics.load(this.view, this.serving) !== mine) atomics.pause();
    }

    unlock(): void {
      atomics.add(this.view, this.serving, 1);
    }
  };

export default declare('sound/ticket', Ticket, { words: 2, order: 'fifo' });
