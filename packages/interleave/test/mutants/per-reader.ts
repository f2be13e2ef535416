import type { AtomicsLike, PerContender, SharedLock } from '@contend/counter';
import perReader, { PerReader } from '../sound/per-reader.ts';
import { type Mutant, mutant } from './mutant.ts';

const wrong = (
  id: string,
  dies: Mutant['dies'],
  as: Mutant['as'],
  make: (atomics: AtomicsLike) => PerContender<SharedLock>,
) => mutant(`per-reader-${id}`, dies, as, make, perReader);

export default [
  wrong(
    'reader-announces-itself-after-it-looked',
    '2x1',
    'overlap',
    (atomics) =>
      class extends PerReader(atomics) {
        override lockShared() {
          this.waitForWriter();
          atomics.store(this.view, this.me, 1);
        }
      },
  ),
  wrong(
    'writer-announces-itself-after-it-looked',
    '2x1',
    'overlap',
    (atomics) =>
      class extends PerReader(atomics) {
        override lock() {
          this.waitForReaders();
          this.announce();
        }
      },
  ),
  wrong(
    'writer-does-not-wait-for-readers',
    '2x1',
    'overlap',
    (atomics) =>
      class extends PerReader(atomics) {
        override waitForReaders() {}
      },
  ),
  wrong(
    'writer-overlooks-the-last-reader',
    '2x1',
    'overlap',
    (atomics) =>
      class extends PerReader(atomics) {
        override waitForReaders() {
          this.contenders--;
          super.waitForReaders();
          this.contenders++;
        }
      },
  ),
  wrong(
    'reader-does-not-step-back',
    '2x1',
    'endless-spin',
    (atomics) =>
      class extends PerReader(atomics) {
        override lockShared() {
          atomics.store(this.view, this.me, 1);
          this.waitForWriter();
        }
      },
  ),
  wrong(
    'reader-that-stepped-back-does-not-announce-itself-again',
    '2x2',
    'overlap',
    (atomics) =>
      class extends PerReader(atomics) {
        override lockShared() {
          atomics.store(this.view, this.me, 1);
          if (atomics.load(this.view, this.writer) === 0) return;
          atomics.store(this.view, this.me, 0);
          this.waitForWriter();
        }
      },
  ),
  wrong(
    'readers-share-a-flag',
    '3x1',
    'overlap',
    (atomics) =>
      class extends PerReader(atomics) {
        override me = this.readers;
      },
  ),
  wrong(
    'readers-announce-themselves-as-writers',
    '2x1',
    'readers-exclude-each-other',
    (atomics) =>
      class extends PerReader(atomics) {
        override lockShared() {
          this.announce();
        }
        override unlockShared() {
          this.unlock();
        }
      },
  ),
];
