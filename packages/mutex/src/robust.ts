/**
 * Robust mutex: its word names the holder, so that a holder that dies is found out by who waits, and stops nobody.
 *
 * The very lock of this package's `Mutex`, without its guards: see lock-word.ts for the algorithm. Here each contender's
 * thread is written down beside the word, and a waiter that has slept for long asks the system whether the holder's
 * still runs. A count of one word is whole whoever died, so the strategy says that all is well and goes on.
 * Word 0: the lock word. From word 32: the threads of the contenders (thread-table.ts).
 */
import { LINE_BYTES, type LockStrategy } from '@contend/counter';
import { FREE, lockWord, OWNER, PATIENCE_MS } from './lock-word.ts';
import { threadTableWords, watchBy } from './thread-table.ts';

const LINE = LINE_BYTES / Int32Array.BYTES_PER_ELEMENT;

export default {
  kind: 'lock',
  id: 'mutex/robust',
  title: 'Robust mutex',
  summary:
    'Takes a free word by swapping its own number in; otherwise spins briefly, marks the word as awaited and sleeps. ' +
    'A waiter that has slept for 50 ms looks whether the holder lives, and takes its place if it does not.',
  source: 'POSIX robust mutexes; Drepper 2011, mutex 3',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'spin-then-park',
  order: 'none',
  words: (contenders) => LINE + threadTableWords(contenders),
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
    const LockWord = lockWord(atomics);

    return class Robust extends LockWord {
      constructor(view: Int32Array, base: number, contender: number, _contenders: number, spins?: number) {
        const watch = watchBy(atomics, view, base + LINE, contender);
        super(view, base, contender + 1, watch, spins, PATIENCE_MS);
      }

      override take(seen: number, mark: number, expired: boolean): boolean {
        const taken = super.take(seen, mark, expired);
        if (taken && (seen & OWNER) !== FREE) this.repair();
        return taken;
      }
    };
  },
} satisfies LockStrategy;
