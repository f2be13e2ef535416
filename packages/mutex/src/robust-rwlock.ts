/**
 * A readers-writer lock: the very one of this package's `RWLock`, without its guards (shared-permits.ts). A reader takes
 * one of its permits, and a writer all.
 *
 * Readers are inside together, but each passes the turnstile and writes an entry of the same ledger: so it pays where
 * sections are long, and not where they are as short as its own steps.
 *
 * The words of shared-permits.ts, and from the next line of 128 bytes on the threads of the contenders (thread-table.ts).
 */
import { LINE_BYTES, type SharedLockStrategy } from '@contend/counter';
import { lockWord, PATIENCE_MS } from './lock-word.ts';
import { ALL, type SharedPermits, sharedPermits, WORDS } from './shared-permits.ts';
import { threadTableWords, watchBy } from './thread-table.ts';

const LINE = LINE_BYTES / Int32Array.BYTES_PER_ELEMENT;
const THREADS = LINE * Math.ceil(WORDS / LINE);

export default {
  kind: 'lock',
  reads: 'shared',
  id: 'mutex/robust-rwlock',
  title: 'Robust readers-writer lock',
  summary:
    'A semaphore behind a turnstile, of which a reader takes one permit and a writer all: nobody overtakes the head of ' +
    'the line. Permits of the dead are found out.',
  source: 'Courtois et al. 1971; tokio’s RwLock, for readers as permits',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'spin-then-park',
  order: 'none',
  words: (contenders) => THREADS + threadTableWords(contenders),
  guest: false,
  // That a thread has ended is known on Linux alone.
  faults: {
    throw: 'recovered',
    ...(process.platform === 'linux' && { terminate: 'recovered' }),
    kill: 'reported',
    forget: 'stuck',
    stall: 'recovered',
    crowd: 'recovered',
  },
  make: (atomics) => {
    const Word = lockWord(atomics);
    const Ledger = sharedPermits(atomics);

    return class RobustRWLock {
      permits: SharedPermits;

      constructor(view: Int32Array, base: number, contender: number, _contenders: number, spins?: number) {
        const watch = watchBy(atomics, view, base + THREADS, contender);
        const turnstile = new Word(view, base, contender + 1, watch, spins, PATIENCE_MS);
        this.permits = new Ledger(turnstile, watch, PATIENCE_MS, PATIENCE_MS, spins);
      }

      lock(): void {
        if (!this.permits.tryTake(ALL)) this.permits.take(ALL);
      }

      unlock(): void {
        if (this.permits.damaged) this.permits.repair();
        this.permits.give(ALL);
      }

      lockShared(): void {
        if (!this.permits.tryTake(1)) this.permits.take(1);
      }

      unlockShared(): void {
        this.permits.give(1);
      }
    };
  },
} satisfies SharedLockStrategy;
