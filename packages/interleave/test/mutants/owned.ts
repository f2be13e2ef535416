import { Owned } from '../sound/owned.ts';
import { mutant } from './mutant.ts';

export default [
  mutant(
    'owned-cleared-after-the-release',
    '2x1',
    'throws',
    (atomics) =>
      class extends Owned(atomics) {
        override unlock() {
          this.checkOwner();
          atomics.store(this.view, this.base, 0);
          atomics.store(this.view, this.owner, 0);
        }
      },
  ),
  mutant(
    'owned-claimed-before-the-exchange',
    '2x1',
    'throws',
    (atomics) =>
      class extends Owned(atomics) {
        override lock() {
          atomics.store(this.view, this.owner, this.me);
          while (atomics.exchange(this.view, this.base, 1) !== 0) atomics.pause();
        }
      },
  ),
  mutant(
    'owned-stored-after-the-look',
    '2x1',
    'overlap',
    (atomics) =>
      class extends Owned(atomics) {
        override lock() {
          while (atomics.load(this.view, this.owner) !== 0) atomics.pause();
          atomics.store(this.view, this.owner, this.me);
        }
      },
  ),
];
