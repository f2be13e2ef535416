import { Futex } from '../sound/futex.ts';
import { mutant } from './mutant.ts';

export default [
  mutant(
    'futex-forgotten-wake',
    '2x1',
    'deadlock',
    (atomics) =>
      class extends Futex(atomics) {
        override unlock() {
          atomics.store(this.view, this.base, 0);
        }
      },
  ),
  mutant(
    'futex-wakes-only-when-nobody-sleeps',
    '2x1',
    'deadlock',
    (atomics) =>
      class extends Futex(atomics) {
        override unlock() {
          if (atomics.exchange(this.view, this.base, 0) === 1) atomics.notify(this.view, this.base, 1);
        }
      },
  ),
  mutant(
    'futex-missing-recheck',
    '2x2',
    'overlap',
    (atomics) =>
      class extends Futex(atomics) {
        override lock() {
          if (atomics.compareExchange(this.view, this.base, 0, 1) === 0) return;
          if (atomics.exchange(this.view, this.base, 2) === 0) return;
          atomics.wait(this.view, this.base, 2);
          atomics.store(this.view, this.base, 2);
        }
      },
  ),
  mutant(
    'futex-woken-waiter-retakes-with-1',
    '3x1',
    'deadlock',
    (atomics) =>
      class extends Futex(atomics) {
        override lock() {
          if (atomics.compareExchange(this.view, this.base, 0, 1) === 0) return;
          if (atomics.exchange(this.view, this.base, 2) === 0) return;
          do atomics.wait(this.view, this.base, 2);
          while (
            atomics.compareExchange(this.view, this.base, 0, 1) !== 0 &&
            atomics.exchange(this.view, this.base, 2) !== 0
          );
        }
      },
  ),
  mutant(
    'futex-wakes-before-it-frees',
    '2x1',
    'deadlock',
    (atomics) =>
      class extends Futex(atomics) {
        override unlock() {
          if (atomics.load(this.view, this.base) === 2) atomics.notify(this.view, this.base, 1);
          atomics.store(this.view, this.base, 0);
        }
      },
  ),
  mutant(
    'futex-looks-then-frees',
    '2x1',
    'deadlock',
    (atomics) =>
      class extends Futex(atomics) {
        override unlock() {
          const seen = atomics.load(this.view, this.base);
          atomics.store(this.view, this.base, 0);
          if (seen === 2) atomics.notify(this.view, this.base, 1);
        }
      },
  ),
  mutant(
    'futex-stays-half-held',
    '2x1',
    'deadlock',
    (atomics) =>
      class extends Futex(atomics) {
        override unlock() {
          if (atomics.sub(this.view, this.base, 1) === 2) atomics.notify(this.view, this.base, 1);
        }
      },
  ),
  mutant(
    'futex-plain-free',
    '2x1',
    'data-race',
    (atomics) =>
      class extends Futex(atomics) {
        override unlock() {
          if (atomics.sub(this.view, this.base, 1) === 1) return;
          this.view[this.base] = 0;
          atomics.notify(this.view, this.base, 1);
        }
      },
  ),
  mutant(
    'futex-sleeps-without-a-mark',
    '2x1',
    'deadlock',
    (atomics) =>
      class extends Futex(atomics) {
        override lock() {
          while (atomics.exchange(this.view, this.base, 1) !== 0) atomics.wait(this.view, this.base, 1);
        }
      },
  ),
  mutant(
    'futex-time-limit-hides-a-lost-wake',
    '2x1',
    'deadlock',
    (atomics) =>
      class extends Futex(atomics) {
        override lock() {
          while (atomics.exchange(this.view, this.base, 2) !== 0) atomics.wait(this.view, this.base, 2, 10);
        }
        override unlock() {
          atomics.store(this.view, this.base, 0);
        }
      },
  ),
  mutant(
    'futex-enters-when-its-time-is-up',
    '2x1',
    'overlap',
    (atomics) =>
      class extends Futex(atomics) {
        override lock() {
          while (atomics.exchange(this.view, this.base, 2) !== 0)
            if (atomics.wait(this.view, this.base, 2, 10) === 'timed-out') return;
        }
      },
  ),
];
