import type { AtomicsLike, PerContender, SharedLock } from '@contend/counter';
import phaseFair, { PHASE, PhaseFair, PRESENT, READER, WRITER_BITS } from '../sound/phase-fair.ts';
import { type Mutant, mutant } from './mutant.ts';

const wrong = (
  id: string,
  dies: Mutant['dies'],
  as: Mutant['as'],
  make: (atomics: AtomicsLike) => PerContender<SharedLock>,
) => mutant(`phase-fair-${id}`, dies, as, make, phaseFair);

export default [
  wrong(
    'writer-does-not-wait-for-readers',
    '2x1',
    'overlap',
    (atomics) =>
      class extends PhaseFair(atomics) {
        override waitForReaders() {}
      },
  ),
  wrong(
    'writer-waits-for-one-reader-less',
    '2x1',
    'overlap',
    (atomics) =>
      class extends PhaseFair(atomics) {
        override waitForReaders(readers: number) {
          super.waitForReaders(Math.max(0, readers - READER));
        }
      },
  ),
  wrong(
    'reader-looks-and-then-comes',
    '2x1',
    'overlap',
    (atomics) =>
      class extends PhaseFair(atomics) {
        override lockShared() {
          while ((atomics.load(this.view, this.in) & WRITER_BITS) !== 0) atomics.pause();
          atomics.add(this.view, this.in, READER);
        }
      },
  ),
  wrong(
    'next-writer-before-the-readers',
    '2x1',
    'endless-spin',
    (atomics) =>
      class extends PhaseFair(atomics) {
        override unlock() {
          this.admitWriter();
          this.admitReaders();
        }
      },
  ),
  wrong(
    'reader-leaves-by-the-way-it-came',
    '2x1',
    'endless-spin',
    (atomics) =>
      class extends PhaseFair(atomics) {
        override unlockShared() {
          atomics.sub(this.view, this.in, READER);
        }
      },
  ),
  wrong(
    'writer-does-not-let-readers-in-again',
    '2x1',
    'endless-spin',
    (atomics) =>
      class extends PhaseFair(atomics) {
        override admitReaders() {}
      },
  ),
  wrong(
    'all-phases-alike',
    '2x2',
    'endless-spin',
    (atomics) =>
      class extends PhaseFair(atomics) {
        override lock() {
          const ticket = atomics.add(this.view, this.came, 1);
          while (atomics.load(this.view, this.left) !== ticket) atomics.pause();
          this.waitForReaders(atomics.add(this.view, this.in, PRESENT));
        }
      },
  ),
  wrong(
    'no-queue-of-writers',
    '2x2',
    'overtaken',
    (atomics) =>
      class extends PhaseFair(atomics) {
        override lock() {
          for (;;) {
            const turn = atomics.load(this.view, this.left);
            if (atomics.compareExchange(this.view, this.came, turn, turn + 1) !== turn) continue;
            this.waitForReaders(atomics.add(this.view, this.in, PRESENT | (turn & PHASE)));
            return;
          }
        }
      },
  ),
];
