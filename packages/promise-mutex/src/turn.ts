/** A contender's turn at a mutex: it waits in the queue, and is then the guard. */
import type { CallSite } from '@contend/counter/call-site';
import type { Limits } from '@contend/counter/limits';
import { type Guard, NotHeldError, TooManyWaitersError } from '@contend/counter/mutex-error';
import { beginWait, type Claim, type Contender, endWait } from './contender.ts';
import { type LimitedWaiter, nobodyWaits, waitIn } from './limits.ts';
import { PromiseQueue } from './queue.ts';
import type { Waiter } from './waiters.ts';

/** The queue, and what errors tell of it. */
export class NamedQueue extends PromiseQueue {
  name: string;
  /** Who had it last; holds it now where `held` says so. */
  holder: Turn | undefined = undefined;
  waiting = 0;
  maxWaiting: number;

  constructor(name: string, maxWaiting: number) {
    super();
    this.name = name;
    this.maxWaiting = maxWaiting;
  }

  /** @throws {TooManyWaitersError} */
  override join(waiter: Waiter): void {
    if (this.waiting >= this.maxWaiting) throw new TooManyWaitersError(this.maxWaiting);
    this.waiting++;
    super.join(waiter);
  }

  override leave(waiter: Waiter): void {
    this.waiting--;
    super.leave(waiter);
  }

  /** All who wait get the error. */
  refuse(error: unknown): void {
    for (let { first } = this; first !== undefined; { first } = this) {
      this.leave(first);
      (first as Turn).refused(error);
    }
  }
}

/**
 * How a mutex, its turns and its conditions refer to its queue: by a function, because frameworks that watch objects hand
 * out whatever object is read from one inside a proxy of their own, which is not the same object.
 */
export type QueueOf = () => NamedQueue;

export class Turn implements Guard, Claim, LimitedWaiter {
  queueOf: QueueOf;
  as: Contender | undefined;
  place: CallSite | undefined;
  held = false;
  served: (turn: Turn) => void = nobodyWaits;
  refused: (error: unknown) => void = nobodyWaits;
  next: Waiter | undefined = undefined;
  previous: Waiter | undefined = undefined;

  constructor(queueOf: QueueOf, as: Contender | undefined, place: CallSite | undefined) {
    this.queueOf = queueOf;
    this.as = as;
    this.place = place;
  }

  /** Holds the mutex if it is free, and tells whether it does. */
  take(): boolean {
    if (!this.queueOf().take()) return false;
    this.hold();
    return true;
  }

  /** Throws DeadlockError, TimeoutError, AbortError: then it does not hold the mutex, nor wait for it. */
  async wait(limits: Limits): Promise<void> {
    beginWait(this);
    await waitIn(this.queueOf(), this, limits);
  }

  ended(): void {
    endWait(this);
  }

  enter(): void {
    this.hold();
    this.served(this);
  }

  hold(): void {
    this.held = true;
    this.queueOf().holder = this;
  }

  release(): void {
    if (!this.held) throw new NotHeldError();
    this.held = false;
    const queue = this.queueOf();
    queue.holder = undefined;
    queue.release();
  }

  [Symbol.dispose](): void {
    if (this.held) this.release();
  }
}
