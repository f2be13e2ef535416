/**
 * A condition variable: holders of a mutex wait until others have changed what it guards, and have said so.
 *
 * Who waits says so in the condition's word while it holds the mutex, and then releases it: what is said between cannot be
 * missed. When it has been notified, it asks for the mutex like everybody else, so things may have changed again when it
 * has it (Mesa's rule, and not Hoare's); hence it looks again, in a loop, which a predicate is for.
 *
 * @see Lampson & Redell, "Experience with Processes and Monitors in Mesa", CACM 23(2), 1980
 * @see Birrell, "An Introduction to Programming with Threads", DEC SRC 35, 1989
 */
import { checkOptions, checkSignal, type Limits } from '@contend/counter/limits';
import { NotHeldError } from '@contend/counter/mutex-error';
import { now } from '@contend/counter/time';
import type { MutexGuard } from './guard.ts';
import { CORE, Mutex, type MutexHandle } from './mutex.ts';
import { Sleepers } from './sleepers.ts';
import { checkWord, ownWords } from './word.ts';

/** No name, which a subclass might have for something of its own. */
const SLEEPERS: unique symbol = Symbol('sleepers');

/** Whether what is waited for has come true. Called by who holds the mutex. */
export type Predicate = () => boolean;

type Time = Pick<Limits, 'timeout'>;

/** Plain data, which a message carries to another thread. */
export interface ConditionHandle {
  mutex: MutexHandle;
  view: Int32Array;
  index: number;
}

/**
 * A condition of what a mutex guards, in one word of shared memory, which begins as 0.
 *
 * @example
 * ```ts
 * using guard = mutex.lock();
 * condition.wait(guard, () => !queue.isEmpty());
 * ```
 */
export class Condition {
  /** 32-bit words of shared memory that a condition needs. */
  static readonly WORDS = 1;

  /** What it is a condition of. */
  readonly mutex: Mutex;
  /** @internal */
  readonly [SLEEPERS]: Sleepers;

  /**
   * @param view, index where its word is. @default shared memory of its own
   * @throws {TypeError} `view` is none over shared memory
   * @throws {RangeError} `index` is outside it
   */
  constructor(mutex: Mutex, ...where: [] | [view: Int32Array, index?: number]) {
    // A view that is missing by mistake is no wish for memory of its own.
    const view = where.length === 0 ? ownWords() : where[0];
    const index = where[1] ?? 0;
    checkWord(view, index, 'condition');
    this.mutex = mutex;
    this[SLEEPERS] = new Sleepers(view, index);
  }

  /** What another thread makes a condition of that is this one, of a mutex that is this one's. */
  share(): ConditionHandle {
    const { view, index } = this[SLEEPERS].word;
    return { mutex: this.mutex.share(), view, index };
  }

  /** @param handle of {@link share}. @throws {TypeError} it is none */
  static from({ mutex, view, index }: ConditionHandle): Condition {
    return new Condition(Mutex.from(mutex), view, index);
  }

  /**
   * Releases the mutex, blocks the thread until it is notified, and takes the mutex again, whatever happens.
   *
   * @param options.timeout ms to wait for a notice. @default Infinity
   * @returns false: none came in time; true: look whether it is so, and wait again if it is not
   * @throws {NotHeldError} `guard` is released, or another mutex's
   */
  wait(guard: MutexGuard, options?: Time): boolean;
  /**
   * Waits until `predicate` returns true, which it may do at once.
   *
   * @param options.timeout ms for all of it. @default Infinity
   * @returns what `predicate` returned last: false when the time went by
   */
  wait(guard: MutexGuard, predicate: Predicate, options?: Time): boolean;
  wait(guard: MutexGuard, first?: Predicate | Time, second?: Time): boolean {
    const { predicate, options } = parted<Time>(first, second);
    checkOptions(options);
    checkHolder(this.mutex, guard);
    const deadline = now() + (options.timeout ?? Infinity);
    const wait = () => {
      const notified = this[SLEEPERS].block(leave(guard, this[SLEEPERS]), deadline);
      this.mutex[CORE].retake(guard, this.wait);
      enter(guard);
      return notified;
    };
    if (predicate === undefined) return wait();
    while (!predicate()) if (now() >= deadline || !wait()) return predicate();
    return true;
  }

  /**
   * As {@link wait}, without blocking the thread. The mutex is taken again before it rejects.
   *
   * @param options.timeout ms to wait for a notice. @default Infinity
   * @returns resolves with false: no notice came in time; rejects with {@link AbortError}
   */
  waitAsync(guard: MutexGuard, options?: Limits): Promise<boolean>;
  /** As {@link wait} with a predicate, without blocking the thread. */
  waitAsync(guard: MutexGuard, predicate: Predicate, options?: Limits): Promise<boolean>;
  async waitAsync(guard: MutexGuard, first?: Predicate | Limits, second?: Limits): Promise<boolean> {
    const { predicate, options } = parted<Limits>(first, second);
    checkOptions(options);
    checkSignal(options);
    checkHolder(this.mutex, guard);
    const deadline = now() + (options.timeout ?? Infinity);
    const wait = async () => {
      const since = leave(guard, this[SLEEPERS]);
      try {
        return await this[SLEEPERS].sleep(since, { ...options, timeout: Math.max(0, deadline - now()) });
      } finally {
        await this.mutex[CORE].queue.lock({}, guard.word);
        enter(guard);
      }
    };
    if (predicate === undefined) return wait();
    while (!predicate()) if (now() >= deadline || !(await wait())) return predicate();
    return true;
  }

  /** Wakes one who waits, if anybody does. Best called by who holds the mutex. */
  notifyOne(): void {
    this[SLEEPERS].notifyOne();
  }

  /** Wakes all who wait. */
  notifyAll(): void {
    this[SLEEPERS].word.notifyAll();
  }
}

/** @throws {NotHeldError} */
function checkHolder(mutex: Mutex, guard: MutexGuard): void {
  if (!mutex[CORE].isHeldBy(guard))
    throw new NotHeldError(
      `only the holder can wait for a condition of ${mutex.name}: lock it, and hand over the guard`,
    );
}

function parted<T extends Limits>(
  first: Predicate | T | undefined,
  second: T | undefined,
): { predicate: Predicate | undefined; options: T } {
  const [predicate, options = {} as T] = typeof first === 'function' ? [first, second] : [undefined, first];
  return { predicate, options };
}

/** Waits from now on, and so may be notified, before others can come in. @returns since when */
function leave(guard: MutexGuard, sleepers: Sleepers): number {
  const since = sleepers.enter();
  guard.word.unlock();
  guard.held = false;
  return since;
}

/** The guard that was handed over guards again: the block that says `using` will release it. */
function enter(guard: MutexGuard): void {
  guard.held = true;
  guard.ownerDied = guard.word.damaged;
}
