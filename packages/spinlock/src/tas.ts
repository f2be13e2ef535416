/**
 * Test-and-set spinlock: exchange 1 into the word until a 0 comes back.
 *
 * The simplest lock there is, and the noisiest: every failed exchange takes the cache line away from the holder, who
 * needs it to unlock. Nobody queues, so the thread that has just unlocked often locks again.
 * Word 0: 0 free, 1 held.
 *
 * @see Anderson, "The Performance of Spin Lock Alternatives for Shared-Memory Multiprocessors", IEEE TPDS 1(1), 1990
 */
import type { LockStrategy } from '@contend/counter';

const FREE = 0;
const HELD = 1;

export default {
  kind: 'lock',
  id: 'spinlock/tas',
  title: 'Test-and-set',
  summary: 'Exchanges 1 into one word until a 0 comes back, with a pause after each failure.',
  source: 'Anderson 1990',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'spin',
  order: 'none',
  words: 1,
  guest: false,
  faults: {
    throw: 'recovered',
    terminate: 'stuck',
    kill: 'reported',
    forget: 'stuck',
    stall: 'recovered',
    crowd: 'recovered',
  },
  make: (atomics) =>
    class TestAndSet {
      view: Int32Array;
      base: number;

      constructor(view: Int32Array, base: number) {
        this.view = view;
        this.base = base;
      }

      lock(): void {
        while (atomics.exchange(this.view, this.base, HELD) !== FREE) atomics.pause();
      }

      unlock(): void {
        atomics.store(this.view, this.base, FREE);
      }
    },
} satisfies LockStrategy;
