/** A counter whose count is exact, but which reads a hit’s number too late: others have hit meanwhile. */
import type { CounterStrategy } from '@contend/counter';

export default {
  kind: 'counter',
  id: 'broken/repeated-numbers',
  title: 'Repeated numbers',
  summary: 'Made to be caught.',
  source: 'made to be caught',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'none',
  order: 'none',
  words: 1,
  guest: false,
  make: (atomics) =>
    class RepeatedNumbers {
      view: Int32Array;
      base: number;

      constructor(view: Int32Array, base: number) {
        this.view = view;
        this.base = base;
      }

      increment(): number {
        atomics.add(this.view, this.base, 1);
        return atomics.load(this.view, this.base);
      }

      value(): number {
        return atomics.load(this.view, this.base);
      }
    },
} satisfies CounterStrategy;
