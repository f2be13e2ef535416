/** A lock that says that readers are inside together, but takes them in one at a time. */
import type { SharedLockStrategy } from '@contend/counter';

export default {
  kind: 'lock',
  id: 'broken/lone-readers',
  title: 'Lone readers',
  summary: 'Made to be caught.',
  source: 'made to be caught',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'spin',
  order: 'none',
  reads: 'shared',
  words: 1,
  guest: false,
  make: (atomics) =>
    class LoneReaders {
      view: Int32Array;
      base: number;

      constructor(view: Int32Array, base: number) {
        this.view = view;
        this.base = base;
      }

      lock(): void {
        while (atomics.exchange(this.view, this.base, 1) !== 0) atomics.pause();
      }

      unlock(): void {
        atomics.store(this.view, this.base, 0);
      }

      lockShared(): void {
        this.lock();
      }

      unlockShared(): void {
        this.unlock();
      }
    },
} satisfies SharedLockStrategy;
