/**
 * How long contenders waited for the lock. Two clock reads cost more than most locks, so one operation in 64 is timed, and
 * stands for all of them. A stall of milliseconds is too rare for that, and weighs too much to be missed: the time is
 * told in shared memory every millisecond, and a look before and after each operation says whether it was meanwhile. If
 * so, the operation has waited at least since then.
 */
import type { AnyAsyncLock, AnyLock, Client } from '@contend/counter';
import { now } from './clock.ts';
import type { WaitPercentiles } from './spec.ts';
import type { Ticks } from './ticks.ts';

export const EVERY = 64;
export const MOST_SAMPLES = 1 << 16;
/** Minutes of nothing else, where a window takes seconds. */
const MOST_STALLS = 1 << 15;
/** From here on a wait is a stall, each of which is seen: some times as long as ticks are apart. */
export const STALL_MS = 3;
const NS_PER_MS = 1e6;

/** One contender's, in ns. */
export interface Waited {
  /** Sampled: shorter than a stall, but for tasks. */
  short: Float64Array;
  /** How many operations each of those stands for. */
  every: number;
  stalls: Float64Array;
}

export class Waits {
  private readonly ticks: Ticks;
  private readonly short = new Float64Array(MOST_SAMPLES);
  private readonly stalls = new Float64Array(MOST_STALLS);
  private taken = 0;
  private stalled = 0;
  private every: number;
  private operation = 0;
  /** Of the operation that was started last: whether it is timed; since when, in ms, if it is; how many ticks before it. */
  private timed = false;
  private readonly from = new Float64Array(1);
  private ticked = 0;

  /** @param every of how many operations one is timed, for a start */
  constructor(ticks: Ticks, every = EVERY) {
    this.ticks = ticks;
    this.every = every;
  }

  /**
   * Notes the start here and hands nothing out: a time that is returned would be allocated now and then, and a collection of
   * garbage, which comes while the lock is held as often as not, is a stall that no lock is to blame for.
   */
  start(): void {
    this.timed = this.operation++ % this.every === 0;
    if (this.timed) this.from[0] = now();
    else this.ticked = this.ticks.count;
  }

  /** The operation that was started last has ended. */
  end(): void {
    if (!this.timed && this.ticks.count === this.ticked) return;
    const waited = now() - (this.timed ? (this.from[0] as number) : this.ticks.after(this.ticked));
    if (waited >= STALL_MS) this.stalls[this.stalled++] = waited * NS_PER_MS;
    else if (this.timed) {
      this.short[this.taken] = waited * NS_PER_MS;
      this.took();
    }
  }

  /** In place of {@link start} and {@link end}, where operations take so long that each is timed. @param waited ms */
  note(waited: number): void {
    if (waited >= STALL_MS) this.stalls[this.stalled++] = waited * NS_PER_MS;
    else if (this.operation++ % this.every === 0) {
      this.short[this.taken] = waited * NS_PER_MS;
      this.took();
    }
  }

  /** Of the operation that was started last: when, in ms; 0 if it is not timed. */
  get since(): number {
    return this.timed ? (this.from[0] as number) : 0;
  }

  /** In place of {@link end}, of a task: what stalls one stalls all of its event loop, so that no stall is rare. */
  endOfTask(since: number): void {
    if (since === 0) return;
    this.short[this.taken] = (now() - since) * NS_PER_MS;
    this.took();
  }

  private took(): void {
    if (++this.taken < MOST_SAMPLES) return;
    // Every other one: those that would be there, had half as many been timed from the start.
    this.taken /= 2;
    for (let i = 0; i < this.taken; i++) this.short[i] = this.short[2 * i] as number;
    this.every *= 2;
  }

  all(): Waited {
    return { short: this.short.slice(0, this.taken), every: this.every, stalls: this.stalls.slice(0, this.stalled) };
  }
}

/*
 * What is put around a lock has a class, for functions made anew for each window would be compiled anew in each: a core
 * that compiles is one that somebody waits for.
 */

abstract class Timed<T> {
  protected readonly timed: T;
  protected readonly waits: Waits;

  constructor(timed: T, waits: Waits) {
    this.timed = timed;
    this.waits = waits;
  }
}

