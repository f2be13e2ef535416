/**
 * A sequence lock: a number that is odd while a writer is inside. A reader that finds another number than it began with reads again.
 * Word 0: the number.
 *
 * @see Lameter, "Effective Synchronization on Linux/NUMA Systems", Gelato Federation Meeting 2005
 */
import type { AtomicsLike } from '@contend/counter';
import { declare } from './declare.ts';

export const Seqlock = (atomics: AtomicsLike) =>
  class {
    view: Int32Array;
    base: number;

    constructor(view: Int32Array, base: number) {
      this.view = view;
      this.base = base;
    }

    lock(): void {
      for (;;) {
        const even = this.readBegin();
        if (atomics.compareExchange(this.view, this.base, even, even + 1) === even) return;
      }
    }

    unlock(): void {
      atomics.add(this.view, this.base, 1);
    }

    readBegin(): number {
      for (;;) {
        const seen = atomics.load(this.view, this.base);
        if ((seen & 1) === 0) return seen;
        atomics.pause();
      }
    }

    readRetry(mark: number): boolean {
      return atomics.load(this.view, this.base) !== mark;
    }
  };

export default declare('sound/seqlock', Seqlock, { words: 1, reads: 'optimistic' });
