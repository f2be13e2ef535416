/**
 * The mutex to install, for the tasks of one event loop: the queue of queue.ts, with guards that know whether they hold
 * it, limits to waiting, and deadlocks named where contenders say who they are.
 */
import { callSite } from '@contend/counter/call-site';
import { checkMost, checkOptions, checkSignal, type Limits, type MutexOptions } from '@contend/counter/limits';
import { AbortError, type Guard, TimeoutError } from '@contend/counter/mutex-error';
import type { Contender } from './contender.ts';
import { waitFor } from './limits.ts';
import { runHolding, type Section } from './section.ts';
import { LimitedQueue, NamedQueue, Turn } from './turn.ts';

export interface LockOptions extends Limits {
  /**
   * Who asks. Where contenders that say so wait for each other in a circle, the one who would close it gets
   * DeadlockError, and RelockError who asks for what it holds itself, instead of hanging. Costs a microsecond or two,
   * for noting where that was.
   */
  as?: Contender | undefined;
}

let made = 0;

/** Not a name, which a subclass might have for something of its own. */
export const QUEUE: unique symbol = Symbol('queue');

export class Mutex {
  /** @internal */
  readonly [QUEUE]: () => NamedQueue;

  /** How errors call it. */
  get name(): string {
    return this[QUEUE]().name;
  }

  /** @param options.name @default 'mutex 1' and so on */
  constructor({ name = `mutex ${++made}`, maxWaiting }: MutexOptions = {}) {
    if (maxWaiting !== undefined) checkMost(maxWaiting);
    this[QUEUE] = (maxWaiting === undefined ? new NamedQueue(name) : new LimitedQueue(name, maxWaiting)).self;
  }

  /**
   * Waits until nobody else holds the mutex; first come, first served. The guard releases it: `using guard = await
   * mutex.lock()` on every way out of the block. Rejects with TimeoutError, AbortError, DeadlockError, RelockError,
   * TooManyWaitersError, and with TypeError and RangeError for options that are none.
   */
  lock(options?: LockOptions): Promise<Guard> {
    const queue = this[QUEUE]();
    if (options !== undefined) return lockWith(queue, options, this.lock);
    const turn = new Turn(queue, undefined, undefined);
    return turn.take() ? Promise.resolve(turn) : waitFor(queue, turn);
  }

  /** Whether somebody holds it. */
  get locked(): boolean {
    return this[QUEUE]().held;
  }

  /** How many wait for it. */
  get waiting(): number {
    return this[QUEUE]().waiting;
  }

  /** Whoever waits gets AbortError, with `reason` as its cause; the holder goes on. */
  cancelAll(reason?: unknown): void {
    this[QUEUE]().refuse(new AbortError(reason, 'all waits were cancelled'));
  }

  /** Waits until everybody who holds the mutex or waits for it now has released it, without holding it afterwards. */
  async waitForUnlock(options?: LockOptions): Promise<void> {
    (await (options === undefined ? this.lock() : lockWith(this[QUEUE](), options, this.waitForUnlock))).release();
  }

  /** As `lock`, under the name that a mutex for threads gives to waiting without blocking. */
  lockAsync(options?: LockOptions): Promise<Guard> {
    return options === undefined ? this.lock() : lockWith(this[QUEUE](), options, this.lockAsync);
  }

  /** Takes the mutex if it is free; undefined if it is not. Waits for nothing, so it cannot deadlock. */
  tryLock({ as }: Pick<LockOptions, 'as'> = {}): Guard | undefined {
    const turn = new Turn(this[QUEUE](), as, as === undefined ? undefined : callSite(this.tryLock));
    return turn.take() ? turn : undefined;
  }

  /**
   * Runs `section` while holding the mutex and returns what it returns; the mutex is released when that has settled. The
   * section is given the guard, to wait on a condition with or to release early.
   */
  runExclusive<T>(section: Section<Guard, T>, options?: LockOptions): Promise<T> {
    return runHolding(
      options === undefined ? this.lock() : lockWith(this[QUEUE](), options, this.runExclusive),
      section,
    );
  }
}

/** @param called what the user called: where from is noted */
export async function lockWith(
  queue: NamedQueue,
  options: LockOptions,
  called: (...args: never[]) => unknown,
): Promise<Guard> {
  checkOptions(options);
  checkSignal(options);
  const { as, timeout } = options;
  const turn = new Turn(queue, as, as === undefined ? undefined : callSite(called));
  if (turn.take()) return turn;
  if (timeout === 0) throw new TimeoutError(timeout, queue.name);
  await turn.wait(options);
  return turn;
}
