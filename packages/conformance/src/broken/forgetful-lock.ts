/** A test-and-set lock that forgets to unlock, once in 1 000 times. */
import type { LockStrategy } from '@contend/counter';

export default {
  kind: 'lock',
  id: 'broken/forgetful-lock',
  title: 'Forgetful',
  summary: 'Made to be caught.',
  source: 'made to be caught',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'spin',
  order: 'none',
  words: 1,
  guest: false,
  make: (atomics) =>
    class Forgetful {
      releases = 0;
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
        if (++this.releases % 1_000 !== 0) atomics.store(this.view, this.base, 0);
      }
    },
} satisfies LockStrategy;
