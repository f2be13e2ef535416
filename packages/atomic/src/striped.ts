/**
 * Striped counter: each contender counts in a cell of its own, and whoever wants the count adds the cells up.
 *
 * Contenders share no cache line, so a hit costs the same however many there are: the one counter here that gets faster
 * with every core. The price is paid elsewhere. Reading takes as many loads as there are contenders, and no hit learns its
 * number: to say which hit it was, a contender would have to know of all others'. Where only the total is asked for, and
 * seldom, this is the counter to take; LongAdder differs in finding out by itself how many cells it needs.
 *
 * What `value()` promises: with no increment under way, the exact count modulo 2^32. Meanwhile, a count that was right
 * at some moment between its call and its return: each cell only rises, so the sum lies between what the cells held
 * together at the one and at the other, and the count, going up by ones, has been there. What it does not promise: which
 * hits are in it. That holds for hits of one only; of a counter with other addends the sum may be one that never was.
 *
 * A cell has one writer, but is added to by Atomics all the same: a plain write would race with `value()`.
 * Lines of 32 words, one a contender: its cell, then padding.
 *
 * @see Lea, java.util.concurrent.atomic.LongAdder, JDK 8, 2014
 * @see Aspnes, Attiya & Censor, "Max Registers, Counters, and Monotone Circuits", PODC 2009 (one register a process,
 *   read one after the other, is a counter)
 */
import type { CounterStrategy } from '@contend/counter';

const LINE = 32;

export default {
  kind: 'counter',
  id: 'atomic/striped',
  title: 'Striped counter',
  summary:
    'One padded cell a contender, summed on read: an exact total when no hit is under way, a total that was right at some moment of the reading otherwise, and no numbers for the hits.',
  source: 'Lea 2014 (java.util.concurrent LongAdder)',
  runsIn: ['tasks', 'threads'],
  promises: ['tasks', 'threads'],
  waits: 'none',
  order: 'none',
  numbers: 'none',
  words: (contenders) => contenders * LINE,
  guest: false,
  faults: { terminate: 'recovered', kill: 'reported', stall: 'recovered', crowd: 'recovered' },
  make: (atomics) =>
    class Striped {
      view: Int32Array;
      base: number;
      cell: number;
      contenders: number;

      constructor(view: Int32Array, base: number, contender: number, contenders: number) {
        this.view = view;
        this.base = base;
        this.cell = base + contender * LINE;
        this.contenders = contenders;
      }

      increment(): number {
        atomics.add(this.view, this.cell, 1);
        return 0;
      }

      value(): number {
        let sum = 0;
        for (let i = 0; i < this.contenders; i++) sum = (sum + atomics.load(this.view, this.base + i * LINE)) | 0;
        return sum;
      }
    },
} satisfies CounterStrategy;
