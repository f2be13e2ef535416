/** The readers-writer lock: what a user of the package holds in hands. */
import { atomics } from '@contend/counter/atomics';
import { checkOptions, type MutexOptions } from '@contend/counter/limits';
import type { LockOptions } from './core.ts';
import { type Claim, Line } from './line.ts';
import type { Entry } from './location.ts';
import { type Handle, placed, type Where } from './place.ts';
import { ReadGuard, WriteGuard } from './rwlock-guard.ts';
import { runHolding, type Section } from './section.ts';
import { ALL, type SharedPermits, sharedPermits, WORDS } from './shared-permits.ts';

const Ledger = /* @__PURE__ */ sharedPermits(atomics);

/** No name, which a subclass might have for something of its own. */
const LINE: unique symbol = Symbol('line');

type Time = Pick<LockOptions, 'timeout'>;

/**
 * A readers-writer lock in shared memory: any number of readers or one writer, threads and their tasks. Who is first in
 * line is let in before anybody else, reader or writer.
 *
 * @example
 * ```ts
 * const lock = new RWLock();
 * {
 *   using guard = lock.read();
 *   // nobody writes meanwhile
 * }
 * ```
 */
export class RWLock {
  /** 32-bit words of shared memory that a readers-writer lock needs. */
  static readonly WORDS: number = WORDS;

  /** @internal */
  readonly [LINE]: Line<SharedPermits>;

  /**
   * @param where nothing or `options`: in shared memory of its own; or `view, index, options`: in {@link RWLock.WORDS} words
   *   of `view` from `index`, which begin as 0
   * @throws {TypeError} `view` is none over shared memory
   * @throws {RangeError} the words are outside `view`
   * @throws {TooManyContendersError}
   */
  constructor(...where: Where<MutexOptions>) {
    const place = placed('rwlock', WORDS, where);
    this[LINE] = new Line(place, (turnstile, watch) => new Ledger(turnstile, watch));
  }

  /** What another thread makes a lock of that is this one: posted to it, or in its `workerData`. */
  share(): Handle {
    const { name, own } = this[LINE];
    return { view: own.permits.view, index: own.permits.base, name };
  }

  /** @param handle of {@link share}. @throws {TypeError} it is none */
  static from({ view, index, name }: Handle): RWLock {
    return new RWLock(view, index, { name });
  }

  /** How errors call it. */
  get name(): string {
    return this[LINE].name;
  }

  /** How many tasks of this thread wait for it by this RWLock. */
  get waiting(): number {
    return this[LINE].waiting;
  }

  /** Whoever waits by this RWLock without blocking gets an {@link AbortError} with `reason` as its cause. */
  cancelAll(reason?: unknown): void {
    this[LINE].cancelAll(reason);
  }

  /**
   * Begins to read, blocking the thread until it can. A thread that reads already is let in past those who wait.
   *
   * @param options.timeout ms. @default Infinity
   * @throws {TimeoutError} not let in in time
   * @throws {DeadlockError} this thread would wait for itself, or threads would wait for each other in a circle
   * @throws {RelockError} the thread writes; a DeadlockError, too
   * @throws {NotRecoverableError} a writer that died left it lost
   * @throws {TypeError} `options` are none
   */
  read(options?: Time): ReadGuard {
    checkOptions(options);
    const line = this[LINE];
    line.take(1, options?.timeout, this.read);
    return new ReadGuard(line.own);
  }

  /** Begins to read if nobody writes or waits, without waiting. @returns undefined: somebody does */
  tryRead(): ReadGuard | undefined {
    const { own } = this[LINE];
    return own.permits.tryTake(1) ? new ReadGuard(own) : undefined;
  }

  /**
   * Begins to read without blocking the thread. Tasks of one thread are let in in the order in which they ask by this
   * RWLock; one that says who it is, and reads already, is let in past those who wait.
   *
   * @param options.timeout ms. @default Infinity
   * @returns rejects with {@link TimeoutError}, {@link AbortError} or {@link NotRecoverableError}; with
   *   {@link DeadlockError}, {@link RelockError} or {@link TooManyContendersError} where the task says who it is; with
   *   {@link TooManyWaitersError} where `maxWaiting` was given
   */
  readAsync(options?: LockOptions): Promise<ReadGuard> {
    return guarded(this, 1, ReadGuard, options, this.readAsync);
  }

  /**
   * Begins to write, blocking the thread until it can.
   *
   * @param options as for {@link read}
   * @throws {RelockError} the thread reads or writes already; and as {@link read}
   */
  write(options?: Time): WriteGuard {
    checkOptions(options);
    const line = this[LINE];
    line.take(ALL, options?.timeout, this.write);
    return new WriteGuard(line.own);
  }

  /** Begins to write if nobody reads or writes or waits, without waiting. @returns undefined: somebody does */
  tryWrite(): WriteGuard | undefined {
    const { own } = this[LINE];
    return own.permits.tryTake(ALL) ? new WriteGuard(own) : undefined;
  }

  /** Begins to write without blocking the thread. @param options as for {@link readAsync}. @returns as that */
  writeAsync(options?: LockOptions): Promise<WriteGuard> {
    return guarded(this, ALL, WriteGuard, options, this.writeAsync);
  }

  /**
   * Reads for as long as `fn` runs: until it returns or throws, or its promise settles.
   *
   * @param options as for {@link readAsync}
   * @returns what `fn` does
   */
  runShared<T>(fn: Section<ReadGuard, T>, options?: LockOptions): Promise<T> {
    return runHolding(guarded(this, 1, ReadGuard, options, this.runShared), fn);
  }

  /** As {@link runShared}, and writes. */
  runExclusive<T>(fn: Section<WriteGuard, T>, options?: LockOptions): Promise<T> {
    return runHolding(guarded(this, ALL, WriteGuard, options, this.runExclusive), fn);
  }
}

type GuardClass<G> = new (claim: Claim<SharedPermits>) => G;

/** @param entry what the user called */
async function guarded<G extends ReadGuard | WriteGuard>(
  lock: RWLock,
  weight: number,
  Guard: GuardClass<G>,
  options: LockOptions | undefined,
  entry: Entry,
): Promise<G> {
  const line = lock[LINE];
  const guard = new Guard(await line.takeAsync(weight, options, entry));
  line.taskGuard = guard;
  return guard;
}