class TimedLock extends Timed<AnyLock> implements AnyLock {
  lock(): void {
    this.waits.start();
    this.timed.lock();
    this.waits.end();
  }

  unlock(): void {
    this.timed.unlock();
  }

  lockShared(): void {
    this.waits.start();
    this.timed.lockShared?.();
    this.waits.end();
  }

  unlockShared(): void {
    this.timed.unlockShared?.();
  }

  /** What an optimistic reader waits for is that no writer is inside; what it reads again is no wait. */
  readBegin(): number {
    this.waits.start();
    const mark = this.timed.readBegin?.() ?? 0;
    this.waits.end();
    return mark;
  }

  readRetry(mark: number): boolean {
    return this.timed.readRetry?.(mark) ?? false;
  }
}

class TimedAsyncLock extends Timed<AnyAsyncLock> implements AnyAsyncLock {
  acquire(): Promise<unknown> | void {
    this.waits.start();
    return this.taken(this.timed.acquire());
  }

  acquireShared(): Promise<unknown> | void {
    this.waits.start();
    return this.taken(this.timed.acquireShared?.());
  }

  /** The operation that was started last has got its answer. */
  private taken(turn: Promise<unknown> | void): Promise<unknown> | void {
    const { waits } = this;
    const { since } = waits;
    if (turn === undefined) return waits.endOfTask(since);
    // One more promise for each would cost more than the lock.
    return since > 0 ? turn.then(() => waits.endOfTask(since)) : turn;
  }

  release(): void {
    this.timed.release();
  }

  releaseShared(): void {
    this.timed.releaseShared?.();
  }
}

/** Where contend cannot see an acquisition, the whole increment is the wait. */
class TimedCounter extends Timed<Client> implements Client {
  increment(): number | Promise<number> {
    const { waits } = this;
    waits.start();
    const hit = this.timed.increment();
    if (typeof hit === 'number') {
      waits.end();
      return hit;
    }
    const { since } = waits;
    if (since === 0) return hit;
    return hit.then((number) => {
      waits.endOfTask(since);
      return number;
    });
  }
}

export const timedLock = (lock: AnyLock, waits: Waits): AnyLock => new TimedLock(lock, waits);
export const timedAsyncLock = (lock: AnyAsyncLock, waits: Waits): AnyAsyncLock => new TimedAsyncLock(lock, waits);
export const timedCounter = (counter: Client, waits: Waits): Client => new TimedCounter(counter, waits);

/**
 * Percentiles of the waits, by the nearest rank: per operation, and per unit of time waited, where a wait weighs as much
 * as it lasts. Per operation hides one stall of 75 ms among a million quick ones; per time does not. What the clock took for no
 * time at all was not measured.
 *
 * @param all of all contenders, in any order
 */
export function waitPercentiles(
  all: readonly Waited[],
): { perOperation: WaitPercentiles; byTime: WaitPercentiles } | null {
  const waits = all.flatMap(({ short, every, stalls }) => [
    ...Array.from(short, (ns) => ({ ns, operations: every })),
    ...Array.from(stalls, (ns) => ({ ns, operations: 1 })),
  ]);
  const longest = waits.reduce((max, { ns }) => Math.max(max, ns), Number.NEGATIVE_INFINITY);
  if (waits.length === 0) return null;
  waits.sort((a, b) => a.ns - b.ns);
  const of = (weight: (wait: { ns: number; operations: number }) => number): WaitPercentiles => {
    const total = waits.reduce((sum, wait) => sum + weight(wait), 0);
    const at = (p: number): number => {
      let passed = 0;
      for (const wait of waits) {
        passed += weight(wait);
        if (passed >= p * total) return wait.ns;
      }
      return longest;
    };
    const known = (ns: number) => (ns > 0 ? ns : null);
    const [p50, p90, p99, p999] = [0.5, 0.9, 0.99, 0.999].map((p) => known(at(p))) as [null, null, null, null];
    return { p50, p90, p99, p999, max: known(longest) };
  };
  return { perOperation: of(({ operations }) => operations), byTime: of(({ ns, operations }) => ns * operations) };
}
