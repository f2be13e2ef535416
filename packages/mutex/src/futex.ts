/**
 * Three-state mutex: who cannot have it sleeps on the word, and a release wakes somebody only where somebody may sleep.
 *
 * Free, it costs one compare-and-swap to take and one exchange to release, and the kernel never hears of it. The third
 * state is what makes that safe: whoever goes to sleep says so first, in the word itself, so a release that finds
 * "held" knows that there is nobody to wake. A woken waiter competes with whoever comes then, without any order; a
 * thread that releases and locks again at once nearly always wins, for waking takes microseconds.
 * Word 0: 0 free, 1 held, 2 held and perhaps somebody sleeps.
 *
 * @see Drepper, "Futexes Are Tricky", 2011, mutex 3
 */
import type { LockStrategy } from '@contend/counter';

const FREE = 0;
const HELD = 1;
const AWAITED = 2;

export default {
  kind: 'lock',
  id: 'mutex/futex',
  title: 'Three-state futex',
  summary:
    'Takes a free word by compare-and-swap; otherwise marks it as awaited and sleeps. A release wakes one sleeper, and ' +
    'only where the mark says there may be one.',
  source: 'Drepper 2011, mutex 3',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'park',
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
    class Futex {
      view: Int32Array;
      base: number;

      constructor(view: Int32Array, base: number) {
        this.view = view;
        this.base = base;
      }

      lock(): void {
        let seen = atomics.compareExchange(this.view, this.base, FREE, HELD);
        if (seen === FREE) return;
        if (seen === HELD) seen = atomics.exchange(this.view, this.base, AWAITED);
        while (seen !== FREE) {
          // Returns at once where the word has changed since: no release slips in between the mark and the sleep.
          atomics.wait(this.view, this.base, AWAITED);
          // Taken as awaited, though perhaps nobody else sleeps: who was woken cannot know, and the next release must.
          seen = atomics.exchange(this.view, this.base, AWAITED);
        }
      }

      unlock(): void {
        // Drepper subtracts, and must store a 0 after it where somebody sleeps; an exchange is one step in both cases.
        if (atomics.exchange(this.view, this.base, FREE) === AWAITED) atomics.notify(this.view, this.base, 1);
      }
    },
} satisfies LockStrategy;
