/**
 * A lock whose waiters sleep on the word of a condition, for the checker to explore: who finds it taken waits for a notice,
 * which every release gives. A notice that is missed is a deadlock here. And the same with mistakes in it.
 *
 * Word 0: 0 free, 1 held. Word 1: the condition's.
 */
import type { AtomicsLike, Lock, LockStrategy, PerContender } from '@contend/counter';
import { era, notices } from './notices.ts';

const noticed = (atomics: AtomicsLike) => {
  const Notices = notices(atomics);
  return class Noticed implements Lock {
    view: Int32Array;
    base: number;
    condition: InstanceType<typeof Notices>;

    constructor(view: Int32Array, base: number) {
      this.view = view;
      this.base = base;
      this.condition = new Notices(view, base + 1);
    }

    lock(): void {
      for (;;) {
        const since = era(this.condition.load());
        if (atomics.compareExchange(this.view, this.base, 0, 1) === 0) return;
        // No time ends it, so that nothing but a notice does.
        this.condition.sleep(since, Infinity);
      }
    }

    unlock(): void {
      atomics.store(this.view, this.base, 0);
      if (!this.condition.notifyOne()) this.condition.notifyAll();
    }
  };
};

function declare(id: string, make: (atomics: AtomicsLike) => PerContender<Lock>): LockStrategy {
  return {
    kind: 'lock',
    id,
    title: id,
    summary: 'A lock of the checker’s own tests.',
    source: 'see its file',
    runsIn: ['threads'],
    promises: ['threads'],
    waits: 'park',
    order: 'none',
    words: 2,
    guest: false,
    make,
  };
}

export const SOUND = declare('sound/noticed', noticed);

export const MUTANTS = [
  declare(
    'mutant/notice-that-finds-nobody-asleep',
    (atomics) =>
      class extends noticed(atomics) {
        override unlock() {
          atomics.store(this.view, this.base, 0);
          this.condition.notifyOne();
        }
      },
  ),
  declare(
    'mutant/notice-before-there-is-one',
    (atomics) =>
      class extends noticed(atomics) {
        override unlock() {
          if (!this.condition.notifyOne()) this.condition.notifyAll();
          atomics.store(this.view, this.base, 0);
        }
      },
  ),
  declare(
    'mutant/waits-from-when-it-sleeps',
    (atomics) =>
      class extends noticed(atomics) {
        override lock() {
          while (atomics.compareExchange(this.view, this.base, 0, 1) !== 0)
            this.condition.sleep(era(this.condition.load()), Infinity);
        }
      },
  ),
  declare(
    'mutant/notice-to-all-that-wakes-nobody',
    (atomics) =>
      class extends noticed(atomics) {
        override unlock() {
          atomics.store(this.view, this.base, 0);
          if (!this.condition.wakeOne()) this.condition.change((seen) => seen + (1 << 12));
        }
      },
  ),
];
