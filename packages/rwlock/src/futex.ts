/**
 * Readers-writer lock that sleeps: readers and the two kinds of waiters in one word, and another for writers to sleep on.
 *
 * As Rust's standard library has it. A reader goes in when no writer is inside and nobody waits, so waiting writers go before
 * readers that come later, and do not starve. The last one to leave wakes one writer if any waits, and otherwise all readers. A
 * woken one competes with whoever comes then, without any order.
 * Word 0: the number of readers inside, or 2^30 − 1 while a writer is; 2^30 where readers may sleep on this word; 2^31
 * where writers may sleep on the other one. Word 32: how often a writer was woken. Writers do not sleep on word 0: who wakes
 * one of them must not hit a reader instead, who would not pass it on.
 *
 * Why no wake-up is lost: a waiter says in word 0 that it waits before it sleeps, and leaves are by a step on that word, so
 * who leaves learns of it. A writer reads word 32 before it looks at word 0 for the last time: a wake-up after that look has
 * changed word 32, and the sleep ends at once.
 *
 * @see Rust's std::sys::sync::rwlock::futex (Bos, "Rust Atomics and Locks", 2023, chapter 9, builds up to it)
 */
import type { SharedLockStrategy } from '@contend/counter';

/** Words to a cache line of 128 bytes. */
const LINE = 32;

const READER = 1;
const INSIDE = 2 ** 30 - 1;
const WRITER = INSIDE;
const READERS_WAIT = 2 ** 30;
const WRITERS_WAIT = 1 << 31;

const nobodyInside = (state: number) => (state & INSIDE) === 0;
const writersWait = (state: number) => (state & WRITERS_WAIT) !== 0;
const readersWait = (state: number) => (state & READERS_WAIT) !== 0;
/** No writer is inside and nobody waits. More readers than a writer's number there cannot be. */
const readable = (state: number) => (state & INSIDE) !== WRITER && !readersWait(state) && !writersWait(state);

/** Looks, with a pause of some 32 ns after each, before somebody sleeps; as Rust has it. */
const LOOKS = 100;

export default {
  kind: 'lock',
  id: 'rwlock/futex',
  title: 'Futex, writers first',
  summary:
    'Readers and waiters in one word; readers that come while a writer waits wait behind it. Who leaves last wakes one ' +
    'writer, or all readers where none waits.',
  source: 'Rust std; Bos 2023',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'spin-then-park',
  order: 'none',
  reads: 'shared',
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
    class Futex {
      view: Int32Array;
      state: number;
      woken: number;
      looks: number;

      constructor(view: Int32Array, base: number, _contender: number, _contenders: number, looks = LOOKS) {
        this.view = view;
        this.state = base;
        this.woken = base + LINE;
        this.looks = looks;
      }

      lock(): void {
        if (atomics.compareExchange(this.view, this.state, 0, WRITER) !== 0) this.waitToWrite();
      }

      unlock(): void {
        const left = atomics.sub(this.view, this.state, WRITER) - WRITER;
        if (left !== 0) this.wake(left);
      }

      lockShared(): void {
        const seen = atomics.load(this.view, this.state);
        if (!readable(seen) || atomics.compareExchange(this.view, this.state, seen, seen + READER) !== seen)
          this.waitToRead();
      }

      unlockShared(): void {
        const left = atomics.sub(this.view, this.state, READER) - READER;
        // Readers wait only where a writer does, while others read.
        if (nobodyInside(left) && writersWait(left)) this.wake(left);
      }

      waitToRead(): void {
        for (let seen = this.spin(false); ; ) {
          const wanted = readable(seen) ? seen + READER : seen | READERS_WAIT;
          const now = wanted === seen ? seen : atomics.compareExchange(this.view, this.state, seen, wanted);
          if (now !== seen) {
            seen = now;
            continue;
          }
          if (readable(seen)) return;
          atomics.wait(this.view, this.state, wanted);
          seen = this.spin(false);
        }
      }

      waitToWrite(): void {
        for (let seen = this.spin(true); nobodyInside(seen); ) {
          const now = atomics.compareExchange(this.view, this.state, seen, seen | WRITER);
          if (now === seen) return;
          seen = now;
        }
        this.park();
      }

      /** For a writer that has spun in vain. */
      park(): void {
        for (let seen = atomics.load(this.view, this.state); ; ) {
          const free = nobodyInside(seen);
          // Marked when it is taken, too: other writers may sleep that the word no longer tells of.
          const wanted = seen | WRITERS_WAIT | (free ? WRITER : 0);
          const now = wanted === seen ? seen : atomics.compareExchange(this.view, this.state, seen, wanted);
          if (now === seen) {
            if (free) return;
            seen = this.sleepToWrite();
          } else {
            seen = now;
          }
        }
      }

      /** @returns the state as last seen */
      sleepToWrite(): number {
        const woken = atomics.load(this.view, this.woken);
        const seen = atomics.load(this.view, this.state);
        // Who left between the mark and here may have woken somebody already, and taken the mark away.
        if (nobodyInside(seen) || !writersWait(seen)) return seen;
        atomics.wait(this.view, this.woken, woken);
        return this.spin(true);
      }

      /** Looks until it is worth trying, or others wait, who would be overtaken by more of it. @returns the state as last seen */
      spin(writing: boolean): number {
        for (let i = this.looks; ; i--) {
          const seen = atomics.load(this.view, this.state);
          const worthIt = writing ? nobodyInside(seen) : (seen & INSIDE) !== WRITER || readersWait(seen);
          if (worthIt || writersWait(seen) || i === 0) return seen;
          atomics.pause();
        }
      }

      /** For who left last. @param left the state that it left: nobody inside, and somebody waits */
      wake(left: number): void {
        let seen = left;
        if (seen === WRITERS_WAIT) {
          const now = atomics.compareExchange(this.view, this.state, WRITERS_WAIT, 0);
          if (now === WRITERS_WAIT) {
            this.wakeWriter();
            return;
          }
          seen = now;
        }
        if (seen === (WRITERS_WAIT | READERS_WAIT)) {
          // Whoever came in meanwhile wakes them when it leaves.
          if (atomics.compareExchange(this.view, this.state, seen, READERS_WAIT) !== seen) return;
          if (this.wakeWriter()) return;
          // No writer slept, so nobody would wake the readers.
          seen = READERS_WAIT;
        }
        if (seen === READERS_WAIT && atomics.compareExchange(this.view, this.state, READERS_WAIT, 0) === READERS_WAIT)
          atomics.notify(this.view, this.state);
      }

      /** @returns whether one slept */
      wakeWriter(): boolean {
        atomics.add(this.view, this.woken, 1);
        return atomics.notify(this.view, this.woken, 1) > 0;
      }
    },
} satisfies SharedLockStrategy;
