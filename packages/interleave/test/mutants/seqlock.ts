import type { AtomicsLike, OptimisticLock, PerContender } from '@contend/counter';
import seqlock, { Seqlock } from '../sound/seqlock.ts';
import { type Mutant, mutant } from './mutant.ts';

const wrong = (
  id: string,
  dies: Mutant['dies'],
  as: Mutant['as'],
  make: (atomics: AtomicsLike) => PerContender<OptimisticLock>,
) => mutant(`seqlock-${id}`, dies, as, make, { words: 2, reads: seqlock.reads });

export default [
  wrong(
    'even-while-it-is-written',
    '2x1',
    'torn-read',
    (atomics) =>
      class extends Seqlock(atomics) {
        override lock() {
          while (atomics.exchange(this.view, this.base + 1, 1) !== 0) atomics.pause();
        }
        override unlock() {
          atomics.add(this.view, this.base, 2);
          atomics.store(this.view, this.base + 1, 0);
        }
      },
  ),
  wrong(
    'compares-nothing',
    '2x1',
    'torn-read',
    (atomics) =>
      class extends Seqlock(atomics) {
        override readRetry() {
          return false;
        }
      },
  ),
  wrong(
    'sees-only-a-writer-that-is-still-there',
    '2x1',
    'torn-read',
    (atomics) =>
      class extends Seqlock(atomics) {
        override readRetry() {
          return (atomics.load(this.view, this.base) & 1) !== 0;
        }
      },
  ),
  wrong(
    'begins-beside-a-writer',
    '2x1',
    'torn-read',
    (atomics) =>
      class extends Seqlock(atomics) {
        override readBegin() {
          return atomics.load(this.view, this.base);
        }
        override lock() {
          for (;;) {
            const even = super.readBegin();
            if (atomics.compareExchange(this.view, this.base, even, even + 1) === even) return;
          }
        }
      },
  ),
  wrong(
    'goes-back-to-its-number',
    '2x1',
    'torn-read',
    (atomics) =>
      class extends Seqlock(atomics) {
        override unlock() {
          atomics.sub(this.view, this.base, 1);
        }
      },
  ),
  wrong(
    'of-two-numbers',
    '2x2',
    'torn-read',
    (atomics) =>
      class extends Seqlock(atomics) {
        override unlock() {
          atomics.store(this.view, this.base, (atomics.load(this.view, this.base) + 1) & 3);
        }
      },
  ),
  wrong(
    'stays-odd',
    '2x1',
    'endless-spin',
    (atomics) =>
      class extends Seqlock(atomics) {
        override unlock() {}
      },
  ),
  wrong(
    'is-never-content',
    '2x1',
    'endless-spin',
    (atomics) =>
      class extends Seqlock(atomics) {
        override readRetry(mark: number) {
          return atomics.load(this.view, this.base) >= mark;
        }
      },
  ),
  wrong(
    'readers-take-it-as-writers',
    '2x1',
    'readers-exclude-each-other',
    (atomics) =>
      class extends Seqlock(atomics) {
        override readBegin() {
          let even = super.readBegin();
          while (atomics.compareExchange(this.view, this.base, even, even + 1) !== even) even = super.readBegin();
          return even;
        }
        override lock() {
          this.readBegin();
        }
        override readRetry() {
          this.unlock();
          return false;
        }
      },
  ),
  wrong(
    'writers-do-not-exclude-each-other',
    '2x1',
    'overlap',
    (atomics) =>
      class extends Seqlock(atomics) {
        override lock() {
          atomics.add(this.view, this.base, 1);
        }
      },
  ),
  wrong(
    'number-written-by-a-plain-access',
    '2x1',
    'data-race',
    (atomics) =>
      class extends Seqlock(atomics) {
        override unlock() {
          this.view[this.base] = (this.view[this.base] as number) + 1;
        }
      },
  ),
];
