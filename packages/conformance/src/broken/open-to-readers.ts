/** A lock that lets readers in whoever is inside. */
import type { SharedLockStrategy } from '@contend/counter';

export default {
  kind: 'lock',
  id: 'broken/open-to-readers',
  title: 'Open to readers',
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
    class OpenToReaders {
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

      lockShared(): void {}
      unlockShared(): void {}
    },
} satisfies SharedLockStrategy;
