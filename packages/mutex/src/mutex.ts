/** The mutex: what a user of the package holds in hands. */
import { AbortError, TimeoutError } from '@contend/counter/mutex-error';
import { type Entry, ThreadWatch } from './deadlock.ts';
import { MutexGuard } from './guard.ts';
import { FREE, type LockWord, lockWord } from './lock-word.ts';
import type { Patience } from './queue.ts';
import { Tasks } from './tasks.ts';
import { thisThread } from './threads.ts';
import { took } from './trace.ts';
import { checkTimeout, checkWord } from './word.ts';

const Word = lockWord(Atomics);

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

  /** How errors call it. */
  readonly name: string;
  /** @internal */
  word: LockWord;
  /** @internal */
  watch: ThreadWatch;
  /** @internal made when the first task comes */
  tasks: Tasks | undefined = undefined;
  /** @internal the last that a task of this thread got */
  taskGuard: MutexGuard | undefined = undefined;

  /**
   * @param view over a SharedArrayBuffer, or over a WebAssembly memory that is shared
   * @param index of its word in `view`; other data that is written often should be 32 words or more away
   * @param options.name how errors call it. @default 'the mutex at word N', N counted from the start of the memory
   * @throws {TypeError} `view` is none over shared memory
   * @throws {RangeError} `index` is outside it
   * @throws {Error} a worker's thread that cannot be told from others: the main thread had not imported the package
   */
  constructor(view: Int32Array, index = 0, { name }: { name?: string } = {}) {
    const place = checkWord(view, index, 'mutex');
    const thread = thisThread();
    this.name = name ?? `the mutex at word ${place}`;
    this.watch = new ThreadWatch(thread, this.name, took);
    this.watch.heldByTask = () => this.taskGuard?.held === true;
    this.word = new Word(view, index, thread.number, this.watch);
  }

  /**
   * Takes the mutex, blocking the thread until it can: its tasks, timers and messages stand still meanwhile.
   *
   * @param options.timeout ms. @default Infinity
   * @throws {TimeoutError} not taken in time
   * @throws {DeadlockError} this thread would wait for itself, or threads would wait for each other in a circle
   * @throws {RelockError} the thread holds it already; a DeadlockError, too
   * @throws {NotRecoverableError} a holder that died left it lost
   */
  lock(options?: { timeout?: number | undefined }): MutexGuard {
    const { word } = this;
    if (Atomics.compareExchange(word.view, word.index, FREE, word.owner) === FREE) return new MutexGuard(word, false);
    return this.lockSlowly(options?.timeout, this.lock);
  }

  /**
   * Takes the mutex if nobody else has it, without waiting.
   *
   * @returns undefined: somebody else has it
   * @throws {NotRecoverableError} a holder that died left it lost
   */
  tryLock(): MutexGuard | undefined {
    const { word } = this;
    if (Atomics.compareExchange(word.view, word.index, FREE, word.owner) === FREE) return new MutexGuard(word, false);
    return word.tryLock() ? new MutexGuard(word, word.damaged) : undefined;
  }

  /**
   * Takes the mutex without blocking the thread. Tasks of one thread get it in the order in which they ask by this
   * Mutex.
   *
   * @param options.timeout ms. @default Infinity
   * @returns rejects with {@link TimeoutError}, {@link AbortError} or {@link NotRecoverableError}
   */
  async lockAsync(options: Patience = {}): Promise<MutexGuard> {
    if (options.signal?.aborted) throw new AbortError(options.signal.reason);
    this.tasks ??= new Tasks(this.word);
    // Nobody is overtaken where nobody waits.
    if (this.tasks.queue.length > 0 || !this.word.tryLock()) await this.tasks.lock(options);
    const guard = new MutexGuard(this.word, this.word.damaged);
    this.taskGuard = guard;
    return guard;
  }

  /**
   * Holds the mutex for as long as `fn` runs: until it returns or throws, or its promise settles.
   *
   * @param options as for {@link lockAsync}
   * @returns what `fn` does
   */
  async runExclusive<T>(fn: (guard: MutexGuard) => T | PromiseLike<T>, options: Patience = {}): Promise<T> {
    using guard = await this.lockAsync(options);
    return await fn(guard);
  }

  /** @internal */
  lockSlowly(timeout = Infinity, entry: Entry): MutexGuard {
    checkTimeout(timeout);
    this.watch.entry = entry;
    if (!this.word.lockSlowly(timeout)) throw new TimeoutError(timeout);
    return new MutexGuard(this.word, this.word.damaged);
  }
}
