/**
 * What a mutex is made of: a thread's handle of the word, the thread's tasks that wait, and what is found out about both.
 * Not in the mutex itself, whose subclasses may have names of their own for what they add.
 */
import {
  type MutexOptions as Common,
  checkMost,
  checkOptions,
  checkSignal,
  type Limits,
} from '@contend/counter/limits';
import { AbortError, NotHeldError, RelockError, TimeoutError, TooManyWaitersError } from '@contend/counter/mutex-error';
import { type Contender, nameOf, TaskWatch } from './contender.ts';
import { wordsFor } from './fair-word.ts';
import { MutexGuard, TaskGuard } from './guard.ts';
import { callerOf, type Entry } from './location.ts';
import { FREE, type LockWord, OWNER } from './lock-word.ts';
import { FairQuickWord, QuickWord } from './quick-word.ts';
import { Tasks } from './tasks.ts';
import { ThreadWatch } from './thread-watch.ts';
import { SLOTS, type Thread, thisThread } from './threads.ts';
import { record, took } from './trace.ts';
import { checkWord, placeOf } from './word.ts';

/** 32-bit words of a fair mutex. */
export const FAIR_WORDS: number = wordsFor(SLOTS);

/** What a mutex is made with: all threads give the same. */
export interface MutexOptions extends Common {
  /**
   * Who has waited for a millisecond gets it before all who come later, and before each other that waits at most once.
   * Costs more where many want it: each handing over is a thread that has to be woken. @default false
   */
  fair?: boolean | undefined;
}

/** How a task waits, and who it is. */
export interface LockOptions extends Limits {
  /**
   * Who asks. Contenders that wait for each other in a circle get a DeadlockError, and a RelockError where one asks for
   * what it holds, instead of hanging; costs some microseconds. Without it a task is nobody in particular.
   */
  as?: Contender | undefined;
}

export class Core {
  name: string;
  fair: boolean;
  thread: Thread;
  watch: ThreadWatch;
  Word: typeof QuickWord | typeof FairQuickWord;
  word: LockWord;
  /** Made when the first task comes. */
  tasks: Tasks | undefined = undefined;
  /** The last that a task of this thread got. */
  taskGuard: MutexGuard | undefined = undefined;
  /** Of the tasks of this thread. */
  maxWaiting: number;

  constructor(view: Int32Array, index: number, { name, maxWaiting = Infinity, fair = false }: MutexOptions) {
    checkMost(maxWaiting);
    if (typeof fair !== 'boolean') throw new TypeError(`fair is ${String(fair)}: give true or false`);
    const place = fair ? checkWord(view, index, 'fair mutex', FAIR_WORDS) : checkWord(view, index, 'mutex');
    this.fair = fair;
    this.Word = fair ? FairQuickWord : QuickWord;
    this.thread = thisThread();
    this.maxWaiting = maxWaiting;
    this.name = name ?? `the mutex at word ${place}`;
    this.watch = new ThreadWatch(this.thread, this.name, () => this.taskGuard?.held === true);
    this.word = new this.Word(view, index, this.thread.number, this.watch);
  }

  get queue(): Tasks {
    this.tasks ??= new Tasks(this.word);
    return this.tasks;
  }

  /** Whether `guard` is of this mutex, and its contender holds that now. Two views may be over the same word. */
  isHeldBy({ held, word }: MutexGuard): boolean {
    const { view, index } = this.word;
    const isHere = placeOf(word.view, word.index) === placeOf(view, index);
    return held && isHere && (Atomics.load(view, index) & OWNER) === word.owner;
  }

  /** Releases it by the guard of another handle. @throws {NotHeldError} */
  unlock(guard: MutexGuard): void {
    if (!this.isHeldBy(guard)) throw new NotHeldError();
    guard.release();
  }

  /** Takes the mutex by a handle, blocking the thread. @param entry what the user called. @returns whether its holder died */
  lock(timeout = Infinity, entry: Entry): boolean {
    if (!this.lockSlowly(this.word.owner, timeout, entry)) throw new TimeoutError(timeout);
    return this.word.damaged;
  }

  /** Takes the mutex again by the guard that had released it, blocking the thread. */
  retake({ word }: MutexGuard, entry: Entry): void {
    this.lockSlowly(word.owner, Infinity, entry);
  }

  lockSlowly(owner: number, timeout: number, entry: Entry): boolean {
    this.watch.entry = entry;
    const isPosted = this.tasks?.sentry.posted === true;
    if (owner === this.word.owner && !isPosted) return this.word.lockSlowly(timeout);
    const { view, index } = this.word;
    const word = new this.Word(view, index, owner, this.watch);
    // A wake-up may go to this thread's own tasks, which cannot take it while the thread is blocked.
    if (isPosted) word.nap();
    return word.lockSlowly(timeout);
  }

  /** @param entry what the user called */
  async lockAsync(options: LockOptions | undefined, entry: Entry): Promise<MutexGuard> {
    checkOptions(options);
    const { as, ...limits }: LockOptions = options ?? {};
    checkSignal(limits);
    if (as !== undefined) return this.lockAs(as, limits, callerOf(entry));
    if (!this.takeAtOnce(this.word)) await this.wait(limits, this.word);
    this.taskGuard = new MutexGuard(this.word, this.word.damaged);
    return this.taskGuard;
  }

  async lockAs(as: Contender, limits: Limits, at: string | undefined): Promise<MutexGuard> {
    const { view, index } = this.word;
    const watch = new TaskWatch(this.thread, this.name, as, at);
    const word = new this.Word(view, index, watch.thread.number, watch);
    try {
      if ((Atomics.load(view, index) & OWNER) === word.owner) {
        const since = took(word.owner)[this.name];
        throw new RelockError({ contender: nameOf(as), holds: this.name, waitsFor: this.name, at: since });
      }
      if (!this.takeAtOnce(word)) await watch.during(() => this.wait(limits, word));
    } catch (error) {
      watch.end();
      throw error;
    }
    const guard = new TaskGuard(word, word.damaged, watch);
    record({ guard, name: this.name, at });
    this.taskGuard = guard;
    return guard;
  }

  /** @throws {TooManyWaitersError} */
  wait(limits: Limits, word: LockWord): Promise<void> {
    if (this.waiting >= this.maxWaiting) throw new TooManyWaitersError(this.maxWaiting);
    return this.queue.lock(limits, word);
  }

  get isLocked(): boolean {
    return (Atomics.load(this.word.view, this.word.index) & OWNER) !== FREE;
  }

  get waiting(): number {
    return this.tasks?.queue.length ?? 0;
  }

  cancelAll(reason: unknown): void {
    this.tasks?.queue.refuse(new AbortError(reason, 'all waits were cancelled'));
  }

  /** Nobody is overtaken where nobody waits. */
  takeAtOnce(word: LockWord): boolean {
    return this.queue.queue.length === 0 && word.tryLock();
  }
}
