/**
 * Phase-fair lock by tickets: readers and writers take turns. Nobody waits for more than one phase of readers and, if a
 * reader, one writer; writers among each other come in the order of their tickets.
 *
 * A reader that finds a writer there, waiting or inside, waits for this one alone: when it leaves, all readers that wait go
 * in together, whether or not the next writer is there, and that one waits for them. So neither side starves the other.
 * Word 0: 4 for each reader that has come, 2 while a writer is there, 1 for its phase. Word 32: 4 for each reader that has
 * gone, 1 if the writer may sleep on it. Word 64: 2 for each writer's ticket drawn. Word 96: 2 for each writer gone, 1 if
 * somebody may sleep on it. All of them wrap at 2^32, those that are compared together.
 *
 * Why it excludes: a writer whose turn it is says that it is there by the same step that reads how many readers came
 * before it, and goes in once as many have gone. Who comes after that step finds it there. Phases alternate, so that a
 * reader that has not seen the one writer leave does not take the next one for it; the one after that cannot be there
 * before this reader has gone.
 *
 * Who has waited in vain for a while sleeps. It says so first, in the word that it sleeps on, and reads there what it
 * sleeps on by the same step; whoever changes that word next learns of it by the step that changes it. A writer that
 * leaves tells the readers first and changes the word on which they sleep after that, so a reader that found it still there
 * does not sleep through it. Tickets wake all who sleep on word 96, though at most one of them is a writer whose turn it is.
 *
 * @see Brandenburg & Anderson, "Spin-Based Reader-Writer Synchronization for Multiprocessor Real-Time Systems",
 *   Real-Time Systems 46(1), 2010, PF-T (which spins throughout)
 */
import type { SharedLockStrategy } from '@contend/counter';

/** Words to a cache line of 128 bytes. */
const LINE = 32;

/** Words 0 and 32. */
const READER = 4;
const PRESENT = 2;
const PHASE = 1;
const WRITER = PRESENT | PHASE;
/** Words 64 and 96. */
const TICKET = 2;
/** Words 32 and 96. */
const AWAITED = 1;

/** Looks, with a pause of some 32 ns before each, before somebody sleeps: 5 µs or so, about what it takes to fall asleep. */
const LOOKS = 100;

export default {
  kind: 'lock',
  id: 'rwlock/phase-fair',
  title: 'Phase-fair, by tickets',
  summary:
    'Readers and writers take turns: a reader waits for one writer at most, a writer for those before it and one phase of ' +
    'readers each. So nobody starves, at the price of a hand-over for each turn.',
  source: 'Brandenburg & Anderson 2010',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'spin-then-park',
  order: 'fifo',
  reads: 'shared',
  words: 4 * LINE,
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
    class PhaseFair {
      view: Int32Array;
      come: number;
      gone: number;
      drawn: number;
      served: number;
      looks: number;
      /** Of its latest turn as a writer. */
      ticket = 0;

      constructor(view: Int32Array, base: number, _contender: number, _contenders: number, looks = LOOKS) {
        this.view = view;
        this.come = base;
        this.gone = base + LINE;
        this.drawn = base + 2 * LINE;
        this.served = base + 3 * LINE;
        this.looks = looks;
      }

      lock(): void {
        this.ticket = atomics.add(this.view, this.drawn, TICKET);
        if ((atomics.load(this.view, this.served) & ~AWAITED) !== this.ticket) this.waitFor(this.served, this.ticket);
        const phase = (this.ticket & TICKET) !== 0 ? PHASE : 0;
        const readers = atomics.add(this.view, this.come, PRESENT | phase);
        if ((atomics.load(this.view, this.gone) & ~AWAITED) !== readers) this.waitForReaders(readers);
      }

      waitForReaders(readers: number): void {
        this.waitFor(this.gone, readers);
        // Nobody else sleeps there.
        atomics.and(this.view, this.gone, ~AWAITED);
      }

      /** Waits until a word that counts who has gone has come to a number. */
      waitFor(word: number, number: number): void {
        for (let i = 0; i < this.looks; i++) {
          atomics.pause();
          if ((atomics.load(this.view, word) & ~AWAITED) === number) return;
        }
        for (;;) {
          const seen = atomics.or(this.view, word, AWAITED) | AWAITED;
          if ((seen & ~AWAITED) === number) return;
          atomics.wait(this.view, word, seen);
        }
      }

      unlock(): void {
        atomics.and(this.view, this.come, ~WRITER);
        // Nobody else counts here, so the word with its mark is this writer's own ticket still.
        const next = (this.ticket + TICKET) | 0;
        if ((atomics.exchange(this.view, this.served, next) & AWAITED) !== 0) atomics.notify(this.view, this.served);
      }

      lockShared(): void {
        const writer = atomics.add(this.view, this.come, READER) & WRITER;
        if (writer !== 0) this.waitForWriter(writer);
      }

      waitForWriter(writer: number): void {
        for (let i = 0; i < this.looks; i++) {
          atomics.pause();
          if ((atomics.load(this.view, this.come) & WRITER) !== writer) return;
        }
        for (;;) {
          const seen = atomics.or(this.view, this.served, AWAITED) | AWAITED;
          if ((atomics.load(this.view, this.come) & WRITER) !== writer) return;
          atomics.wait(this.view, this.served, seen);
        }
      }

      unlockShared(): void {
        // Perhaps not the last one that the writer waits for: this reader cannot know.
        if ((atomics.add(this.view, this.gone, READER) & AWAITED) !== 0) atomics.notify(this.view, this.gone, 1);
      }
    },
} satisfies SharedLockStrategy;
