import { Adaptive } from '../sound/adaptive.ts';
import { mutant } from './mutant.ts';

export default [
  mutant(
    'adaptive-wakes-in-the-wrong-state',
    '2x1',
    'deadlock',
    (atomics) =>
      class extends Adaptive(atomics) {
        override unlock() {
          if (atomics.exchange(this.view, this.base, 0) === 1) atomics.notify(this.view, this.base, 1);
        }
      },
  ),
  mutant(
    'adaptive-parks-without-a-mark',
    '2x1',
    'deadlock',
    (atomics) =>
      class extends Adaptive(atomics) {
        override park() {
          while (atomics.compareExchange(this.view, this.base, 0, 1) !== 0) atomics.wait(this.view, this.base, 1);
        }
      },
  ),
  mutant(
    'adaptive-parks-once',
    '2x2',
    'overlap',
    (atomics) =>
      class extends Adaptive(atomics) {
        override park() {
          if (atomics.exchange(this.view, this.base, 2) !== 0) atomics.wait(this.view, this.base, 2);
        }
      },
  ),
  mutant(
    'adaptive-enters-when-tired',
    '2x1',
    'overlap',
    (atomics) =>
      class extends Adaptive(atomics) {
        override park() {}
      },
  ),
  mutant(
    'adaptive-spins-again-after-parking',
    '3x1',
    'deadlock',
    (atomics) =>
      class extends Adaptive(atomics) {
        override lock() {
          while (!this.spin()) {
            if (atomics.exchange(this.view, this.base, 2) === 0) return;
            atomics.wait(this.view, this.base, 2);
          }
        }
      },
  ),
  mutant(
    'adaptive-wakes-before-it-frees',
    '2x1',
    'deadlock',
    (atomics) =>
      class extends Adaptive(atomics) {
        override unlock() {
          atomics.notify(this.view, this.base, 1);
          atomics.store(this.view, this.base, 0);
        }
      },
  ),
  mutant(
    'adaptive-looks-then-takes',
    '2x2',
    'overlap',
    (atomics) =>
      class extends Adaptive(atomics) {
        override spin() {
          for (let i = 0; i < this.tries; i++) {
            if (atomics.load(this.view, this.base) !== 0) continue;
            atomics.store(this.view, this.base, 1);
            return true;
          }
          return false;
        }
      },
  ),
  mutant(
    'adaptive-spins-the-mark-away',
    '2x2',
    'overlap',
    (atomics) =>
      class extends Adaptive(atomics) {
        override spin() {
          for (let i = 0; i < this.tries; i++) if (atomics.exchange(this.view, this.base, 1) !== 1) return true;
          return false;
        }
      },
  ),
  mutant(
    'adaptive-takes-unmarked-when-woken',
    '3x1',
    'deadlock',
    (atomics) =>
      class extends Adaptive(atomics) {
        override park() {
          if (atomics.exchange(this.view, this.base, 2) === 0) return;
          do atomics.wait(this.view, this.base, 2);
          while (!this.spin() && atomics.exchange(this.view, this.base, 2) !== 0);
        }
      },
  ),
];
