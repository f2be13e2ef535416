/** How long contenders waited for the lock: one operation in 64 is timed, since two clock reads cost more than most locks. */
import type { AsyncLock, Client, Lock } from '@contend/counter';
import { now } from './clock.ts';
import type { Percentiles } from './spec.ts';

const EVERY = 64;
const MOST_SAMPLES = 1 << 16;
const NS_PER_MS = 1e6;

export class Waits {
  private readonly samples = new Float64Array(MOST_SAMPLES);
  private taken = 0;
  private operation = 0;

  /** Whether this operation is one to time. */
  due(): boolean {
    return this.operation++ % EVERY === 0 && this.taken < MOST_SAMPLES;
  }

  since(from: number): void {
    this.samples[this.taken++] = (now() - from) * NS_PER_MS;
  }

  /** ns. */
  all(): Float64Array {
    return this.samples.slice(0, this.taken);
  }
}

export function timedLock(lock: Lock, waits: Waits): Lock {
  return {
    lock() {
      if (!waits.due()) return lock.lock();
      const from = now();
      lock.lock();
      waits.since(from);
    },
    unlock: () => lock.unlock(),
  };
}

export function timedAsyncLock(lock: AsyncLock, waits: Waits): AsyncLock {
  return {
    acquire() {
      if (!waits.due()) return lock.acquire();
      const from = now();
      const turn = lock.acquire();
      if (turn === undefined) return waits.since(from);
      return turn.then(() => waits.since(from));
    },
    release: () => lock.release(),
  };
}

/** Where contend cannot see an acquisition, the whole increment is the wait. */
export function timedCounter(counter: Client, waits: Waits): Client {
  return {
    increment() {
      if (!waits.due()) return counter.increment();
      const from = now();
      const hit = counter.increment();
      if (typeof hit === 'number') {
        waits.since(from);
        return hit;
      }
      return hit.then((number) => {
        waits.since(from);
        return number;
      });
    },
  };
}

/**
 * Percentiles of the samples, by the nearest rank: per operation, and per unit of time waited, where a wait weighs as
 * much as it lasts. Per operation hides one stall of 75 ms among a million quick ones; per time does not.
 *
 * @param samples ns, in any order
 */
export function waitPercentiles(samples: Float64Array): { perOperation: Percentiles; byTime: Percentiles } | null {
  if (samples.length === 0) return null;
  const sorted = samples.toSorted();
  const total = sorted.reduce((sum, wait) => sum + wait, 0);
  const perOperation = (p: number) => sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] as number;
  const byTime = (p: number) => {
    let waited = 0;
    for (const wait of sorted) {
      waited += wait;
      if (waited >= p * total) return wait;
    }
    return sorted.at(-1) as number;
  };
  const of = (at: (p: number) => number): Percentiles => ({
    p50: at(0.5),
    p90: at(0.9),
    p99: at(0.99),
    p999: at(0.999),
    max: sorted.at(-1) as number,
  });
  return { perOperation: of(perOperation), byTime: of(byTime) };
}
