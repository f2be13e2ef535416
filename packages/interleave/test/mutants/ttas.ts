import { mutant, Tas } from './mutant.ts';

export default [
  mutant(
    'ttas-store-after-the-test',
    '2x1',
    'overlap',
    (atomics) =>
      class extends Tas(atomics) {
        override lock() {
          while (atomics.load(this.view, this.base) !== 0) atomics.pause();
          atomics.exchange(this.view, this.base, 1);
        }
      },
  ),
  mutant(
    'ttas-plain-test',
    '2x1',
    'data-race',
    (atomics) =>
      class extends Tas(atomics) {
        override lock() {
          while (this.view[this.base] !== 0 || atomics.exchange(this.view, this.base, 1) !== 0) atomics.pause();
        }
      },
  ),
  mutant(
    'ttas-and-for-or',
    '2x1',
    'overlap',
    (atomics) =>
      class extends Tas(atomics) {
        override lock() {
          while (atomics.load(this.view, this.base) !== 0 && atomics.exchange(this.view, this.base, 1) !== 0)
            atomics.pause();
        }
      },
  ),
  mutant(
    'ttas-tests-its-other-word',
    '2x1',
    'endless-spin',
    (atomics) =>
      class extends Tas(atomics) {
        override lock() {
          do {
            while (atomics.load(this.view, this.base + 1) !== 0) atomics.pause();
          } while (atomics.exchange(this.view, this.base, 1) !== 0);
          atomics.store(this.view, this.base + 1, 1);
        }
      },
  ),
  mutant('tas-that-claims-to-be-fifo', '2x2', 'overtaken', Tas, { words: 1, order: 'fifo' }),
];
