/** A contender's turn at a mutex: it waits in the queue, and is then the guard. */
import { type Guard, NotHeldError } from '@contend/counter/mutex-error';
import { beginWait, type Claim, type Contender, endWait, type Place } from './contender.ts';
import { type LimitedWaiter, type Limits, nobodyWaits, waitIn } from './limits.ts';
import { PromiseQueue } from './queue.ts';
import type { Waiter } from './waiters.ts';

/** The queue, and what errors tell of it. */
export class NamedQueue extends PromiseQueue {
  name: string;
  /** Who had it last; holds it now where `held` says so. */
  holder: Turn | undefined = undefined;

  constructor(name: string) {
    super();
    this.name = name;
  }
}

export class Turn implements Guard, Claim, LimitedWaiter {
  mutex: NamedQueue;
  as: Contender | undefined;
  place: Place | undefined;
  held = false;
  served: (turn: Turn) => void = nobodyWaits;
  next: Waiter | undefined = undefined;
  previous: Waiter | undefined = undefined;

  constructor(mutex: NamedQueue, as: Contender | undefined, place: Place | undefined) {
    this.mutex = mutex;
    this.as = as;
    this.place = place;
  }

  /** Holds the mutex if it is free, and tells whether it does. */
  take(): boolean {
    if (!this.mutex.take()) return false;
    this.hold();
    return true;
  }

  /** Throws DeadlockError, TimeoutError, AbortError: then it does not hold the mutex, nor wait for it. */
  async wait(limits: Limits): Promise<void> {
    beginWait(this);
    await waitIn(this.mutex, this, limits);
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
    this.mutex.holder = this;
  }

  release(): void {
    if (!this.held) throw new NotHeldError();
    this.held = false;
    this.mutex.holder = undefined;
    this.mutex.release();
  }

  [Symbol.dispose](): void {
    if (this.held) this.release();
  }
}
