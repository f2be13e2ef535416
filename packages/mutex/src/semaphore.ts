/** The semaphore: what a user of the package holds in hands. */
import { atomics } from '@contend/counter/atomics';
import { checkOptions, type MutexOptions } from '@contend/counter/limits';
import { checkWeight } from '@contend/counter/permits';
import type { LockOptions } from './core.ts';
import { Line } from './line.ts';
import type { Entry } from './location.ts';
import { type Permits, permits, permitsWords } from './permits.ts';
import { PermitsGuard } from './permits-guard.ts';
import { type Handle, placed, type Where } from './place.ts';
import { runHolding, type Section } from './section.ts';
import { SLOTS } from './threads.ts';
import { checkWhole } from './whole.ts';

const Ledger = /* @__PURE__ */ permits(atomics);

/** No name, which a subclass might have for something of its own. */
const LINE: unique symbol = Symbol('line');

/** How many permits, and how long to wait for them. */
export interface AcquireOptions extends LockOptions {
  /** How many permits, from 1 to all that there are. @default 1 */
  weight?: number | undefined;
}

export interface SemaphoreHandle extends Handle {
  permits: number;
}

/** Permits of a semaphore that are held. */
export class SemaphoreGuard extends PermitsGuard {
  /** What the permits are for is whole again. @throws {NotHeldError} it was released before */
  markConsistent(): void {
    this.mend();
  }
}

/** An entry's word counts them. */
const MOST = 2 ** 31 - 1;

/** No more hold something at a time than there are contenders, nor than there are permits. */
const entriesFor = (permits: number) => Math.min(permits, SLOTS);

/**
 * A number of permits in shared memory, of which each contender takes as many as it needs: threads, and their tasks. Who
 * is first in line gets its permits before anybody else gets any, however many it needs.
 *
 * @example
 * ```ts
 * const connections = new Semaphore(8);
 * {
 *   using guard = await connections.acquireAsync();
 *   // at most eight are in here
 * }
 * ```
 */
export class Semaphore {
  /** How many there are in all. */
  readonly permits: number;
  /** @internal */
  readonly [LINE]: Line<Permits>;

  /**
   * @param permits how many there are in all, from 1
   * @param where nothing or `options`: in shared memory of its own; or `view, index, options`: in {@link Semaphore.words}
   *   words of `view` from `index`, which begin as 0
   * @throws {TypeError} `permits` is no number, or `view` is none over shared memory
   * @throws {RangeError} `permits` is no whole number from 1 to 2^31 − 1, or the words are outside `view`
   * @throws {TooManyContendersError}
   */
  constructor(permits: number, ...where: Where<MutexOptions>) {
    checkWhole('permits', permits, MOST);
    const place = placed('semaphore', Semaphore.words(permits), where);
    const entries = entriesFor(permits);
    this.permits = permits;
    this[LINE] = new Line(place, (turnstile, watch) => new Ledger(turnstile, permits, entries, watch));
  }

  /** 32-bit words of shared memory that a semaphore of so many permits needs. */
  static words(permits: number): number {
    checkWhole('permits', permits, MOST);
    return permitsWords(entriesFor(permits));
  }

  /** What another thread makes a semaphore of that is this one. */
  share(): SemaphoreHandle {
    const { name, own } = this[LINE];
    return { permits: this.permits, view: own.permits.view, index: own.permits.base, name };
  }

  /** @param handle of {@link share}. @throws {TypeError} it is none */
  static from({ permits, view, index, name }: SemaphoreHandle): Semaphore {
    return new Semaphore(permits, view, index, { name });
  }

  /** How errors call it. */
  get name(): string {
    return this[LINE].name;
  }

  /** Permits that nobody holds now; who comes may have to wait all the same, behind others. */
  get available(): number {
    return this[LINE].own.permits.free;
  }

  /** How many tasks of this thread wait for permits by this Semaphore. */
  get waiting(): number {
    return this[LINE].waiting;
  }

  /** Whoever waits by this Semaphore without blocking gets an {@link AbortError} with `reason` as its cause. */
  cancelAll(reason?: unknown): void {
    this[LINE].cancelAll(reason);
  }

  /**
   * Takes permits, blocking the thread until it can: its tasks, timers and messages stand still meanwhile.
   *
   * @param options.weight how many. @default 1
   * @param options.timeout ms. @default Infinity
   * @throws {TimeoutError} not taken in time
   * @throws {DeadlockError} this thread would wait for itself, or threads would wait for each other in a circle
   * @throws {RelockError} too many are held by this thread itself; a DeadlockError, too
   * @throws {TypeError} `options` are none. @throws {RangeError} `weight` is not from 1 to all permits
   */
  acquire(options?: Pick<AcquireOptions, 'weight' | 'timeout'>): SemaphoreGuard {
    const weight = weightOf(this, options);
    this[LINE].take(weight, options?.timeout, this.acquire);
    return new SemaphoreGuard(this[LINE].own, weight);
  }

  /**
   * Takes permits if there are enough and nobody waits, without waiting.
   *
   * @returns undefined: there are too few, or others wait
   * @throws {TypeError} `weight` is no number. @throws {RangeError} it is not from 1 to all permits
   */
  tryAcquire(weight = 1): SemaphoreGuard | undefined {
    checkWeight(weight, this.permits);
    const { own } = this[LINE];
    return own.permits.tryTake(weight) ? new SemaphoreGuard(own, weight) : undefined;
  }

  /**
   * Takes permits without blocking the thread. Tasks of one thread get them in the order in which they ask by this
   * Semaphore.
   *
   * @param options.weight how many. @default 1
   * @param options.timeout ms. @default Infinity
   * @returns rejects with {@link TimeoutError} or {@link AbortError}; with {@link DeadlockError}, {@link RelockError} or
   *   {@link TooManyContendersError} where the task says who it is; with {@link TooManyWaitersError} where `maxWaiting`
   *   was given
   */
  acquireAsync(options?: AcquireOptions): Promise<SemaphoreGuard> {
    return taken(this, options, this.acquireAsync);
  }

  /**
   * Holds permits for as long as `fn` runs: until it returns or throws, or its promise settles.
   *
   * @param options as for {@link acquireAsync}
   * @returns what `fn` does
   */
  runExclusive<T>(fn: Section<SemaphoreGuard, T>, options?: AcquireOptions): Promise<T> {
    return runHolding(taken(this, options, this.runExclusive), fn);
  }
}

/** @param entry what the user called */
async function taken(semaphore: Semaphore, options: AcquireOptions | undefined, entry: Entry): Promise<SemaphoreGuard> {
  const weight = weightOf(semaphore, options);
  const line = semaphore[LINE];
  const guard = new SemaphoreGuard(await line.takeAsync(weight, options, entry), weight);
  line.taskGuard = guard;
  return guard;
}

function weightOf({ permits }: Semaphore, options: AcquireOptions | undefined): number {
  checkOptions(options);
  const { weight = 1 } = options ?? {};
  checkWeight(weight, permits);
  return weight;
}
