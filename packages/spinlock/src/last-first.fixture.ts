/** A ticket lock that serves whoever came last: what a test of the order must catch. Words as in ticket.ts. */
import type { LockStrategy } from '@contend/counter';

export default {
  kind: 'lock',
  id: 'broken/last-first',
  title: 'Last come, first served',
  summary: 'Made to be caught.',
  source: 'nobody',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'spin',
  order: 'fifo',
  words: 64,
  guest: false,
  make: (atomics) =>
    class LastFirst {
      view: Int32Array;
      next: number;
      serving: number;

      constructor(view: Int32Array, base: number) {
        this.view = view;
        this.next = base;
        this.serving = base + 32;
      }

      lock(): void {
        const mine = atomics.add(this.view, this.next, 1);
        while (atomics.load(this.view, this.serving) !== mine) atomics.pause();
      }

      unlock(): void {
        const left = atomics.load(this.view, this.serving);
        atomics.store(this.view, this.serving, (left === 0 ? atomics.load(this.view, this.next) : left) - 1);
      }
    },
} satisfies LockStrategy;
