/**
 * The phase-fair ticket lock: readers and writers take turns. Word 0: readers that came, and in the low bits whether a writer is
 * there and of which phase. Word 1: readers that left. Words 2 and 3: writers that came, and that left.
 *
 * @see Brandenburg & Anderson, "Spin-Based Reader-Writer Synchronization for Multiprocessor Real-Time Systems", Real-Time
 *   Systems 46(1), 2010, PF-T
 */
import type { AtomicsLike } from '@contend/counter';
import { declare } from './declare.ts';

export const READER = 0x100;
export const PRESENT = 2;
export const PHASE = 1;
export const WRITER_BITS = PRESENT | PHASE;

export const PhaseFair = (atomics: AtomicsLike) =>
  class {
    view: Int32Array;
    in: number;
    out: number;
    came: number;
    left: number;

    constructor(view: Int32Array, base: number) {
      this.view = view;
      this.in = base;
      this.out = base + 1;
      this.came = base + 2;
      this.left = base + 3;
    }

    lock(): void {
      const ticket = atomics.add(this.view, this.came, 1);
      while (atomics.load(this.view, this.left) !== ticket) atomics.pause();
      this.waitForReaders(atomics.add(this.view, this.in, PRESENT | (ticket & PHASE)));
    }

    waitForReaders(readers: number): void {
      while (atomics.load(this.view, this.out) !== readers) atomics.pause();
    }

    unlock(): void {
      this.admitReaders();
      this.admitWriter();
    }

    admitReaders(): void {
      atomics.and(this.view, this.in, ~WRITER_BITS);
    }

    admitWriter(): void {
      atomics.add(this.view, this.left, 1);
    }

    lockShared(): void {
      const writer = atomics.add(this.view, this.in, READER) & WRITER_BITS;
      if (writer === 0) return;
      while ((atomics.load(this.view, this.in) & WRITER_BITS) === writer) atomics.pause();
    }

    unlockShared(): void {
      atomics.add(this.view, this.out, READER);
    }
  };

export default declare('sound/phase-fair', PhaseFair, { words: 4, order: 'fifo', reads: 'shared' });
