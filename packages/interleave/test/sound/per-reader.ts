/**
 * A big-reader lock: each contender has a flag of its own to read under; a writer sets its flag, and waits until no reader's
 * is set. Each side sets its flag before it looks at the other's, as in Dekker's algorithm. Word 0: 1 while a writer is there.
 * Word 1 + c: 1 while contender c reads.
 *
 * @see Hsieh & Weihl, "Scalable Reader-Writer Locks for Parallel Systems", IPPS 1992
 */
import type { AtomicsLike } from '@contend/counter';
import { declare } from './declare.ts';

export const PerReader = (atomics: AtomicsLike) =>
  class {
    view: Int32Array;
    writer: number;
    readers: number;
    me: number;
    contenders: number;

    constructor(view: Int32Array, base: number, contender: number, contenders: number) {
      this.view = view;
      this.writer = base;
      this.readers = base + 1;
      this.me = base + 1 + contender;
      this.contenders = contenders;
    }

    lock(): void {
      this.announce();
      this.waitForReaders();
    }

    announce(): void {
      while (atomics.exchange(this.view, this.writer, 1) !== 0) atomics.pause();
    }

    waitForReaders(): void {
      for (let reader = this.readers; reader < this.readers + this.contenders; reader++)
        while (atomics.load(this.view, reader) !== 0) atomics.pause();
    }

    unlock(): void {
      atomics.store(this.view, this.writer, 0);
    }

    lockShared(): void {
      for (;;) {
        atomics.store(this.view, this.me, 1);
        if (atomics.load(this.view, this.writer) === 0) return;
        atomics.store(this.view, this.me, 0);
        this.waitForWriter();
      }
    }

    waitForWriter(): void {
      while (atomics.load(this.view, this.writer) !== 0) atomics.pause();
    }

    unlockShared(): void {
      atomics.store(this.view, this.me, 0);
    }
  };

export default declare('sound/per-reader', PerReader, { words: (contenders) => 1 + contenders, reads: 'shared' });
