import type { AtomicsLike } from '@contend/counter';
import sound, { Mcs } from '../sound/mcs.ts';
import { type Mutant, mutant } from './mutant.ts';

const mcs = (
  id: string,
  dies: Mutant['dies'],
  as: Mutant['as'],
  make: (atomics: AtomicsLike) => ReturnType<typeof Mcs>,
) => mutant(`mcs-${id}`, dies, as, make, sound);

export default [
  mcs(
    'stale-queue-link',
    '2x2',
    'endless-spin',
    (atomics) =>
      class extends Mcs(atomics) {
        override lock() {
          const before = atomics.exchange(this.view, this.tail, this.me);
          if (before === 0) return;
          atomics.store(this.view, this.blocked(this.me), 1);
          atomics.store(this.view, this.successor(before), this.me);
          while (atomics.load(this.view, this.blocked(this.me)) !== 0) atomics.pause();
        }
      },
  ),
  mcs(
    'blocked-after-it-is-linked',
    '2x1',
    'endless-spin',
    (atomics) =>
      class extends Mcs(atomics) {
        override lock() {
          atomics.store(this.view, this.successor(this.me), 0);
          const before = atomics.exchange(this.view, this.tail, this.me);
          if (before === 0) return;
          atomics.store(this.view, this.successor(before), this.me);
          atomics.store(this.view, this.blocked(this.me), 1);
          while (atomics.load(this.view, this.blocked(this.me)) !== 0) atomics.pause();
        }
      },
  ),
  mcs(
    'does-not-wait-for-the-link',
    '2x1',
    'endless-spin',
    (atomics) =>
      class extends Mcs(atomics) {
        override unlock() {
          const next = atomics.load(this.view, this.successor(this.me));
          if (next !== 0) atomics.store(this.view, this.blocked(next), 0);
          else atomics.compareExchange(this.view, this.tail, this.me, 0);
        }
      },
  ),
  mcs(
    'empties-the-queue-blindly',
    '2x1',
    'endless-spin',
    (atomics) =>
      class extends Mcs(atomics) {
        override unlock() {
          const next = atomics.load(this.view, this.successor(this.me));
          if (next === 0) atomics.store(this.view, this.tail, 0);
          else atomics.store(this.view, this.blocked(next), 0);
        }
      },
  ),
  mcs(
    'frees-itself-not-the-next',
    '2x1',
    'endless-spin',
    (atomics) =>
      class extends Mcs(atomics) {
        override unlock() {
          if (atomics.compareExchange(this.view, this.tail, this.me, 0) === this.me) return;
          atomics.store(this.view, this.blocked(this.me), 0);
        }
      },
  ),
  mcs(
    'plain-link',
    '2x1',
    'data-race',
    (atomics) =>
      class extends Mcs(atomics) {
        override lock() {
          atomics.store(this.view, this.successor(this.me), 0);
          const before = atomics.exchange(this.view, this.tail, this.me);
          if (before === 0) return;
          atomics.store(this.view, this.blocked(this.me), 1);
          this.view[this.successor(before)] = this.me;
          while (atomics.load(this.view, this.blocked(this.me)) !== 0) atomics.pause();
        }
      },
  ),
  mcs(
    'joins-in-two-steps',
    '2x1',
    'overlap',
    (atomics) =>
      class extends Mcs(atomics) {
        override lock() {
          atomics.store(this.view, this.successor(this.me), 0);
          const before = atomics.load(this.view, this.tail);
          atomics.store(this.view, this.tail, this.me);
          if (before === 0) return;
          atomics.store(this.view, this.blocked(this.me), 1);
          atomics.store(this.view, this.successor(before), this.me);
          while (atomics.load(this.view, this.blocked(this.me)) !== 0) atomics.pause();
        }
      },
  ),
];
