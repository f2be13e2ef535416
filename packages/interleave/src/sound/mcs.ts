/**
 * MCS queue lock: each contender has a node of two words, its successor (0: none) and whether it must wait, and spins
 * on its own. Word 0: the last node. Nodes are named by their contender + 1.
 *
 * @see Mellor-Crummey & Scott, "Algorithms for Scalable Synchronization on Shared-Memory Multiprocessors", TOCS 9(1),
 *   1991
 */
import type { AtomicsLike } from '@contend/counter';
import { declare } from './declare.ts';

export const Mcs = (atomics: AtomicsLike) =>
  class {
    view: Int32Array;
    tail: number;
    me: number;

    constructor(view: Int32Array, base: number, contender: number) {
      this.view = view;
      this.tail = base;
      this.me = contender + 1;
    }

    successor(node: number): number {
      return this.tail + 2 * node;
    }

    blocked(node: number): number {
      return this.tail + 2 * node + 1;
    }

    lock(): void {
      atomics.store(this.view, this.successor(this.me), 0);
      const before = atomics.exchange(this.view, this.tail, this.me);
      if (before === 0) return;
      atomics.store(this.view, this.blocked(this.me), 1);
      atomics.store(this.view, this.successor(before), this.me);
      while (atomics.load(this.view, this.blocked(this.me)) !== 0) atomics.pause();
    }

    unlock(): void {
      if (atomics.load(this.view, this.successor(this.me)) === 0) {
        if (atomics.compareExchange(this.view, this.tail, this.me, 0) === this.me) return;
        while (atomics.load(this.view, this.successor(this.me)) === 0) atomics.pause();
      }
      atomics.store(this.view, this.blocked(atomics.load(this.view, this.successor(this.me))), 0);
    }
  };

export default declare('sound/mcs', Mcs, { words: (contenders) => 2 + 2 * contenders, order: 'fifo' });
