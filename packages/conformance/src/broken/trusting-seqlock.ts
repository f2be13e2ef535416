/** A seqlock that never tells a reader to read again. */
import type { OptimisticLockStrategy } from '@contend/counter';

export default {
  kind: 'lock',
  id: 'broken/trusting-seqlock',
  title: 'Trusting seqlock',
  summary: 'Made to be caught.',
  source: 'made to be caught',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'spin',
  order: 'none',
  reads: 'optimistic',
  words: 1,
  guest: false,
  make: (atomics) =>
    class TrustingSeqlock {
      view: Int32Array;
      base: number;

      constructor(view: Int32Array, base: number) {
        this.view = view;
        this.base = base;
      }

      lock(): void {
        while ((atomics.or(this.view, this.base, 1) & 1) !== 0) atomics.pause();
      }

      unlock(): void {
        atomics.add(this.view, this.base, 1);
      }

      readBegin(): number {
        let seen = atomics.load(this.view, this.base);
        while ((seen & 1) !== 0) {
          atomics.pause();
          seen = atomics.load(this.view, this.base);
        }
        return seen;
      }

      readRetry(): boolean {
        return false;
      }
    },
} satisfies OptimisticLockStrategy;
