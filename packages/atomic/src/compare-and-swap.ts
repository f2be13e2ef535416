/**
 * Compare-and-swap loop: read the count, put one more in its place if it still is what was read, else try again.
 *
 * No lock, and nobody who stops can stop the others: a try fails only because somebody else's succeeded. But how many
 * tries one's own hit takes has no limit, and each failed one took the cache line for nothing. It can make any function
 * of one word atomic, not addition alone; where the processor has the very operation, as here, that is cheaper.
 * Word 0: the count.
 *
 * @see Case & Padegs, "Architecture of the IBM System/370", CACM 21(1), 1978 (the instruction)
 * @see Herlihy, "Wait-Free Synchronization", ACM TOPLAS 13(1), 1991 (what it can do and addition cannot)
 */
import type { CounterStrategy } from '@contend/counter';

export default {
  kind: 'counter',
  id: 'atomic/compare-and-swap',
  title: 'Compare-and-swap loop',
  summary: 'Replaces the count by one more if it has not changed since it was read, and tries again until so.',
  source: 'Case & Padegs 1978; Herlihy 1991',
  runsIn: ['tasks', 'threads'],
  promises: ['tasks', 'threads'],
  waits: 'none',
  order: 'none',
  words: 1,
  guest: false,
  faults: { terminate: 'recovered', kill: 'reported', stall: 'recovered', crowd: 'recovered' },
  make: (atomics) =>
    class CompareAndSwap {
      view: Int32Array;
      base: number;

      constructor(view: Int32Array, base: number) {
        this.view = view;
        this.base = base;
      }

      increment(): number {
        let expected = atomics.load(this.view, this.base);
        for (;;) {
          const found = atomics.compareExchange(this.view, this.base, expected, expected + 1);
          if (found === expected) return expected + 1;
          // What a failed try found is as good as another load.
          expected = found;
        }
      }

      value(): number {
        return atomics.load(this.view, this.base);
      }
    },
} satisfies CounterStrategy;
