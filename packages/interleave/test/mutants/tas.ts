import { mutant, Tas } from './mutant.ts';

export default [
  mutant(
    'tas-load-then-store',
    '2x1',
    'overlap',
    (atomics) =>
      class extends Tas(atomics) {
        override lock() {
          while (atomics.load(this.view, this.base) !== 0) atomics.pause();
          atomics.store(this.view, this.base, 1);
        }
      },
  ),
  mutant(
    'tas-plain-release',
    '2x1',
    'data-race',
    (atomics) =>
      class extends Tas(atomics) {
        override unlock() {
          this.view[this.base] = 0;
        }
      },
  ),
  mutant(
    'tas-forgotten-release',
    '2x1',
    'endless-spin',
    (atomics) =>
      class extends Tas(atomics) {
        override unlock() {}
      },
  ),
  mutant(
    'tas-released-before-the-section',
    '2x1',
    'overlap',
    (atomics) =>
      class extends Tas(atomics) {
        override lock() {
          super.lock();
          atomics.store(this.view, this.base, 0);
        }
      },
  ),
  mutant(
    'tas-waits-for-the-wrong-value',
    '2x1',
    'overlap',
    (atomics) =>
      class extends Tas(atomics) {
        override lock() {
          while (atomics.exchange(this.view, this.base, 1) === 0) atomics.pause();
        }
      },
  ),
  mutant(
    'tas-tries-twice-then-enters',
    '2x1',
    'overlap',
    (atomics) =>
      class extends Tas(atomics) {
        override lock() {
          for (let i = 0; i < 2; i++) if (atomics.exchange(this.view, this.base, 1) === 0) return;
        }
      },
  ),
  mutant(
    'tas-writes-to-the-count',
    '2x1',
    'stray-access',
    (atomics) =>
      class extends Tas(atomics) {
        override unlock() {
          super.unlock();
          atomics.store(this.view, this.base - 32, 7);
        }
      },
  ),
];
