/**
 * Fetch-and-add: the hardware adds one to the word and says what it held before, in one indivisible step.
 *
 * No lock, no waiting, no retry: the least that a shared counter can cost, and so the baseline for all others. What it
 * cannot do is guard anything but this one word.
 * Word 0: the count.
 *
 * @see Gottlieb, Lubachevsky & Rudolph, "Basic Techniques for the Efficient Coordination of Very Large Numbers of
 *   Cooperating Sequential Processors", ACM TOPLAS 5(2), 1983
 */
import type { CounterStrategy } from '@contend/counter';

export default {
  kind: 'counter',
  id: 'atomic/add',
  title: 'Fetch-and-add',
  summary: 'One atomic addition per hit: no lock, no waiting, no retry.',
  source: 'Gottlieb, Lubachevsky & Rudolph 1983',
  runsIn: ['tasks', 'threads'],
  promises: ['tasks', 'threads'],
  waits: 'none',
  order: 'none',
  words: 1,
  guest: false,
  faults: { terminate: 'recovered', kill: 'reported', stall: 'recovered', crowd: 'recovered' },
  make: (atomics) =>
    class FetchAndAdd {
      view: Int32Array;
      base: number;

      constructor(view: Int32Array, base: number) {
        this.view = view;
        this.base = base;
      }

      increment(): number {
        return atomics.add(this.view, this.base, 1) + 1;
      }

      value(): number {
        return atomics.load(this.view, this.base);
      }
    },
} satisfies CounterStrategy;
