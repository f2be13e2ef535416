/**
 * A readers-writer lock for threads: a semaphore (permits.ts) of which a reader takes one permit, and a writer all. So
 * nobody overtakes the head of the line: readers that keep coming do not starve a writer, nor writers a reader.
 *
 * Two ways lead past the line, both for contenders that read already, since a writer at the head waits for them.
 * Who reads may read again: waiting would be a deadlock. And the only reader may become the writer, if that is possible
 * at once: it says so in its entry before it looks for others, and whoever is let in looks after having said so.
 * Thus one of two that meet sees the other.
 *
 * @see Courtois, Heymans & Parnas, "Concurrent Control with 'Readers' and 'Writers'", CACM 14(10), 1971
 * @see Dijkstra, "Solution of a Problem in Concurrent Programming Control", CACM 8(9), 1965 (say, then look)
 */
import type { AtomicsLike } from '@contend/counter';
import { HELD } from './ledger.ts';
import type { LockWord } from './lock-word.ts';
import { type PermitsWatch, permits, permitsWords } from './permits.ts';

/** One for a reader. More than may ever read, and few enough that a word holds those of a writer and all its readers. */
export const ALL: number = 2 ** 29;
/** Contenders that may read at the same time; one more waits. */
export const READERS = 126;
export const WORDS: number = /* @__PURE__ */ permitsWords(READERS);

/** The class for an `Atomics`, real or simulated. An instance is one contender's handle of one lock. */
export const sharedPermits = (atomics: AtomicsLike) => {
  const Permits = permits(atomics);

  return class SharedPermits extends Permits {
    constructor(turnstile: LockWord, watch: PermitsWatch, patience?: number, longest?: number, spins?: number) {
      // Who reads damages nothing.
      super(turnstile, ALL, READERS, watch, ALL, patience, longest, spins);
    }

    override grant(weight: number): boolean {
      if (!super.grant(weight)) return false;
      if (this.free >= 0) return true;
      // The only reader has become the writer meanwhile, or looks whether it can.
      atomics.sub(this.view, this.entry + HELD, weight);
      return false;
    }

    /** Who reads reads once more, whoever waits. */
    override takeMore(weight: number): boolean {
      const { held } = this;
      if (weight !== 1 || held === 0 || held >= ALL) return false;
      atomics.add(this.view, this.ownEntry() + HELD, 1);
      return true;
    }

    /** Makes the only reader the writer. @returns false: it is not the only one, or reads more than once */
    upgrade(): boolean {
      if (this.held !== 1 || this.free !== ALL - 1) return false;
      const at = this.ownEntry() + HELD;
      atomics.add(this.view, at, ALL - 1);
      if (this.free === 0) return true;
      atomics.sub(this.view, at, ALL - 1);
      // Somebody may have seen a writer here, and sleep.
      this.watch.releases();
      this.ring();
      return false;
    }

    /** Makes the writer a reader, with nobody else writing in between. */
    downgrade(): void {
      this.give(ALL - 1);
    }
  };
};

export type SharedPermits = InstanceType<ReturnType<typeof sharedPermits>>;
