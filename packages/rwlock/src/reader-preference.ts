/**
 * Readers-writer lock with reader preference: readers are counted in one word, and a writer gets in when nobody is.
 *
 * A reader counts itself first and then waits for the writer to leave, if there is one. So readers that wait keep writers
 * out just as readers inside do, and where they overlap without a gap, no writer ever gets in: they starve. Every reader
 * writes the word that all contenders share, twice, so readers who do little inside are no quicker together than alone.
 * Word 0: 1 while a writer is inside, and 2 for each reader that is inside or waits for that writer.
 *
 * Why it excludes: both sides come in by a step on the same word. A writer's replaces "nobody", so a reader counted before
 * it keeps it out, and one counted after it finds its bit.
 *
 * @see Courtois, Heymans & Parnas, "Concurrent Control with 'Readers' and 'Writers'", CACM 14(10), 1971, problem 1
 * @see Mellor-Crummey & Scott, "Scalable Reader-Writer Synchronization for Shared-Memory Multiprocessors", PPoPP 1991
 *   (the centralised one)
 */
import type { SharedLockStrategy } from '@contend/counter';

const NOBODY = 0;
const WRITER = 1;
const READER = 2;

/** Pauses, some 32 ns each in V8, after the first look in vain and at most, as `spinlock/ttas` has them. */
const MIN_PAUSES = 1;
const MAX_PAUSES = 128;

export default {
  kind: 'lock',
  id: 'rwlock/reader-preference',
  title: 'Reader preference',
  summary:
    'Counts readers in one word, and lets a writer in when there is neither reader nor writer. Readers that keep coming ' +
    'starve writers.',
  source: 'Courtois et al. 1971; Mellor-Crummey & Scott 1991',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'spin',
  order: 'none',
  reads: 'shared',
  words: 1,
  guest: false,
  faults: {
    throw: 'recovered',
    terminate: 'stuck',
    kill: 'reported',
    forget: 'stuck',
    stall: 'recovered',
    crowd: 'recovered',
  },
  make: (atomics) =>
    class ReaderPreference {
      view: Int32Array;
      base: number;
      minPauses: number;
      maxPauses: number;

      constructor(
        view: Int32Array,
        base: number,
        _contender: number,
        _contenders: number,
        minPauses = MIN_PAUSES,
        maxPauses = MAX_PAUSES,
      ) {
        this.view = view;
        this.base = base;
        this.minPauses = minPauses;
        this.maxPauses = maxPauses;
      }

      lock(): void {
        let pauses = this.minPauses;
        while (atomics.compareExchange(this.view, this.base, NOBODY, WRITER) !== NOBODY) pauses = this.pause(pauses);
      }

      unlock(): void {
        // Not a store: readers may have been counted meanwhile.
        atomics.sub(this.view, this.base, WRITER);
      }

      lockShared(): void {
        if ((atomics.add(this.view, this.base, READER) & WRITER) !== 0) this.waitForWriter();
      }

      /** No writer follows that one before this reader has left: it is counted. */
      waitForWriter(): void {
        let pauses = this.minPauses;
        while ((atomics.load(this.view, this.base) & WRITER) !== 0) pauses = this.pause(pauses);
      }

      unlockShared(): void {
        atomics.sub(this.view, this.base, READER);
      }

      /** @returns how many pauses come next */
      pause(pauses: number): number {
        for (let i = 0; i < pauses; i++) atomics.pause();
        return Math.min(pauses * 2, this.maxPauses);
      }
    },
} satisfies SharedLockStrategy;
