/** The mutex: what a user of the package holds in hands. */
import { checkOptions } from '@contend/counter/limits';
import { NotHeldError } from '@contend/counter/mutex-error';
import { Core, FAIR_WORDS, type LockOptions, type MutexOptions } from './core.ts';
import { MutexGuard } from './guard.ts';
import { ownWords } from './word.ts';

/** @internal no name, which a subclass might have for something of its own */
export const CORE: unique symbol = Symbol('core');

/** In memory of their own, by this thread. */
let made = 0;

/** Plain data, which a message carries to another thread. */
export interface MutexHandle {
  view: Int32Array;
  index: number;
  name: string;
  fair: boolean;
}

type Own = [options?: MutexOptions | undefined];
type Place = [view: Int32Array, index?: number | undefined, options?: MutexOptions | undefined];

/** Whether the caller left out where it lies. A view that is missing by mistake is none of these. */
function isOptions(where: Own | Place): where is Own {
  return where.length === 0 || (where.length === 1 && Object.getPrototypeOf(where[0] ?? []) === Object.prototype);
}

/**
 * A mutex in one word of shared memory: of all threads that have a `Mutex` over that word, and of all their tasks, one
 * holds it at a time. The word begins as 0, and only mutexes touch it.
 *
 * @example
 * ```ts
 * const mutex = new Mutex();
 * const worker = new Worker(file, { workerData: mutex.share() }); // there: Mutex.from(workerData)
 * {
 *   using guard = mutex.lock();
 *   // nobody else is in here
 * }
 * ```
 */
export class Mutex {
  /** 32-bit words of shared memory that a mutex needs. */
  static readonly WORDS = 1;
  /** That one needs which is made with `fair: true`. */
  static readonly FAIR_WORDS: number = FAIR_WORDS;

  /** @internal */
  readonly [CORE]: Core;

  /**
   * In shared memory of its own.
   *
   * @param options.name @default 'mutex 1' and so on
   * @param options.fair that waiters cannot be overtaken for ever. @default false
   * @param options.maxWaiting of the tasks of this thread
   */
  constructor(options?: MutexOptions);
  /**
   * @param view over a SharedArrayBuffer, or over a WebAssembly memory that is shared
   * @param index of its word in `view`; other data that is written often should be 32 words or more away. @default 0
   * @param options.name @default 'the mutex at word N', N counted from the start of the memory
   * @param options.fair that waiters cannot be overtaken for ever: takes {@link Mutex.FAIR_WORDS}. @default false
   * @param options.maxWaiting of the tasks of this thread
   * @throws {TypeError} `view` is none over shared memory
   * @throws {RangeError} `index` is outside it, or its words do not fit in
   * @throws {TooManyContendersError}
   * @throws {Error} a worker's thread that cannot be told from others: the main thread had not imported the package
   */
  constructor(view: Int32Array, index?: number, options?: MutexOptions);
  constructor(...where: Own | Place) {
    this[CORE] = isOptions(where)
      ? new Core(ownWords(where[0]?.fair ? FAIR_WORDS : 1), 0, { name: `mutex ${++made}`, ...where[0] })
      : new Core(where[0], where[1] ?? 0, where[2] ?? {});
  }

  /** What another thread makes a mutex of that is this one: posted to it, or in its `workerData`. */
  share(): MutexHandle {
    const { word, name, fair } = this[CORE];
    return { view: word.view, index: word.index, name, fair };
  }

  /** @param handle of {@link share}. @throws {TypeError} it is none */
  static from({ view, index, name, fair }: MutexHandle): Mutex {
    return new Mutex(view, index, { name, fair });
  }

  /** How errors call it. */
  get name(): string {
    return this[CORE].name;
  }

  /** Whether somebody holds it, or it was declared lost. */
  get locked(): boolean {
    return this[CORE].isLocked;
  }

  /** How many tasks of this thread wait for it by this Mutex. */
  get waiting(): number {
    return this[CORE].waiting;
  }

  /** Whoever waits by this Mutex without blocking gets an {@link AbortError} with `reason` as its cause. */
  cancelAll(reason?: unknown): void {
    this[CORE].cancelAll(reason);
  }

  /**
   * Waits until the mutex is free, and the tasks of this thread that wait for it now have had it, without holding it
   * afterwards.
   *
   * @param options as for {@link lockAsync}
   */
  async waitForUnlock(options?: LockOptions): Promise<void> {
    (await this[CORE].lockAsync(options, this.waitForUnlock)).release();
  }

  /**
   * Takes the mutex, blocking the thread until it can: its tasks, timers and messages stand still meanwhile.
   *
   * @param options.timeout ms. @default Infinity
   * @throws {TimeoutError} not taken in time
   * @throws {DeadlockError} this thread would wait for itself, or threads would wait for each other in a circle
   * @throws {RelockError} the thread holds it already; a DeadlockError, too
   * @throws {NotRecoverableError} a holder that died left it lost
   * @throws {TypeError} `options` are none
   */
  lock(options?: { timeout?: number | undefined }): MutexGuard {
    if (options !== undefined) checkOptions(options);
    const { word } = this[CORE];
    const ownerDied = word.takeFree() ? false : this[CORE].lock(options?.timeout, this.lock);
    // The one place where a guard is made: of two it would be unknown which it is, and none would be left out.
    return new MutexGuard(word, ownerDied);
  }

  /**
   * Takes the mutex if nobody else has it, without waiting.
   *
   * @returns undefined: somebody else has it
   * @throws {NotRecoverableError} a holder that died left it lost
   */
  tryLock(): MutexGuard | undefined {
    const { word } = this[CORE];
    if (word.takeFree()) return new MutexGuard(word, false);
    return word.tryLock() ? new MutexGuard(word, word.damaged) : undefined;
  }

  /**
   * Releases the mutex, as `guard.release()` does, but quicker in V8: that keeps no object in registers whose methods are
   * called, but it does so with a guard that is handed over.
   *
   * @throws {NotHeldError} the guard was released before, or is another mutex's
   */
  unlock(guard: MutexGuard): void {
    const { word } = this[CORE];
    if (guard.word !== word) this[CORE].unlock(guard);
    else if (guard.held) {
      guard.held = false;
      word.unlock();
    } else throw new NotHeldError();
  }

  /**
   * Takes the mutex without blocking the thread. Tasks of one thread get it in the order in which they ask by this
   * Mutex.
   *
   * @param options.timeout ms. @default Infinity
   * @returns rejects with {@link TimeoutError}, {@link AbortError} or {@link NotRecoverableError}; with
   *   {@link DeadlockError}, {@link RelockError} or {@link TooManyContendersError} where the task says who it is; with
   *   {@link TooManyWaitersError} where `maxWaiting` was given
   */
  lockAsync(options?: LockOptions): Promise<MutexGuard> {
    return this[CORE].lockAsync(options, this.lockAsync);
  }

  /**
   * Holds the mutex for as long as `fn` runs: until it returns or throws, or its promise settles.
   *
   * @param options as for {@link lockAsync}
   * @returns what `fn` does
   */
  async runExclusive<T>(fn: (guard: MutexGuard) => T | PromiseLike<T>, options?: LockOptions): Promise<T> {
    const guard = await this[CORE].lockAsync(options, this.runExclusive);
    // Not `using`: this runs on versions of Node that cannot read it.
    try {
      return await fn(guard);
    } finally {
      guard[Symbol.dispose]();
    }
  }
}
