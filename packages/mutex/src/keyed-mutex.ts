/** The mutex by key: what a user of the package holds in hands. */
import { checkOptions, type MutexOptions } from '@contend/counter/limits';
import type { LockOptions } from './core.ts';
import { digestOf, type LockKey } from './key-digest.ts';
import { KeyGuard } from './key-guard.ts';
import { keyTableWords } from './key-table.ts';
import { KEYS, Keys } from './keys.ts';
import { type KeysGuard, lockEach, lockEachAsync } from './lock-all.ts';
import { type Handle, placed, type Where } from './place.ts';
import { runHolding, type Section } from './section.ts';

/** No name, which a subclass might have for something of its own. */
const CORE: unique symbol = Symbol('core');

/**
 * A mutex for each key, in shared memory: of all threads and tasks, one holds a key at a time, and those of different
 * keys do not wait for each other. A key takes up room only while it is held.
 *
 * @example
 * ```ts
 * const accounts = new KeyedMutex();
 * {
 *   using guard = accounts.lock('alice');
 *   // nobody else is in here for alice
 * }
 * ```
 */
export class KeyedMutex {
  /** 32-bit words of shared memory that it needs. */
  static readonly WORDS: number = /* @__PURE__ */ keyTableWords(KEYS);

  /** @internal */
  readonly [CORE]: Keys;

  /**
   * @param where nothing or `options`: in shared memory of its own; or `view, index, options`: in {@link KeyedMutex.WORDS}
   *   words of `view` from `index`, which begin as 0; `options.maxWaiting` is for each key
   * @throws {TypeError} `view` is none over shared memory
   * @throws {RangeError} the words are outside `view`
   * @throws {TooManyContendersError}
   */
  constructor(...where: Where<MutexOptions>) {
    this[CORE] = new Keys(placed('keyed mutex', KeyedMutex.WORDS, where));
  }

  /** What another thread makes a keyed mutex of that is this one: posted to it, or in its `workerData`. */
  share(): Handle {
    const { name, table } = this[CORE];
    return { view: table.view, index: table.base, name };
  }

  /** @param handle of {@link share}. @throws {TypeError} it is none */
  static from({ view, index, name }: Handle): KeyedMutex {
    return new KeyedMutex(view, index, { name });
  }

  /** How errors call it; a key's mutex is called `name[key]`. */
  get name(): string {
    return this[CORE].name;
  }

  /** Whether somebody holds the key. @throws {TypeError} it is neither a string nor a number */
  isLocked(key: LockKey): boolean {
    return this[CORE].isHeld(digestOf(key));
  }

  /**
   * Takes the key, blocking the thread until it can: its tasks, timers and messages stand still meanwhile.
   *
   * @param options.timeout ms. @default Infinity
   * @throws {TimeoutError} not taken in time
   * @throws {DeadlockError} this thread would wait for itself, or threads would wait for each other in a circle
   * @throws {RelockError} the thread holds the key already; a DeadlockError, too
   * @throws {TypeError} `key` is neither a string nor a number, or `options` are none
   */
  lock(key: LockKey, options?: Pick<LockOptions, 'timeout'>): KeyGuard {
    checkOptions(options);
    return new KeyGuard(this[CORE].take(key, options?.timeout ?? Infinity, this.lock));
  }

  /** Takes the key if nobody else has it, without waiting. @returns undefined: somebody else has it */
  tryLock(key: LockKey): KeyGuard | undefined {
    const held = this[CORE].tryTake(key, digestOf(key));
    return held && new KeyGuard(held);
  }

  /**
   * Takes the key without blocking the thread. Tasks of one thread get it in the order in which they ask by this
   * KeyedMutex.
   *
   * @param options.timeout ms. @default Infinity
   * @returns rejects with {@link TimeoutError} or {@link AbortError}; with {@link DeadlockError}, {@link RelockError} or
   *   {@link TooManyContendersError} where the task says who it is; with {@link TooManyWaitersError} where `maxWaiting`
   *   was given
   */
  async lockAsync(key: LockKey, options?: LockOptions): Promise<KeyGuard> {
    return new KeyGuard(await this[CORE].takeAsync(key, options, this.lockAsync));
  }

  /**
   * Takes several keys, blocking the thread: all or none, one after the other in one order, so that those who lock several
   * only in this way do not meet in a deadlock.
   *
   * @param options.timeout ms for all of them. @default Infinity
   * @throws as {@link lock}; then it holds none
   */
  lockAll(keys: Iterable<LockKey>, options: Pick<LockOptions, 'timeout'> = {}): KeysGuard {
    checkOptions(options);
    const core = this[CORE];
    return lockEach(keys, options, core.name, (key, timeout) => new KeyGuard(core.take(key, timeout, this.lockAll)));
  }

  /** As {@link lockAll}, without blocking the thread. @param options as for {@link lockAsync}. @returns rejects as that */
  async lockAllAsync(keys: Iterable<LockKey>, options: LockOptions = {}): Promise<KeysGuard> {
    checkOptions(options);
    return lockEachAsync(keys, options, this.name, (key, timeout) => this.lockAsync(key, { ...options, timeout }));
  }

  /**
   * Holds the key for as long as `fn` runs: until it returns or throws, or its promise settles.
   *
   * @param options as for {@link lockAsync}
   * @returns what `fn` does
   */
  runExclusive<T>(key: LockKey, fn: Section<KeyGuard, T>, options?: LockOptions): Promise<T> {
    const taken = this[CORE].takeAsync(key, options, this.runExclusive);
    return runHolding(
      taken.then((held) => new KeyGuard(held)),
      fn,
    );
  }
}
