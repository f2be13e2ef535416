/**
 * The tour's mutex: parks whoever must wait, and can say who holds it and who waits.
 *
 * Word 0: 0 free, else the holder's number + 1. Word 1: one bit for each worker that waits.
 *
 * A waiter raises its bit before it looks at the holder's word for the last time, and sleeps only while that word still
 * names the holder it saw. Whoever unlocks frees the word first and reads the bits second. So either the waiter sees
 * the free lock, or the unlocker sees the bit and wakes somebody: no wake-up is lost.
 *
 * @see Drepper, "Futexes Are Tricky", 2011: the same hand-shake, with a mark for "somebody waits" in place of the bits
 */
import { MUTEX_AT } from './shared-number.ts';

const HOLDER = 0;
const WAITERS = 1;
const FREE = 0;

/** One bit a worker in one 32-bit word. */
const MAX_WORKERS = 32;

export class Mutex {
  words: Int32Array;
  worker: number;

  /** @param worker who locks through this instance: 0 … 31 */
  constructor(memory: SharedArrayBuffer, worker: number) {
    this.words = new Int32Array(memory, MUTEX_AT, 2);
    this.worker = worker;
  }

  /** Takes the lock; sleeps until it can. Not re-entrant: a holder that locks again waits for itself. */
  lock(): void {
    const me = this.worker + 1;
    if (Atomics.compareExchange(this.words, HOLDER, FREE, me) === FREE) return;
    const bit = 1 << this.worker;
    Atomics.or(this.words, WAITERS, bit);
    let holder = Atomics.compareExchange(this.words, HOLDER, FREE, me);
    while (holder !== FREE) {
      Atomics.wait(this.words, HOLDER, holder);
      holder = Atomics.compareExchange(this.words, HOLDER, FREE, me);
    }
    Atomics.and(this.words, WAITERS, ~bit);
  }

  /** Throws if this worker does not hold the lock. */
  unlock(): void {
    if (this.holder !== this.worker) throw new Error(`worker ${this.worker} unlocks a mutex that it does not hold`);
    Atomics.store(this.words, HOLDER, FREE);
    if (Atomics.load(this.words, WAITERS) !== 0) Atomics.notify(this.words, HOLDER, 1);
  }

  /** Takes the lock and hands it back at the end of the block: `using held = mutex.guard()`. */
  guard(): Disposable {
    this.lock();
    return { [Symbol.dispose]: () => this.unlock() };
  }

  /** The worker that holds the lock right now; null when it is free. */
  get holder(): number | null {
    const holder = Atomics.load(this.words, HOLDER);
    return holder === FREE ? null : holder - 1;
  }

  /** The workers that wait right now, in order of their numbers. */
  get waiters(): number[] {
    const bits = Atomics.load(this.words, WAITERS);
    return Array.from({ length: MAX_WORKERS }, (_, worker) => worker).filter((worker) => bits & (1 << worker));
  }
}
