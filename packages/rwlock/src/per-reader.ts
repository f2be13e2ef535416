/**
 * Big-reader lock: each contender says in a word of its own that it reads, and a writer looks at all of them.
 *
 * Readers write nothing that others write, so they take no cache line from each other: reading scales as far as there are
 * cores. The writer pays for it. It takes a mutex, which keeps later readers out, and then waits for every contender that
 * still reads, one after the other, whether or not they have anything to do with it.
 * Word 0: the writers' mutex: 0 free, 1 held, 2 held and perhaps somebody sleeps. Word 32 × (c + 1): of contender c, 0 when
 * it does not read, 1 when it does, 2 if the writer may sleep until it has stopped.
 *
 * Why it excludes: a reader says that it reads and then looks for a writer; a writer takes the mutex and then looks for
 * readers. Whichever of the two looks later sees the other (Dekker). A reader that sees the writer takes back what it said
 * and waits without it, for the writer may be waiting for that word.
 *
 * @see The Linux kernel's brlock, later lglock (include/linux/lglock.h, until 4.14), and its percpu-rwsem
 * @see Hsieh & Weihl, "Scalable Reader-Writer Locks for Parallel Systems", IPPS 1992 (a mutex for each reader)
 * @see Drepper, "Futexes Are Tricky", 2011, mutex 3 (the sleeping)
 */
import type { SharedLockStrategy } from '@contend/counter';

/** Words to a cache line of 128 bytes. */
const LINE = 32;

/** Of the mutex and of a contender's word alike. */
const FREE = 0;
const TAKEN = 1;
const AWAITED = 2;

/** Looks, with a pause of some 32 ns before each, before somebody sleeps: 5 µs or so, about what it takes to fall asleep. */
const LOOKS = 100;

export default {
  kind: 'lock',
  id: 'rwlock/per-reader',
  title: 'Big-reader lock',
  summary:
    'Each contender reads under a word of its own, so readers share no cache line; a writer takes a mutex and waits for ' +
    'all of them. The quickest to read under, and the slowest to write.',
  source: 'Hsieh & Weihl 1992; Linux brlock',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'spin-then-park',
  order: 'none',
  reads: 'shared',
  words: (contenders) => LINE * (1 + contenders),
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
    class PerReader {
      view: Int32Array;
      mutex: number;
      mine: number;
      last: number;
      looks: number;

      constructor(view: Int32Array, base: number, contender: number, contenders: number, looks = LOOKS) {
        this.view = view;
        this.mutex = base;
        this.mine = base + LINE * (1 + contender);
        this.last = base + LINE * contenders;
        this.looks = looks;
      }

      lock(): void {
        while (atomics.compareExchange(this.view, this.mutex, FREE, TAKEN) !== FREE) this.waitFor(this.mutex);
        for (let word = this.mutex + LINE; word <= this.last; word += LINE) this.waitFor(word);
      }

      unlock(): void {
        this.free(this.mutex);
      }

      lockShared(): void {
        for (;;) {
          atomics.store(this.view, this.mine, TAKEN);
          if (atomics.load(this.view, this.mutex) === FREE) return;
          this.unlockShared();
          this.waitFor(this.mutex);
        }
      }

      unlockShared(): void {
        this.free(this.mine);
      }

      /** Returns once it has seen a word free. */
      waitFor(word: number): void {
        if (atomics.load(this.view, word) !== FREE && !this.spin(word)) this.sleep(word);
      }

      /** @returns whether it has seen the word free */
      spin(word: number): boolean {
        for (let i = 0; i < this.looks; i++) {
          atomics.pause();
          if (atomics.load(this.view, word) === FREE) return true;
        }
        return false;
      }

      sleep(word: number): void {
        for (;;) {
          const seen = atomics.compareExchange(this.view, word, TAKEN, AWAITED);
          if (seen === FREE) return;
          atomics.wait(this.view, word, AWAITED);
        }
      }

      free(word: number): void {
        // All of them: readers can go in together, and nobody that takes the word passes on what it was woken by.
        if (atomics.exchange(this.view, word, FREE) === AWAITED) atomics.notify(this.view, word);
      }
    },
} satisfies SharedLockStrategy;
