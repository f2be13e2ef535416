import type { AtomicsLike, PerContender, SharedLock } from '@contend/counter';
import readerPreference, { ReaderPreference } from '../sound/reader-preference.ts';
import { type Mutant, mutant } from './mutant.ts';

const wrong = (
  id: string,
  dies: Mutant['dies'],
  as: Mutant['as'],
  make: (atomics: AtomicsLike) => PerContender<SharedLock>,
) => mutant(`reader-preference-${id}`, dies, as, make, readerPreference);

export default [
  wrong(
    'writer-does-not-wait-for-readers',
    '2x1',
    'overlap',
    (atomics) =>
      class extends ReaderPreference(atomics) {
        override lock() {
          for (;;) {
            const seen = atomics.load(this.view, this.base);
            if (seen === -1) atomics.wait(this.view, this.base, seen);
            else if (atomics.compareExchange(this.view, this.base, seen, -1) === seen) return;
          }
        }
      },
  ),
  wrong(
    'looks-and-then-counts-itself',
    '2x1',
    'overlap',
    (atomics) =>
      class extends ReaderPreference(atomics) {
        override lockShared() {
          while (atomics.load(this.view, this.base) === -1) atomics.wait(this.view, this.base, -1);
          atomics.add(this.view, this.base, 1);
        }
      },
  ),
  wrong(
    'first-to-leave-lets-writers-in',
    '3x1',
    'overlap',
    (atomics) =>
      class extends ReaderPreference(atomics) {
        override unlockShared() {
          this.unlock();
        }
      },
  ),
  wrong(
    'last-reader-wakes-nobody',
    '2x1',
    'deadlock',
    (atomics) =>
      class extends ReaderPreference(atomics) {
        override unlockShared() {
          atomics.sub(this.view, this.base, 1);
        }
      },
  ),
  wrong(
    'reader-that-came-to-readers-is-not-counted',
    '3x1',
    'overlap',
    (atomics) =>
      class extends ReaderPreference(atomics) {
        counted = true;

        override lockShared() {
          this.counted = atomics.load(this.view, this.base) <= 0;
          if (this.counted) super.lockShared();
        }
        override unlockShared() {
          if (this.counted) super.unlockShared();
        }
      },
  ),
  wrong(
    'readers-exclude-each-other',
    '2x1',
    'readers-exclude-each-other',
    (atomics) =>
      class extends ReaderPreference(atomics) {
        override lockShared() {
          super.lock();
        }
        override unlockShared() {
          super.unlock();
        }
      },
  ),
  wrong(
    'no-room-for-a-third-reader',
    '3x1',
    'readers-exclude-each-other',
    (atomics) =>
      class extends ReaderPreference(atomics) {
        override lockShared() {
          for (;;) {
            const seen = atomics.load(this.view, this.base);
            if (seen === -1 || seen === 2) atomics.wait(this.view, this.base, seen);
            else if (atomics.compareExchange(this.view, this.base, seen, seen + 1) === seen) return;
          }
        }
        override unlockShared() {
          atomics.sub(this.view, this.base, 1);
          atomics.notify(this.view, this.base);
        }
      },
  ),
  wrong(
    'reader-looks-plainly-whether-it-is-the-last',
    '2x1',
    'data-race',
    (atomics) =>
      class extends ReaderPreference(atomics) {
        override unlockShared() {
          if (this.view[this.base] !== 1 || atomics.compareExchange(this.view, this.base, 1, 0) !== 1)
            super.unlockShared();
          else atomics.notify(this.view, this.base);
        }
      },
  ),
];
