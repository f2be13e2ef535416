/** A counter that throws at its hundredth hit. */
import type { CounterStrategy } from '@contend/counter';

export default {
  kind: 'counter',
  id: 'broken/crashing-counter',
  title: 'Crashing',
  summary: 'Made to be caught.',
  source: 'made to be caught',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'none',
  order: 'none',
  words: 1,
  guest: false,
  make: (atomics) =>
    class Crashing {
      view: Int32Array;
      base: number;

      constructor(view: Int32Array, base: number) {
        this.view = view;
        this.base = base;
      }

      increment(): number {
        const hit = atomics.add(this.view, this.base, 1) + 1;
        if (hit === 100) throw new RangeError('no hundredth hit');
        return hit;
      }

      value(): number {
        return atomics.load(this.view, this.base);
      }
    },
} satisfies CounterStrategy;
