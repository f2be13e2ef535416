/**
 * Test-and-test-and-set spinlock with exponential backoff: look before you leap, and after each fall wait longer.
 *
 * Waiters spin on a load, which their own cache answers for as long as the holder keeps the lock, and try the exchange
 * only when they have seen it free. Each look or exchange in vain says that others want it too, so the next one comes
 * after twice as many pauses, up to a limit; every `lock()` starts small again.
 * Word 0: 0 free, 1 held.
 *
 * @see Rudolph & Segall, "Dynamic Decentralized Cache Schemes for MIMD Parallel Processors", ISCA 1984 (the test first)
 * @see Anderson, "The Performance of Spin Lock Alternatives for Shared-Memory Multiprocessors", IEEE TPDS 1(1), 1990
 *   (the backoff)
 */
import type { LockStrategy } from '@contend/counter';

const FREE = 0;
const HELD = 1;

/**
 * Pauses, some 32 ns each in V8, after the first failure and at most. Limits from 2 to 2 048 could not be told apart on
 * two shared cores, in ten interleaved runs of each with two and with four threads; so this one was chosen for what it
 * bounds: a lock that has become free is looked at within 4 µs, about what parking would cost.
 */
const MIN_PAUSES = 1;
const MAX_PAUSES = 128;

export default {
  kind: 'lock',
  id: 'spinlock/ttas',
  title: 'Test-and-test-and-set',
  summary: 'Spins on a load, exchanges only once the word looks free, and backs off twice as long after each lost try.',
  source: 'Rudolph & Segall 1984; Anderson 1990',
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
    class TestAndTestAndSet {
      view: Int32Array;
      base: number;
      minPauses: number;
      maxPauses: number;

      constructor(
        view: Int32Array,
        base: number,
        _contender: number,
        _contenders: number,
        minPauses = MIN_PAUSES,
        maxPauses = MAX_PAUSES,
      ) {
        this.view = view;
        this.base = base;
        this.minPauses = minPauses;
        this.maxPauses = maxPauses;
      }

      lock(): void {
        let pauses = this.minPauses;
        while (atomics.load(this.view, this.base) !== FREE || atomics.exchange(this.view, this.base, HELD) !== FREE) {
          for (let i = 0; i < pauses; i++) atomics.pause();
          pauses = Math.min(pauses * 2, this.maxPauses);
        }
      }

      unlock(): void {
        atomics.store(this.view, this.base, FREE);
      }
    },
} satisfies LockStrategy;
