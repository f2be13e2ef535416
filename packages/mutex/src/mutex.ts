/** The mutex: what a user of the package holds in hands. */
import { Core, type LockOptions } from './core.ts';
import { MutexGuard } from './guard.ts';
import { FREE } from './lock-word.ts';

/** @internal no name, which a subclass might have for something of its own */
export const CORE: unique symbol = Symbol('core');

/**
 * A mutex in one word of shared memory: of all threads that have a `Mutex` over that word, and of all their tasks, one
 * holds it at a time. The word begins as 0, and only mutexes touch it.
 *
 * @example
 * ```ts
 * const view = new Int32Array(new SharedArrayBuffer(4 * Mutex.WORDS));
 * const mutex = new Mutex(view, 0);
 * {
 *   using guard = mutex.lock();
 *   // nobody else is in here
 * }
 * ```
 */
export class Mutex {
  /** 32-bit words of shared memory that a mutex needs. */
  static readonly WORDS = 1;

  /** @internal */
  readonly [CORE]: Core;

  /**
   * @param view over a SharedArrayBuffer, or over a WebAssembly memory that is shared
   * @param index of its word in `view`; other data that is written often should be 32 words or more away
   * @param options.name how errors call it. @default 'the mutex at word N', N counted from the start of the memory
   * @throws {TypeError} `view` is none over shared memory
   * @throws {RangeError} `index` is outside it
   * @throws {TooManyContendersError}
   * @throws {Error} a worker's thread that cannot be told from others: the main thread had not imported the package
   */
  constructor(view: Int32Array, index = 0, { name }: { name?: string } = {}) {
    this[CORE] = new Core(view, index, name);
  }

  /** How errors call it. */
  get name(): string {
    return this[CORE].name;
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
    const { word } = this[CORE];
    if (Atomics.compareExchange(word.view, word.index, FREE, word.owner) === FREE) return new MutexGuard(word, false);
    return this[CORE].lock(options, this.lock);
  }

  /**
   * Takes the mutex if nobody else has it, without waiting.
   *
   * @returns undefined: somebody else has it
   * @throws {NotRecoverableError} a holder that died left it lost
   */
  tryLock(): MutexGuard | undefined {
    const { word } = this[CORE];
    if (Atomics.compareExchange(word.view, word.index, FREE, word.owner) === FREE) return new MutexGuard(word, false);
    return word.tryLock() ? new MutexGuard(word, word.damaged) : undefined;
  }

  /**
   * Takes the mutex without blocking the thread. Tasks of one thread get it in the order in which they ask by this
   * Mutex.
   *
   * @param options.timeout ms. @default Infinity
   * @returns rejects with {@link TimeoutError}, {@link AbortError} or {@link NotRecoverableError}; with
   *   {@link DeadlockError}, {@link RelockError} or {@link TooManyContendersError} where the task says who it is
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
