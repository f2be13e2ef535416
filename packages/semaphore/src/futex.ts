/**
 * Semaphore that sleeps: one word counts permits, another counts who may sleep for one.
 *
 * Nobody owns a permit. Whoever releases gives one back, whether or not it took one, which is what sets a semaphore apart from a
 * mutex: one contender may wait for what another one signals, and one release too many lets two in together from then on.
 * To release is to add a permit and to wake one sleeper where somebody sleeps; the woken one competes for the permit
 * with whoever comes then, without any order.
 * Word 0: permits that are taken, of {@link PERMITS}. Word 32: how many may sleep, in a line of its own: it is written by
 * who has to wait, and read by everybody who releases.
 *
 * Why no wake-up is lost: a waiter counts itself before it looks for a permit for the last time, and a release gives the
 * permit back before it looks for waiters. So either that look finds the permit, or the release finds the waiter; and a
 * permit given back between that look and the sleep has changed word 0, so that the sleep ends at once.
 *
 * @see Dijkstra, "Over de sequentialiteit van procesbeschrijvingen" (EWD 35), 1962 or 1963: P and V
 * @see glibc's nptl/sem_waitcommon.c and sem_post.c, "new semaphore" since 2.21: a count of waiters beside the value, where
 *   there was a lost wake-up before
 */
import type { LockStrategy } from '@contend/counter';

/** Words to a cache line of 128 bytes. */
const LINE = 32;

/** As a lock it has one. */
const PERMITS = 1;

export default {
  kind: 'lock',
  id: 'semaphore/futex',
  title: 'Counting semaphore, one permit',
  summary:
    'Takes a permit from a count, or counts itself as a waiter and sleeps. A release gives a permit back, whoever it is, ' +
    'and wakes one sleeper where there may be one.',
  source: 'Dijkstra 1962; glibc 2.21',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'park',
  order: 'none',
  words: 2 * LINE,
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
    class Semaphore {
      view: Int32Array;
      taken: number;
      waiters: number;

      constructor(view: Int32Array, base: number) {
        this.view = view;
        this.taken = base;
        this.waiters = base + LINE;
      }

      lock(): void {
        if (!this.take()) this.wait();
      }

      /** @returns whether there was a permit, and now is one fewer */
      take(): boolean {
        // None taken is the likeliest, and a guess saves the look.
        for (let seen = 0; seen < PERMITS; ) {
          const now = atomics.compareExchange(this.view, this.taken, seen, seen + 1);
          if (now === seen) return true;
          seen = now;
        }
        return false;
      }

      wait(): void {
        atomics.add(this.view, this.waiters, 1);
        while (!this.take()) atomics.wait(this.view, this.taken, PERMITS);
        atomics.sub(this.view, this.waiters, 1);
      }

      unlock(): void {
        atomics.sub(this.view, this.taken, 1);
        if (atomics.load(this.view, this.waiters) !== 0) atomics.notify(this.view, this.taken, 1);
      }
    },
} satisfies LockStrategy;
