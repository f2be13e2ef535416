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
  private readonly label: string;
  /** Who had it last; holds it now where `held` says so. */
  holder: Turn | undefined = undefined;
  /**
   * This very queue. Frameworks that watch objects hand out whatever object is read from one inside a proxy of their own,
   * which is another object; but what a function returns is not read.
   */
  self: () => NamedQueue = () => this;

  constructor(name: string) {
    super();
    this.label = name;
  }

  /** What errors call it. */
  get name(): string {
    return this.label;
  }

  /** Who holds it: one, or nobody. */
  get holders(): readonly Claim[] {
    return this.holder === undefined ? [] : [this.holder];
  }

  /** How many wait: they are counted when somebody asks, for joining and leaving to cost nothing more. */
  get waiting(): number {
    let count = 0;
    for (let waiter = this.first; waiter !== undefined; waiter = waiter.next) count++;
    return count;
  }

  /** All who wait get the error. */
  refuse(error: unknown): void {
    for (let { first } = this; first !== undefined; { first } = this) {
      this.leave(first);
      (first as Turn).served(Promise.reject(error));
    }
  }
}

/** A queue that is full at some length, and therefore counts. */
export class LimitedQueue extends NamedQueue {
  private length = 0;
  private readonly most: number;

  constructor(name: string, most: number) {
    super(name);
    this.most = most;
  }

  override get waiting(): number {
    return this.length;
  }

  /** @throws {TooManyWaitersError} */
  override join(waiter: Waiter): void {
    if (this.length >= this.most) throw new TooManyWaitersError(this.most, this.name);
    this.length++;
    super.join(waiter);
  }

  override leave(waiter: Waiter): void {
    this.length--;
    super.leave(waiter);
  }
}

export class Turn implements Guard, Claim, LimitedWaiter {
  lock: NamedQueue;
  as: Contender | undefined;
  place: CallSite | undefined;
  held = false;
  served: (outcome: Turn | Promise<never>) => void = nobodyWaits;
  next: Waiter | undefined = undefined;
  previous: Waiter | undefined = undefined;

  constructor(lock: NamedQueue, as: Contender | undefined, place: CallSite | undefined) {
    this.lock = lock;
    this.as = as;
    this.place = place;
  }

  /** Holds the mutex if it is free, and tells whether it does. */
  take(): boolean {
    if (!this.lock.take()) return false;
    this.hold();
    return true;
  }

  /** Throws DeadlockError, TimeoutError, AbortError: then it does not hold the mutex, nor wait for it. */
  async wait(limits: Limits): Promise<void> {
    beginWait(this);
    await waitIn(this.lock, this, limits);
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
    this.lock.holder = this;
  }

  release(): void {
    if (!this.held) throw new NotHeldError();
    this.held = false;
    const queue = this.lock.self();
    queue.holder = undefined;
    queue.release();
  }

  [Symbol.dispose](): void {
    if (this.held) this.release();
  }
}
