/**
 * CLH queue lock: each waits on the node of the one before it, and takes that node over when it has left. Word 0: the
 * last node. Then one word a node, 1 while its user wants or holds the lock: node 0 is nobody's to begin with.
 *
 * @see Craig, "Building FIFO and Priority-Queuing Spin Locks from Atomic Swap", TR 93-02-02, University of Washington,
 *   1993; Magnusson, Landin & Hagersten, "Queue Locks on Cache Coherent Multiprocessors", IPPS 1994
 */
import type { AtomicsLike } from '@contend/counter';
import { declare } from './declare.ts';

export const Clh = (atomics: AtomicsLike) =>
  class {
    view: Int32Array;
    tail: number;
    mine: number;
    before = 0;

    constructor(view: Int32Array, base: number, contender: number) {
      this.view = view;
      this.tail = base;
      this.mine = contender + 1;
    }

    wanted(node: number): number {
      return this.tail + 1 + node;
    }

    lock(): void {
      atomics.store(this.view, this.wanted(this.mine), 1);
      this.before = atomics.exchange(this.view, this.tail, this.mine);
      while (atomics.load(this.view, this.wanted(this.before)) !== 0) atomics.pause();
    }

    unlock(): void {
      const left = this.mine;
      this.mine = this.before;
      atomics.store(this.view, this.wanted(left), 0);
    }
  };

export default declare('sound/clh', Clh, { words: (contenders) => 2 + contenders, order: 'fifo' });
