/** The mutex: what a user of the package holds in hands. */
import { atomics } from '@contend/counter/atomics';
import { AbortError, RelockError, TimeoutError } from '@contend/counter/mutex-error';
import { type Contender, nameOf, TaskWatch } from './contender.ts';
import { MutexGuard, TaskGuard } from './guard.ts';
import { callerOf, type Entry } from './location.ts';
import { FREE, type LockWord, lockWord, OWNER } from './lock-word.ts';
import type { Limits } from './queue.ts';
import { Tasks } from './tasks.ts';
import { ThreadWatch } from './thread-watch.ts';
import { type Thread, thisThread } from './threads.ts';
import { record, took } from './trace.ts';
import { checkTimeout, checkWord } from './word.ts';

const Word = lockWord(atomics);

/** How a task waits, and who it is. */
export interface LockOptions extends Limits {
  /**
   * Who asks. Contenders that wait for each other in a circle get a DeadlockError, and a RelockError where one asks for
   * what it holds, instead of hanging; costs some microseconds. Without it a task is nobody in particular.
   */
  as?: Contender | undefined;
}

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
  /** @internal */
  thread: Thread;
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
    this.thread = thisThread();
    this.name = name ?? `the mutex at word ${place}`;
    this.watch = new ThreadWatch(this.thread, this.name, () => this.taskGuard?.held === true);
    this.word = new Word(view, index, this.thread.number, this.watch);
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
   * @returns rejects with {@link TimeoutError}, {@link AbortError} or {@link NotRecoverableError}; with
   *   {@link DeadlockError} or {@link RelockError} where the task says who it is
   */
  lockAsync(options: LockOptions = {}): Promise<MutexGuard> {
    return this.lockFrom(options, this.lockAsync);
  }

  /**
   * Holds the mutex for as long as `fn` runs: until it returns or throws, or its promise settles.
   *
   * @param options as for {@link lockAsync}
   * @returns what `fn` does
   */
  async runExclusive<T>(fn: (guard: MutexGuard) => T | PromiseLike<T>, options: LockOptions = {}): Promise<T> {
    const guard = await this.lockFrom(options, this.runExclusive);
    // Not `using`: this runs on versions of Node that cannot read it.
    try {
      return await fn(guard);
    } finally {
      guard[Symbol.dispose]();
    }
  }

  /** @internal */
  get queue(): Tasks {
    this.tasks ??= new Tasks(this.word);
    return this.tasks;
  }

  /** @internal */
  has({ word: { view, index } }: MutexGuard): boolean {
    return view === this.word.view && index === this.word.index;
  }

  /** @internal @param entry what the user called */
  async lockFrom({ as, ...patience }: LockOptions, entry: Entry): Promise<MutexGuard> {
    checkTimeout(patience.timeout ?? Infinity);
    if (patience.signal?.aborted) throw new AbortError(patience.signal.reason);
    if (as !== undefined) return this.lockAs(as, patience, callerOf(entry));
    // Nobody is overtaken where nobody waits.
    if (this.queue.queue.length > 0 || !this.word.tryLock()) await this.queue.lock(patience, this.word);
    this.taskGuard = new MutexGuard(this.word, this.word.damaged);
    return this.taskGuard;
  }

  /** @internal */
  async lockAs(as: Contender, patience: Limits, at: string | undefined): Promise<MutexGuard> {
    const { view, index } = this.word;
    const watch = new TaskWatch(this.thread, this.name, as, at);
    const word = new Word(view, index, watch.thread.number, watch);
    try {
      await watch.during(() => this.lockBy(word, as, patience));
    } catch (error) {
      watch.end();
      throw error;
    }
    const guard = new TaskGuard(word, word.damaged, watch);
    record({ guard, name: this.name, at });
    this.taskGuard = guard;
    return guard;
  }

  /** @internal */
  async lockBy(word: LockWord, as: Contender, patience: Limits): Promise<void> {
    if ((Atomics.load(word.view, word.index) & OWNER) === word.owner) {
      const at = took(word.owner)[this.name];
      throw new RelockError({ contender: nameOf(as), holds: this.name, waitsFor: this.name, at });
    }
    if (this.queue.queue.length > 0 || !word.tryLock()) await this.queue.lock(patience, word);
  }

  /** @internal Takes the mutex again by the guard that had released it, blocking the thread. */
  retake({ word: { view, index, owner } }: MutexGuard, entry: Entry): void {
    this.watch.entry = entry;
    new Word(view, index, owner, this.watch).lockSlowly(Infinity);
  }

  /** @internal */
  lockSlowly(timeout = Infinity, entry: Entry): MutexGuard {
    checkTimeout(timeout);
    this.watch.entry = entry;
    if (!this.word.lockSlowly(timeout)) throw new TimeoutError(timeout);
    return new MutexGuard(this.word, this.word.damaged);
  }
}
