/**
 * A semaphore with one permit: the very one of this package's `Semaphore`, without its guards (permits.ts). Where a mutex
 * has one word, it has a turnstile and a ledger, which is the price of weights and of an order among waiters.
 *
 * The words of permits.ts, and from the next line of 128 bytes on the threads of the contenders (thread-table.ts).
 */
import { LINE_BYTES, type LockStrategy } from '@contend/counter';
import { lockWord, PATIENCE_MS } from './lock-word.ts';
import { type Permits, permits, permitsWords } from './permits.ts';
import { threadTableWords, watchBy } from './thread-table.ts';

const LINE = LINE_BYTES / Int32Array.BYTES_PER_ELEMENT;
/** Who holds the one permit. */
const ENTRIES = 1;
const THREADS = LINE * Math.ceil(permitsWords(ENTRIES) / LINE);

export default {
  kind: 'lock',
  id: 'mutex/robust-semaphore',
  title: 'Robust semaphore, one permit',
  summary:
    'Passes a turnstile, a robust mutex, and writes its permit into a ledger; who finds none keeps the turnstile and ' +
    'sleeps, so that nobody overtakes it. Permits of the dead are found out.',
  source: 'Dijkstra 1965; Andrews 1991, passing the baton',
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
    const Ledger = permits(atomics);

    return class RobustSemaphore {
      permits: Permits;

      constructor(view: Int32Array, base: number, contender: number, _contenders: number, spins?: number) {
        const watch = watchBy(atomics, view, base + THREADS, contender);
        const turnstile = new Word(view, base, contender + 1, watch, spins, PATIENCE_MS);
        this.permits = new Ledger(turnstile, 1, ENTRIES, watch, 1, PATIENCE_MS, PATIENCE_MS, spins);
      }

      lock(): void {
        if (!this.permits.tryTake(1)) this.permits.take(1);
      }

      unlock(): void {
        this.permits.give(1);
      }
    };
  },
} satisfies LockStrategy;
