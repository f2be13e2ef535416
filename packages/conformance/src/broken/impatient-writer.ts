/** A readers-writer lock whose writer keeps later readers out, but does not wait for those who are inside. */
import type { SharedLockStrategy } from '@contend/counter';

const WRITER = 1;
const READER = 2;

export default {
  kind: 'lock',
  id: 'broken/impatient-writer',
  title: 'Impatient writer',
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
    class ImpatientWriter {
      view: Int32Array;
      base: number;

      constructor(view: Int32Array, base: number) {
        this.view = view;
        this.base = base;
      }

      lock(): void {
        while ((atomics.or(this.view, this.base, WRITER) & WRITER) !== 0) atomics.pause();
      }

      unlock(): void {
        atomics.sub(this.view, this.base, WRITER);
      }

      lockShared(): void {
        atomics.add(this.view, this.base, READER);
        while ((atomics.load(this.view, this.base) & WRITER) !== 0) atomics.pause();
      }

      unlockShared(): void {
        atomics.sub(this.view, this.base, READER);
      }
    },
} satisfies SharedLockStrategy;
