/**
 * Mutex with bounded hand-off: whoever comes may overtake those who wait, but only so often and for so long; then a
 * release hands the lock to the first of them, and nobody gets in between.
 *
 * Overtaking ("barging") is what makes a mutex fast: one that waits for a sleeper to wake stands idle for microseconds.
 * It also starves: sleepers are beaten again and again by those who are awake. So those who wait stand in a queue, each
 * asleep on a word of its own. A release frees the lock and calls the first in the queue, who is beaten or not. It hands
 * the lock over, which stays held on the first one's behalf, if that one has lost its patience, or was overtaken too
 * often. The count is the holders', for who was called and is given no core can do nothing for itself: a thread that
 * locks and unlocks without end may keep it from running for as long as the system's time slice.
 *
 * Patience is reckoned without reading a clock, so that every schedule can be explored: who sleeps through 1 ms has lost
 * it; who is called and beaten, or finds that it was called before it slept, has lost what that takes at least.
 * Word 0: 1 while it is held, 2 while the first is being called, 4 where it has lost its patience, 8 for each who waits.
 * Word 1: by how many releases the first was overtaken. Words 32 and 33: how many have joined the queue, and left it.
 * From word 64, a line each: what the one at that place of the queue is told.
 *
 * @see Go's sync.Mutex, "starvation mode" (who has waited for 1 ms is handed the lock)
 * @see Rust's parking_lot, "eventual fairness" (a fair unlock every 0.5 ms on average)
 */
import type { LockStrategy } from '@contend/counter';

const FREE = 0;
const HELD = 1;
const CALLED = 2;
const IMPATIENT = 4;
const WAITER = 8;

/** What a place of the queue is told: nothing; to try; that the lock is its own. */
const NOTHING = 0;
const TRY = 1;
const YOURS = 2;

/** Words to a cache line of 128 bytes. */
const LINE = 32;

/** Releases that may overtake the first in the queue: with nothing inside, a fifth of a millisecond's. */
const OVERTAKINGS = 3_000;
/** ms that the first in the queue lets itself be overtaken, as Go's. */
const PATIENCE_MS = 1;
/** ms that it takes at least to sleep, to be woken, and to find that somebody else was quicker. */
const WAKE_MS = 0.01;
/** ms that it takes at least to find that one has been called, and not to sleep. */
const MISS_MS = 0.0003;

/** A power of two, so that places go round in it also where their numbers wrap. */
const placesFor = (contenders: number) => 2 ** Math.ceil(Math.log2(contenders));

export default {
  kind: 'lock',
  id: 'mutex/fair',
  title: 'Barging, with bounded hand-off',
  summary:
    'Lets newcomers overtake, until the first waiter has waited for 1 ms or was overtaken 3000 times: that ' +
    'release hands the lock over. So no waiter is overtaken for ever, at the price of a wake-up for each hand-off.',
  source: 'Go sync.Mutex; parking_lot',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'park',
  order: 'bounded',
  // Of each that is before it in the queue, and of itself once it is the first.
  bypass: (contenders, overtakings) => overtakings * (contenders - 1),
  words: (contenders) => (2 + placesFor(contenders)) * LINE,
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
    class Fair {
      view: Int32Array;
      base: number;
      overtaken: number;
      joined: number;
      left: number;
      mask: number;
      overtakings: number;
      patienceMs: number;
      wakeMs: number;
      missMs: number;

      constructor(
        view: Int32Array,
        base: number,
        _contender: number,
        contenders: number,
        overtakings = OVERTAKINGS,
        patienceMs = PATIENCE_MS,
        wakeMs = WAKE_MS,
        missMs = MISS_MS,
      ) {
        this.view = view;
        this.base = base;
        this.overtaken = base + 1;
        this.joined = base + LINE;
        this.left = base + LINE + 1;
        this.mask = placesFor(contenders) - 1;
        this.overtakings = overtakings;
        this.patienceMs = patienceMs;
        this.wakeMs = wakeMs;
        this.missMs = missMs;
      }

      lock(): void {
        for (let seen = FREE; ; ) {
          const held = (seen & HELD) !== 0;
          const now = atomics.compareExchange(this.view, this.base, seen, held ? seen + WAITER : seen | HELD);
          if (now === seen) {
            if (held) this.wait();
            return;
          }
          seen = now;
        }
      }

      /** Whoever holds the lock knows of this waiter, so it comes to its place in the queue. */
      wait(): void {
        const place = atomics.add(this.view, this.joined, 1);
        const told = this.toldTo(place);
        for (let patience = this.patienceMs; ; ) {
          if (atomics.exchange(this.view, told, NOTHING) === YOURS) return;
          if (atomics.load(this.view, this.left) === place && this.take(patience <= 0)) return;
          patience -= this.sleep(told, patience);
        }
      }

      /** For the first in the queue. @returns whether the lock was free, and now is its own */
      take(impatient: boolean): boolean {
        for (let seen = atomics.load(this.view, this.base); ; ) {
          const held = (seen & HELD) !== 0;
          const answered = seen & ~CALLED;
          const wanted = held ? answered | (impatient ? IMPATIENT : 0) : (answered | HELD) - WAITER;
          const now = wanted === seen ? seen : atomics.compareExchange(this.view, this.base, seen, wanted);
          if (now === seen) {
            if (!held) this.leave();
            return !held;
          }
          seen = now;
        }
      }

      /** @returns ms that it took, at least */
      sleep(told: number, patience: number): number {
        switch (atomics.wait(this.view, told, NOTHING, patience > 0 ? patience : Infinity)) {
          case 'timed-out':
            return patience;
          case 'ok':
            return this.wakeMs;
          default:
            return this.missMs;
        }
      }

      unlock(): void {
        const seen = atomics.compareExchange(this.view, this.base, HELD, FREE);
        if (seen !== HELD) this.release(seen);
      }

      /** Where somebody waits. */
      release(held: number): void {
        const overtaken = (this.view[this.overtaken] as number) + 1;
        this.view[this.overtaken] = overtaken;
        for (let seen = held; overtaken <= this.overtakings && (seen & IMPATIENT) === 0; ) {
          const called = (seen & CALLED) !== 0;
          // Before it is free, since then others may leave the queue.
          const told = called ? -1 : this.toldTo(atomics.load(this.view, this.left));
          const now = atomics.compareExchange(this.view, this.base, seen, (seen & ~HELD) | CALLED);
          if (now === seen) {
            // It may have been handed the lock meanwhile, which this must not hide.
            if (!called && atomics.compareExchange(this.view, told, NOTHING, TRY) === NOTHING)
              atomics.notify(this.view, told, 1);
            return;
          }
          seen = now;
        }
        this.handOver();
      }

      handOver(): void {
        const told = this.toldTo(atomics.load(this.view, this.left));
        atomics.and(this.view, this.base, ~(CALLED | IMPATIENT));
        atomics.sub(this.view, this.base, WAITER);
        this.leave();
        atomics.store(this.view, told, YOURS);
        atomics.notify(this.view, told, 1);
      }

      /** For the holder: the first in the queue is out of it, and the next has been overtaken by nobody. */
      leave(): void {
        this.view[this.overtaken] = 0;
        atomics.add(this.view, this.left, 1);
      }

      toldTo(place: number): number {
        return this.base + (2 + (place & this.mask)) * LINE;
      }
    },
} satisfies LockStrategy;
