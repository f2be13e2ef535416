/**
 * Adaptive mutex: spin for as long as it pays, looking ever more rarely, then park as the three-state mutex does.
 *
 * Sections are short and waking takes microseconds, so a waiter that just waits a little mostly gets the lock sooner
 * than one that sleeps, and the holder is spared the call that wakes. To look more rarely each time is what makes it fast:
 * every look takes the word's cache line away from the holder, so between two of them the holder releases and locks
 * again undisturbed, many times. The price is order: it has none, and a thread keeps the lock for microseconds on end.
 * Word 0: 0 free, 1 held, 2 held and perhaps somebody sleeps.
 *
 * @see Karlin, Li, Manasse & Owicki, "Empirical Studies of Competitive Spinning for a Shared-Memory Multiprocessor",
 *   SOSP 1991 (spinning about as long as parking costs is never much worse than the better of the two)
 * @see Pizlo, "Locking in WebKit", 2016 (WTF::Lock); Rust's parking_lot
 * @see Drepper, "Futexes Are Tricky", 2011, mutex 3 (the parking)
 */
import type { LockStrategy } from '@contend/counter';
import { FIRST_PAUSES, MOST_PAUSES, TRIES } from './spin-budget.ts';

const FREE = 0;
const HELD = 1;
const AWAITED = 2;

export default {
  kind: 'lock',
  id: 'mutex/adaptive',
  title: 'Spin, then park',
  summary:
    'Looks at a held word some times, with a pause that grows from look to look, before it sleeps on it. The fastest ' +
    'of the mutexes on short sections; a thread that releases and locks again at once mostly wins.',
  source: 'Pizlo 2016; Karlin et al. 1991',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'spin-then-park',
  order: 'none',
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
    class Adaptive {
      view: Int32Array;
      base: number;
      tries: number;
      firstPauses: number;
      mostPauses: number;

      constructor(
        view: Int32Array,
        base: number,
        _contender: number,
        _contenders: number,
        tries = TRIES,
        firstPauses = FIRST_PAUSES,
        mostPauses = MOST_PAUSES,
      ) {
        this.view = view;
        this.base = base;
        this.tries = tries;
        this.firstPauses = firstPauses;
        this.mostPauses = mostPauses;
      }

      lock(): void {
        if (atomics.compareExchange(this.view, this.base, FREE, HELD) === FREE) return;
        if (!this.spin()) this.park();
      }

      /** @returns whether it has got the lock */
      spin(): boolean {
        let pauses = this.firstPauses;
        for (let i = 0; i < this.tries; i++) {
          for (let j = 0; j < pauses; j++) atomics.pause();
          pauses = Math.min(pauses * 2, this.mostPauses);
          if (atomics.load(this.view, this.base) !== FREE) continue;
          if (atomics.compareExchange(this.view, this.base, FREE, HELD) === FREE) return true;
        }
        return false;
      }

      park(): void {
        // Taken as awaited, though perhaps nobody else sleeps: who was woken cannot know, and the next release must.
        while (atomics.exchange(this.view, this.base, AWAITED) !== FREE) atomics.wait(this.view, this.base, AWAITED);
      }

      unlock(): void {
        if (atomics.exchange(this.view, this.base, FREE) === AWAITED) atomics.notify(this.view, this.base, 1);
      }
    },
} satisfies LockStrategy;
