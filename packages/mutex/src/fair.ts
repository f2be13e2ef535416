/**
 * Mutex with bounded hand-off: whoever comes may overtake, until somebody has waited for too long; whoever has is given
 * the lock by the very next release, and nobody gets in between.
 *
 * Overtaking ("barging") is what makes a mutex fast: one that waits for a sleeper to wake stands idle for microseconds.
 * It also starves: sleepers are beaten again and again by those who are awake. So a waiter that has lost its patience
 * joins a queue, and a release that finds somebody there does not free the lock but leaves it held, on behalf of the
 * first in the queue. From there on a waiter is overtaken by those before it in the queue and by nobody else. The price
 * is that nobody is inside while the first in the queue wakes up, once for each waiter that was starved.
 *
 * Patience is reckoned without reading a clock, so that every schedule can be explored. Who sleeps through all of it has
 * lost it; who is woken and beaten, or finds the word changed before it sleeps, has lost what that takes at least. So a
 * waiter joins the queue after 1 ms, or somewhat later.
 * Word 0: the sum of 1 while it is held, 2 while somebody may sleep on it, and 4 for each of those in the queue; 0 free.
 * Word 32: how many have joined the queue. Word 64: how many of them have been handed the lock.
 *
 * @see Go's sync.Mutex, "starvation mode" (who has waited for 1 ms is handed the lock)
 * @see Rust's parking_lot, "eventual fairness" (a fair unlock every 0.5 ms on average)
 */
import type { LockStrategy } from '@contend/counter';

const FREE = 0;
const HELD = 1;
const AWAITED = 2;
const QUEUED = 4;

/** Words to a cache line of 128 bytes. */
const LINE = 32;

/** ms that a waiter lets others overtake it, as Go's. */
const PATIENCE_MS = 1;
/** ms that it takes at least to sleep, to be woken, and to find that somebody else was quicker. */
const WAKE_MS = 0.01;
/** ms that it takes at least to find that the word has changed, and not to sleep. */
const MISS_MS = 0.0003;

export default {
  kind: 'lock',
  id: 'mutex/fair',
  title: 'Barging, with bounded hand-off',
  summary:
    'Lets whoever comes overtake until a waiter has waited for 1 ms: the next release hands the lock to that one. So ' +
    'nobody is overtaken for ever, at the price of a wake-up for each waiter that was starved.',
  source: 'Go sync.Mutex; parking_lot',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'park',
  order: 'bounded',
  words: 3 * LINE,
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
      joined: number;
      served: number;
      patienceMs: number;
      wakeMs: number;
      missMs: number;

      constructor(
        view: Int32Array,
        base: number,
        _contender: number,
        _contenders: number,
        patienceMs = PATIENCE_MS,
        wakeMs = WAKE_MS,
        missMs = MISS_MS,
      ) {
        this.view = view;
        this.base = base;
        this.joined = base + LINE;
        this.served = base + 2 * LINE;
        this.patienceMs = patienceMs;
        this.wakeMs = wakeMs;
        this.missMs = missMs;
      }

      lock(): void {
        if (atomics.compareExchange(this.view, this.base, FREE, HELD) !== FREE) this.wait();
      }

      wait(): void {
        for (let patience = this.patienceMs; ; ) {
          // If it is free this takes it, as awaited: the release that woke this waiter has cleared the mark, and others
          // may sleep still.
          const seen = atomics.or(this.view, this.base, HELD | AWAITED);
          if (seen === FREE) return;
          const marked = seen | AWAITED;
          if (patience > 0) {
            patience -= this.sleep(marked, patience);
          } else if (atomics.compareExchange(this.view, this.base, marked, marked + QUEUED) === marked) {
            this.awaitTurn();
            return;
          }
        }
      }

      /** @returns ms that it took, at least */
      sleep(marked: number, patience: number): number {
        switch (atomics.wait(this.view, this.base, marked, patience)) {
          case 'timed-out':
            return patience;
          case 'ok':
            return this.wakeMs;
          default:
            return this.missMs;
        }
      }

      /** Somebody holds it who knows that this waiter has joined, so the lock comes to its place in the queue. */
      awaitTurn(): void {
        const place = atomics.add(this.view, this.joined, 1);
        for (;;) {
          const served = atomics.load(this.view, this.served);
          // Modulo 2^32, for both may wrap.
          if (((served - place) | 0) > 0) return;
          atomics.wait(this.view, this.served, served);
        }
      }

      unlock(): void {
        const seen = atomics.compareExchange(this.view, this.base, HELD, FREE);
        if (seen !== HELD) this.release(seen);
      }

      release(held: number): void {
        for (let seen = held; seen < QUEUED; ) {
          const now = atomics.compareExchange(this.view, this.base, seen, FREE);
          if (now === seen) {
            atomics.notify(this.view, this.base, 1);
            return;
          }
          seen = now;
        }
        // It stays held, on behalf of the first in the queue, and marked.
        atomics.sub(this.view, this.base, QUEUED);
        atomics.add(this.view, this.served, 1);
        // All of them, for only one knows that it is its turn; they are few.
        atomics.notify(this.view, this.served);
      }
    },
} satisfies LockStrategy;
