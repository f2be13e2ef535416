/** Other ways to write the same locks: the checker must have nothing against any of them. */
import { Tas } from '../mutants/mutant.ts';
import { Adaptive } from './adaptive.ts';
import clh, { Clh } from './clh.ts';
import { declare, declareAsync } from './declare.ts';
import { Futex } from './futex.ts';
import mcs, { Mcs } from './mcs.ts';
import { PromiseQueue } from './promise-queue.ts';
import ticket, { Ticket } from './ticket.ts';

const one = { words: 1 };

export default [
  declare(
    'rewrite/tas-by-compare-exchange',
    (atomics) =>
      class extends Tas(atomics) {
        override lock() {
          while (atomics.compareExchange(this.view, this.base, 0, 1) !== 0) atomics.pause();
        }
      },
    one,
  ),
  declare(
    'rewrite/tas-by-or-and-and',
    (atomics) =>
      class extends Tas(atomics) {
        override lock() {
          for (;;) if ((atomics.or(this.view, this.base, 1) & 1) === 0) return;
        }
        override unlock() {
          atomics.and(this.view, this.base, ~1);
        }
      },
    one,
  ),
  declare(
    'rewrite/tas-released-by-exchange',
    (atomics) =>
      class extends Tas(atomics) {
        override unlock() {
          atomics.exchange(this.view, this.base, 0);
        }
      },
    one,
  ),
  declare(
    'rewrite/ttas-backing-off',
    (atomics) =>
      class extends Tas(atomics) {
        override lock() {
          for (let delay = 1; atomics.exchange(this.view, this.base, 1) !== 0; delay *= 2) {
            for (let i = 0; i < Math.min(delay, 1_024); i++) atomics.pause();
            while (atomics.load(this.view, this.base) !== 0) atomics.pause();
          }
        }
      },
    one,
  ),
  declare(
    'rewrite/tas-in-try-finally',
    (atomics) =>
      class extends Tas(atomics) {
        override lock() {
          try {
            super.lock();
          } finally {
            atomics.pause();
          }
        }
      },
    one,
  ),
  declare(
    'rewrite/futex-without-a-fast-path',
    (atomics) =>
      class extends Futex(atomics) {
        override lock() {
          while (atomics.exchange(this.view, this.base, 2) !== 0) atomics.wait(this.view, this.base, 2);
        }
      },
    one,
  ),
  declare(
    'rewrite/futex-released-by-subtraction',
    (atomics) =>
      class extends Futex(atomics) {
        override unlock() {
          if (atomics.sub(this.view, this.base, 1) === 1) return;
          atomics.store(this.view, this.base, 0);
          atomics.notify(this.view, this.base, 1);
        }
      },
    one,
  ),
  declare(
    'rewrite/futex-wakes-everybody',
    (atomics) =>
      class extends Futex(atomics) {
        override unlock() {
          if (atomics.exchange(this.view, this.base, 0) === 2) atomics.notify(this.view, this.base);
        }
      },
    one,
  ),
  declare(
    'rewrite/futex-wakes-too-often',
    (atomics) =>
      class extends Futex(atomics) {
        override unlock() {
          atomics.store(this.view, this.base, 0);
          atomics.notify(this.view, this.base, 1);
        }
      },
    one,
  ),
  declare(
    'rewrite/futex-with-a-time-limit',
    (atomics) =>
      class extends Futex(atomics) {
        override lock() {
          while (atomics.exchange(this.view, this.base, 2) !== 0) atomics.wait(this.view, this.base, 2, 10);
        }
      },
    one,
  ),
  declare(
    'rewrite/futex-that-waits-for-a-stale-value',
    (atomics) =>
      class extends Futex(atomics) {
        // It never sleeps, for the word is never 3: a spinlock, dear but sound.
        override lock() {
          while (atomics.exchange(this.view, this.base, 2) !== 0) atomics.wait(this.view, this.base, 3);
        }
      },
    one,
  ),
  declare(
    'rewrite/adaptive-that-spins-marked-after-parking',
    (atomics) =>
      class extends Adaptive(atomics) {
        override park() {
          while (atomics.exchange(this.view, this.base, 2) !== 0) {
            atomics.wait(this.view, this.base, 2);
            for (let i = 0; i < this.tries; i++) if (atomics.compareExchange(this.view, this.base, 0, 2) === 0) return;
          }
        }
      },
    one,
  ),
  declare(
    'rewrite/adaptive-that-swaps-without-a-look',
    (atomics) =>
      class extends Adaptive(atomics) {
        override spin() {
          for (let i = 0; i < this.tries; i++) {
            if (atomics.compareExchange(this.view, this.base, 0, 1) === 0) return true;
            atomics.pause();
          }
          return false;
        }
      },
    one,
  ),
  declare(
    'rewrite/ticket-served-by-a-store',
    (atomics) =>
      class extends Ticket(atomics) {
        override unlock() {
          atomics.store(this.view, this.serving, atomics.load(this.view, this.serving) + 1);
        }
      },
    ticket,
  ),
  declare(
    'rewrite/ticket-read-by-adding-nothing',
    (atomics) =>
      class extends Ticket(atomics) {
        override lock() {
          const mine = atomics.add(this.view, this.next, 1);
          while (atomics.add(this.view, this.serving, 0) !== mine) atomics.pause();
        }
      },
    ticket,
  ),
  declare(
    'rewrite/ticket-remembered-in-a-field',
    (atomics) =>
      class extends Ticket(atomics) {
        drawn = { ticket: 0 };
        override lock() {
          this.drawn.ticket = atomics.add(this.view, this.next, 1);
          while (atomics.load(this.view, this.serving) !== this.drawn.ticket) atomics.pause();
        }
        override unlock() {
          atomics.store(this.view, this.serving, this.drawn.ticket + 1);
        }
      },
    ticket,
  ),
  declare(
    'rewrite/mcs-blocked-before-it-joins',
    (atomics) =>
      class extends Mcs(atomics) {
        override lock() {
          atomics.store(this.view, this.successor(this.me), 0);
          atomics.store(this.view, this.blocked(this.me), 1);
          const before = atomics.exchange(this.view, this.tail, this.me);
          if (before === 0) return;
          atomics.store(this.view, this.successor(before), this.me);
          while (atomics.load(this.view, this.blocked(this.me)) !== 0) atomics.pause();
        }
      },
    mcs,
  ),
  declare(
    'rewrite/mcs-that-resets-its-link-plainly',
    (atomics) =>
      class extends Mcs(atomics) {
        // Nobody else knows of the node yet, so the plain store races with nobody.
        override lock() {
          this.view[this.successor(this.me)] = 0;
          const before = atomics.exchange(this.view, this.tail, this.me);
          if (before === 0) return;
          atomics.store(this.view, this.blocked(this.me), 1);
          atomics.store(this.view, this.successor(before), this.me);
          while (atomics.load(this.view, this.blocked(this.me)) !== 0) atomics.pause();
        }
      },
    mcs,
  ),
  declare(
    'rewrite/clh-released-by-subtraction',
    (atomics) =>
      class extends Clh(atomics) {
        override unlock() {
          const left = this.mine;
          this.mine = this.before;
          atomics.sub(this.view, this.wanted(left), 1);
        }
      },
    clh,
  ),
  declareAsync(
    'rewrite/promise-chain',
    () =>
      class {
        tail: Promise<void> | undefined;
        leave: (() => void)[] = [];
        acquire(): Promise<void> | void {
          const before = this.tail;
          this.tail = new Promise((leave) => this.leave.push(leave));
          return before;
        }
        release() {
          this.leave.shift()?.();
        }
      },
  ),
  declareAsync(
    'rewrite/promise-queue-that-always-promises',
    () =>
      class extends PromiseQueue {
        override async acquire() {
          await super.acquire();
        }
      },
  ),
];
