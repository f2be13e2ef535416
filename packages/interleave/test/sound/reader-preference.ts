/**
 * The plainest readers-writer lock: one word counts the readers, or says that a writer is inside; who cannot have it sleeps
 * on the word. Word 0: 0 free, n readers, −1 a writer.
 */
import type { AtomicsLike } from '@contend/counter';
import { declare } from './declare.ts';

const FREE = 0;
const WRITER = -1;

export const ReaderPreference = (atomics: AtomicsLike) =>
  class {
    view: Int32Array;
    base: number;

    constructor(view: Int32Array, base: number) {
      this.view = view;
      this.base = base;
    }

    lock(): void {
      for (;;) {
        const seen = atomics.compareExchange(this.view, this.base, FREE, WRITER);
        if (seen === FREE) return;
        atomics.wait(this.view, this.base, seen);
      }
    }

    unlock(): void {
      atomics.store(this.view, this.base, FREE);
      atomics.notify(this.view, this.base);
    }

    lockShared(): void {
      for (;;) {
        const seen = atomics.load(this.view, this.base);
        if (seen === WRITER) atomics.wait(this.view, this.base, WRITER);
        else if (atomics.compareExchange(this.view, this.base, seen, seen + 1) === seen) return;
      }
    }

    unlockShared(): void {
      if (atomics.sub(this.view, this.base, 1) === 1) atomics.notify(this.view, this.base);
    }
  };

export default declare('sound/reader-preference', ReaderPreference, { words: 1, reads: 'shared' });
