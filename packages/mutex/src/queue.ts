/**
 * Tasks of one event loop that wait, first come, first served. Whoever is aborted or runs out of time leaves at once,
 * wherever it stands, and nothing of it stays behind: no entry, no timer, no listener.
 */
import { offAbort, onAbort } from '@contend/counter/abort';
import { keepAlive } from '@contend/counter/keep-alive';
import { type Limits, LONGEST_MS } from '@contend/counter/limits';
import { AbortError, TimeoutError } from '@contend/counter/mutex-error';
import { clearTimeout, setTimeout } from '@contend/counter/time';

export class Waiter<T> {
  previous: Waiter<T> | undefined = undefined;
  next: Waiter<T> | undefined = undefined;
  timer: NodeJS.Timeout | undefined = undefined;
  forget: (() => void) | undefined = undefined;
  queued = false;
  /** What whoever serves it must know of it. */
  subject: T;
  resolve: () => void;
  reject: (error: unknown) => void;

  constructor(subject: T, resolve: () => void, reject: (error: unknown) => void) {
    this.subject = subject;
    this.resolve = resolve;
    this.reject = reject;
  }
}

export class Queue<T> {
  first: Waiter<T> | undefined = undefined;
  last: Waiter<T> | undefined = undefined;
  length = 0;

  /** Resolves when it is served by {@link serve}; rejects as its patience says, or by {@link refuse}. */
  wait({ signal, timeout = Infinity }: Limits, subject: T): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      const waiter = new Waiter(subject, resolve, reject);
      if (signal !== undefined) {
        const aborted = () => this.expel(waiter, new AbortError(signal.reason));
        onAbort(signal, aborted);
        waiter.forget = () => offAbort(signal, aborted);
      }
      if (timeout < LONGEST_MS) waiter.timer = setTimeout(() => this.expel(waiter, new TimeoutError(timeout)), timeout);
      this.enter(waiter);
    });
  }

  enter(waiter: Waiter<T>): void {
    waiter.previous = this.last;
    if (this.last === undefined) this.first = waiter;
    else this.last.next = waiter;
    this.last = waiter;
    waiter.queued = true;
    this.length++;
    keepAlive(1);
  }

  leave(waiter: Waiter<T>): void {
    const { previous, next } = waiter;
    if (previous === undefined) this.first = next;
    else previous.next = next;
    if (next === undefined) this.last = previous;
    else next.previous = previous;
    waiter.previous = waiter.next = undefined;
    waiter.queued = false;
    this.length--;
    clearTimeout(waiter.timer);
    waiter.forget?.();
    keepAlive(-1);
  }

  /** The first one's turn has come. */
  serve(): void {
    if (this.first !== undefined) this.admit(this.first);
  }

  /** One's turn has come that need not be the first. */
  admit(waiter: Waiter<T>): void {
    this.leave(waiter);
    waiter.resolve();
  }

  /** It gets the error, if it waits still. */
  expel(waiter: Waiter<T>, error: unknown): void {
    if (!waiter.queued) return;
    this.leave(waiter);
    waiter.reject(error);
  }

  /** All who wait get the error. */
  refuse(error: unknown): void {
    while (this.first !== undefined) this.expel(this.first, error);
  }

  *[Symbol.iterator](): Generator<Waiter<T>> {
    for (let waiter = this.first; waiter !== undefined; waiter = waiter.next) yield waiter;
  }
}
