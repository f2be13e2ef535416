/**
 * A line in which the first is let in as soon as there is room for it, and nobody else before that: not those behind it,
 * though there be room for them, nor who comes later. So whoever needs much is not kept waiting by those who need little
 * and keep coming.
 *
 * Its length is counted, for it may be limited.
 */
import { TooManyWaitersError } from '@contend/counter/mutex-error';
import type { LimitedWaiter } from './limits.ts';
import { type Waiter, Waiters } from './waiters.ts';

export abstract class Line extends Waiters {
  length = 0;
  /** How many may wait. */
  most: number = Number.POSITIVE_INFINITY;
  /** What errors call it. */
  name: string | undefined = undefined;

  /** Lets in those at the front, for as long as there is room for the first. */
  abstract serve(): void;

  /** @throws {TooManyWaitersError} */
  override join(waiter: Waiter): void {
    if (this.length >= this.most) throw new TooManyWaitersError(this.most, this.name);
    this.length++;
    super.join(waiter);
  }

  /** Out of turn: it may be that those behind have waited for this one alone. */
  override leave(waiter: Waiter): void {
    this.remove(waiter);
    this.serve();
  }

  remove(waiter: Waiter): void {
    this.length--;
    super.leave(waiter);
  }

  /** All who wait get the error, and none of them is let in. */
  refuse(error: unknown): void {
    for (let { first } = this; first !== undefined; { first } = this) {
      this.remove(first);
      (first as LimitedWaiter).served(Promise.reject(error));
    }
  }
}
