import type { AtomicsLike } from '@contend/counter';
import sound, { Clh } from '../sound/clh.ts';
import { type Mutant, mutant } from './mutant.ts';

const clh = (
  id: string,
  dies: Mutant['dies'],
  as: Mutant['as'],
  make: (atomics: AtomicsLike) => ReturnType<typeof Clh>,
) => mutant(`clh-${id}`, dies, as, make, sound);

export default [
  clh(
    'keeps-its-own-node',
    '2x2',
    'endless-spin',
    (atomics) =>
      class extends Clh(atomics) {
        override unlock() {
          atomics.store(this.view, this.wanted(this.mine), 0);
        }
      },
  ),
  clh(
    'wanted-after-it-joined',
    '2x1',
    'overlap',
    (atomics) =>
      class extends Clh(atomics) {
        override lock() {
          this.before = atomics.exchange(this.view, this.tail, this.mine);
          atomics.store(this.view, this.wanted(this.mine), 1);
          while (atomics.load(this.view, this.wanted(this.before)) !== 0) atomics.pause();
        }
      },
  ),
  clh(
    'leaves-the-node-it-takes-over',
    '2x1',
    'endless-spin',
    (atomics) =>
      class extends Clh(atomics) {
        override unlock() {
          this.mine = this.before;
          atomics.store(this.view, this.wanted(this.mine), 0);
        }
      },
  ),
  clh(
    'plain-release',
    '2x1',
    'data-race',
    (atomics) =>
      class extends Clh(atomics) {
        override unlock() {
          const left = this.mine;
          this.mine = this.before;
          this.view[this.wanted(left)] = 0;
        }
      },
  ),
  clh(
    'joins-in-two-steps',
    '2x1',
    'overlap',
    (atomics) =>
      class extends Clh(atomics) {
        override lock() {
          atomics.store(this.view, this.wanted(this.mine), 1);
          this.before = atomics.load(this.view, this.tail);
          atomics.store(this.view, this.tail, this.mine);
          while (atomics.load(this.view, this.wanted(this.before)) !== 0) atomics.pause();
        }
      },
  ),
  clh(
    'does-not-wait',
    '2x1',
    'overlap',
    (atomics) =>
      class extends Clh(atomics) {
        override lock() {
          atomics.store(this.view, this.wanted(this.mine), 1);
          this.before = atomics.exchange(this.view, this.tail, this.mine);
          if (atomics.load(this.view, this.wanted(this.before)) !== 0) atomics.pause();
        }
      },
  ),
];
