/**
 * Those who wait, first come, first served: a doubly linked list, so that joining, being served and leaving out of the
 * middle take the same few steps at any length.
 *
 * Whoever leaves takes its links along. That is not tidiness: a dead waiter that the collector has already moved to the
 * old generation would keep everything behind it alive until the next full collection, and a queue that is never empty
 * would be such a chain without an end (measured: three times the time per acquisition).
 *
 * @see Jones, Hosking & Moss, "The Garbage Collection Handbook", 2012, §9.8 (nepotism)
 */
export interface Waiter {
  /** Called once, when it is served: it then holds the mutex. */
  enter(): void;
  next: Waiter | undefined;
  previous: Waiter | undefined;
}

export class Waiters {
  first: Waiter | undefined = undefined;
  last: Waiter | undefined = undefined;

  join(waiter: Waiter): void {
    const { last } = this;
    waiter.previous = last;
    if (last === undefined) this.first = waiter;
    else last.next = waiter;
    this.last = waiter;
  }

  /** @param waiter one that has joined and not left */
  leave(waiter: Waiter): void {
    const { next, previous } = waiter;
    if (previous === undefined) this.first = next;
    else previous.next = next;
    if (next === undefined) this.last = previous;
    else next.previous = previous;
    waiter.next = undefined;
    waiter.previous = undefined;
  }
}
