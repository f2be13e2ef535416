/**
 * Mutex with bounded hand-off: whoever comes may overtake, until somebody has waited for too long; who has is given the
 * lock by the very next release, and nobody gets in between.
 *
 * Overtaking ("barging") is what makes a mutex fast: a lock that waits for a sleeper to wake stands idle for
 * microseconds. It also starves: sleepers can be beaten again and again by those who are awake. So a waiter that has run
 * out of patience joins a queue, and a release that finds one does not free the lock but leaves it held, on behalf of
 * the first in the queue. The queue is first come, first served, so from there on a waiter is overtaken by those before
 * it and by nobody else. The price is one wake-up, in which nobody is in the section, for each waiter starved.
 *
 * Patience is reckoned without a clock. A waiter that sleeps through all of its 1 ms has lost it, and each round in vain
 * (spun, slept, woken, beaten) is taken for as much as such a round costs at least. So rounds that are shorter than
 * waking usually is end a bit before 1 ms, and longer ones after it.
 * Word 0: 1 held, 2 perhaps somebody sleeps, 4 for each of those in the queue that nobody has handed the lock to; 0 free.
 * Word 32: places in the queue that have been taken. Word 64: places that have been served.
 *
 * @see Go's sync.Mutex, "starvation mode" (a waiter that has waited for 1 ms is handed the lock)
 * @see Rust's parking_lot, "eventual fairness" (a fair unlock every 0.5 ms on average)
 */
import type { LockStrategy } from '@contend/counter';

const FREE = 0;
const HELD = 1;
const AWAITED = 2;
const QUEUED = 4;

/** Words to a cache line of 128 bytes. */
const LINE = 32;

/** ms that a waiter sleeps before it claims the lock. */
const PATIENCE_MS = 1;
const WAKE_MS = 0.01;
const MISS_MS = 0.0003;

export default {
  kind: 'lock',
  id: 'mutex/fair',
  title: 'Barging, with bounded hand-off',
  summary:
    'Lets whoever comes overtake, until a waiter has waited for 1 ms: then the next release hands the lock to it. Costs ' +
    'a wake-up for each waiter that was starved, and keeps the longest waits short.',
  source: 'Go sync.Mutex; parking_lot',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'spin-then-park',
  order: 'bounded',
  words: 3 * LINE,
  guest: false,
  make: (atomics) =>
    class Fair {
      view: Int32Array;
      base: number;
      taken: number;
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
        this.taken = base + LINE;
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
          // Takes it if it is free, as awaited: others may sleep still, and the release that woke this one cleared the mark.
          const seen = atomics.or(this.view, this.base, HELD | AWAITED);
          if (seen === FREE) return;
          const marked = seen | AWAITED;
          if (patience > 0) patience -= this.sleep(marked, patience);
          else if (atomics.compareExchange(this.view, this.base, marked, marked + QUEUED) === marked) {
            this.awaitTurn();
            return;
          }
        }
      }

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

      awaitTurn(): void {
        const place = atomics.add(this.view, this.taken, 1);
        for (;;) {
          const served = atomics.load(this.view, this.served);
          // Modulo 2^32, so that both may wrap.
          if (((served - place) | 0) > 0) return;
          atomics.wait(this.view, this.served, served);
        }
      }

      unlock(): void {
        const seen = atomics.compareExchange(this.view, this.base, HELD, FREE);
        if (seen !== HELD) this.release(seen);
      }

      release(seen: number): void {
        while (seen < QUEUED) {
          const now = atomics.compareExchange(this.view, this.base, seen, FREE);
          if (now === seen) {
            atomics.notify(this.view, this.base, 1);
            return;
          }
          seen = now;
        }
        atomics.sub(this.view, this.base, QUEUED);
        atomics.add(this.view, this.served, 1);
        // All of them, for only one of them knows that it is its turn; they are few.
        atomics.notify(this.view, this.served);
      }
    },
} satisfies LockStrategy;
