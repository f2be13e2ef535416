/**
 * Flat combining: everybody writes an ask into a record of their own, and whoever gets the lock answers all asks it finds.
 *
 * An actor whose owner is whoever comes first: no thread of its own, and asks cross between cores by the boxful. A
 * contender that finds the lock taken does not compete for it; it watches its own record, most likely to be answered
 * there, and tries the lock only when it sees it free. Here the combined operations are one addition for all of them.
 * (The original keeps its records in a list that others join and leave; contenders are known, so here it is an array.)
 *
 * Whoever has looked long enough parks on its record. No ask is forgotten, by this argument: a pass answers all records
 * that were published when it began, so only who published later may be left. It parks by writing PARKED into its record
 * and then marking the lock AWAITED; Atomics are seen in one order by all, so either the lock was free by then, and it
 * does not sleep but takes it; or the mark comes before the holder's release, which finds it and wakes one of those that
 * sleep unanswered. The one that wakes will hold the lock next, or find it taken by somebody whose pass, begun later,
 * answers all of them. A record that changes between the mark and the sleep is no longer PARKED, on which `wait` returns.
 *
 * Bounded: the next pass that begins answers it, so while a contender waits, each other is numbered before it at most
 * twice: in the pass that had already looked at its record, and in the one that answers it.
 *
 * Lines of 32 words: 0 the lock: FREE, HELD, or AWAITED (held, and somebody sleeps); 1 the count; then one a contender,
 * its record: DONE, ASKED or PARKED, and at its second word the answer.
 *
 * @see Hendler, Incze, Shavit & Tzafrir, "Flat Combining and the Synchronization-Parallelism Tradeoff", SPAA 2010
 */
import type { CounterStrategy } from '@contend/counter';

const LINE = 32;
const RECORDS = 2 * LINE;

/** States of the lock. */
const FREE = 0;
const HELD = 1;
const AWAITED = 2;

/** States of a record. */
const DONE = 0;
const ASKED = 1;
const PARKED = 2;

/** Looks before parking, some 50 ns each: the budget of the ring actor, whose clients wait for the same thing. */
const SPINS = 50;

export default {
  kind: 'counter',
  id: 'actor/flat-combining',
  title: 'Flat combining',
  summary:
    'Contenders publish their hits side by side; the one that holds the lock counts those of all, and the others read their answers.',
  source: 'Hendler, Incze, Shavit & Tzafrir 2010',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'spin-then-park',
  order: 'bounded',
  // Each of the others in the pass that has gone by its slot already, and in the next.
  bypass: (contenders) => 2 * (contenders - 1),
  words: (contenders) => RECORDS + contenders * LINE,
  guest: false,
  // Who dies while it counts for others leaves them stuck; who dies while it waits does not.
  faults: { kill: 'reported', stall: 'recovered', crowd: 'recovered' },
  make: (atomics) =>
    class FlatCombining {
      view: Int32Array;
      mutex: number;
      count: number;
      records: number;
      contender: number;
      contenders: number;
      own: number;
      spins: number;
      /** Records to answer in this pass. */
      asks: number[] = [];

      constructor(view: Int32Array, base: number, contender: number, contenders: number, spins = SPINS) {
        this.view = view;
        this.mutex = base;
        this.count = base + LINE;
        this.records = base + RECORDS;
        this.contender = contender;
        this.contenders = contenders;
        this.own = this.records + contender * LINE;
        this.spins = spins;
      }

      increment(): number {
        atomics.store(this.view, this.own, ASKED);
        for (let looks = 0; !this.combine() && atomics.load(this.view, this.own) !== DONE; looks++) {
          if (looks < this.spins) atomics.pause();
          else this.park();
        }
        return this.view[this.own + 1] as number;
      }

      /** Answers everybody, unless somebody else is about it. */
      combine(): boolean {
        if (atomics.load(this.view, this.mutex) !== FREE) return false;
        if (atomics.compareExchange(this.view, this.mutex, FREE, HELD) !== FREE) return false;
        this.answer();
        if (atomics.exchange(this.view, this.mutex, FREE) === AWAITED) this.wakeOne();
        return true;
      }

      answer(): void {
        for (let i = 0; i < this.contenders; i++) {
          const record = this.records + i * LINE;
          if (atomics.load(this.view, record) !== DONE) this.asks.push(record);
        }
        let hit = atomics.add(this.view, this.count, this.asks.length);
        for (const record of this.asks) {
          this.view[record + 1] = ++hit;
          if (atomics.exchange(this.view, record, DONE) === PARKED) atomics.notify(this.view, record, 1);
        }
        this.asks.length = 0;
      }

      /** Has one that the pass overlooked hold the lock next; its neighbour first, so that nobody is last each time. */
      wakeOne(): void {
        for (let i = 1; i <= this.contenders; i++) {
          const record = this.records + ((this.contender + i) % this.contenders) * LINE;
          if (atomics.compareExchange(this.view, record, PARKED, ASKED) !== PARKED) continue;
          atomics.notify(this.view, record, 1);
          return;
        }
      }

      park(): void {
        if (atomics.compareExchange(this.view, this.own, ASKED, PARKED) === DONE) return;
        if (atomics.compareExchange(this.view, this.mutex, HELD, AWAITED) === FREE) return;
        atomics.wait(this.view, this.own, PARKED);
      }

      value(): number {
        return atomics.load(this.view, this.count);
      }
    },
} satisfies CounterStrategy;
