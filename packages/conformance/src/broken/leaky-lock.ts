/** A test-and-set lock that lets a second contender in, once in 1 000 acquisitions. */
import type { LockStrategy } from '@contend/counter';

export default {
  kind: 'lock',
  id: 'broken/leaky-lock',
  title: 'Leaky',
  summary: 'Made to be caught.',
  source: 'made to be caught',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'spin',
  order: 'none',
  words: 1,
  guest: false,
  make: (atomics) =>
    class Leaky {
      acquisitions = 0;
      view: Int32Array;
      base: number;

      constructor(view: Int32Array, base: number) {
        this.view = view;
        this.base = base;
      }

      lock(): void {
        if (++this.acquisitions % 1_000 === 0) return;
        while (atomics.exchange(this.view, this.base, 1) !== 0) atomics.pause();
      }

      unlock(): void {
        atomics.store(this.view, this.base, 0);
      }
    },
} satisfies LockStrategy;
