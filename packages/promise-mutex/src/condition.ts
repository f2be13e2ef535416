/**
 * A condition variable: who holds a mutex and finds that it cannot go on yet waits here, with the mutex released, until
 * somebody who changed the state notifies it.
 *
 * A notified waiter queues for the mutex like everybody else, so the state may have changed again when it has it (Mesa's
 * rule, and not Hoare's): look again, in a loop.
 *
 * @see Lampson & Redell, "Experience with Processes and Monitors in Mesa", CACM 23(2), 1980
 */
import { checkOptions, checkSignal, type Limits } from '@contend/counter/limits';
import { type Guard, NotHeldError, TimeoutError } from '@contend/counter/mutex-error';
import { now } from '@contend/counter/time';
import { type LimitedWaiter, nobodyWaits, waitIn } from './limits.ts';
import { type Mutex, QUEUE } from './mutex.ts';
import { Turn } from './turn.ts';
import { type Waiter, Waiters } from './waiters.ts';

/** Whether what is waited for has come true. */
export type Predicate = () => boolean;

class Sleeper implements LimitedWaiter {
  served: () => void = nobodyWaits;
  next: Waiter | undefined = undefined;
  previous: Waiter | undefined = undefined;

  enter(): void {
    this.served();
  }

  ended(): void {}
}

/** As the mutex's queue: no name, and a function. */
const SLEEPERS: unique symbol = Symbol('sleepers');

export class Condition {
  /** What it is a condition of. */
  readonly mutex: Mutex;
  /** @internal */
  readonly [SLEEPERS]: () => Waiters;

  constructor(mutex: Mutex) {
    const sleepers = new Waiters();
    this.mutex = mutex;
    this[SLEEPERS] = () => sleepers;
  }

  /**
   * Releases the mutex, waits to be notified, and takes the mutex again, with the same guard, whatever happens. Use it in
   * a loop, or give the predicate.
   *
   * Resolves with false where no notification came within `timeout`. Rejects with AbortError; with NotHeldError where
   * `guard` is released or another mutex's; with DeadlockError, and without the mutex, where waiting for that would never
   * end.
   */
  wait(guard: Guard, limits?: Limits): Promise<boolean>;
  /**
   * Waits until `predicate`, which is called with the mutex held, returns true: `await condition.wait(guard, () =>
   * queue.length > 0)`. It may do so at once. Resolves with what it returned last: false when `timeout`, which is for all
   * of it, went by.
   */
  wait(guard: Guard, predicate: Predicate, limits?: Limits): Promise<boolean>;
  async wait(guard: Guard, first?: Predicate | Limits, second?: Limits): Promise<boolean> {
    const [predicate, limits = {}] = typeof first === 'function' ? [first, second] : [undefined, first];
    const queue = this.mutex[QUEUE]();
    const { holder } = queue;
    if (holder === undefined || !(guard instanceof Turn && guard.held && guard.lock.self() === queue))
      throw new NotHeldError('only the holder can wait for a condition of its mutex: lock it, and hand over the guard');
    checkOptions(limits);
    checkSignal(limits);
    const deadline = now() + (limits.timeout ?? Number.POSITIVE_INFINITY);
    const wait = async () => {
      // The holder is who `guard` is of, and no proxy.
      holder.release();
      try {
        return await notified(this[SLEEPERS](), { ...limits, timeout: Math.max(0, deadline - now()) });
      } finally {
        if (!holder.take()) await holder.wait({});
      }
    };
    if (predicate === undefined) return wait();
    while (!predicate()) if (now() >= deadline || !(await wait())) return predicate();
    return true;
  }

  /** As `wait`, under the name that a condition for threads gives to waiting without blocking. */
  waitAsync(guard: Guard, limits?: Limits): Promise<boolean>;
  waitAsync(guard: Guard, predicate: Predicate, limits?: Limits): Promise<boolean>;
  waitAsync(guard: Guard, first?: Predicate | Limits, second?: Limits): Promise<boolean> {
    return typeof first === 'function' ? this.wait(guard, first, second) : this.wait(guard, first);
  }

  /** Lets the one go on that has waited longest; does nothing where nobody waits. */
  notifyOne(): void {
    const sleepers = this[SLEEPERS]();
    const { first } = sleepers;
    if (first === undefined) return;
    sleepers.leave(first);
    first.enter();
  }

  /** Lets all go on that wait now, one after the other, in the order in which they came. */
  notifyAll(): void {
    while (this[SLEEPERS]().first !== undefined) this.notifyOne();
  }
}

async function notified(sleepers: Waiters, limits: Limits): Promise<boolean> {
  try {
    await waitIn(sleepers, new Sleeper(), limits);
    return true;
  } catch (error) {
    if (error instanceof TimeoutError) return false;
    throw error;
  }
}
