/**
 * Tasks of one event loop that wait, first come, first served. Whoever is aborted or runs out of time leaves at once,
 * wherever it stands, and nothing of it stays behind: no entry, no timer, no listener.
 */
import { AbortError, TimeoutError } from '@contend/counter/mutex-error';
import { onAbort } from './abort.ts';
import { checkTimeout } from './word.ts';

export interface Patience {
  /** Rejects with {@link AbortError} when it is aborted. */
  signal?: AbortSignal | undefined;
  /** ms after which it rejects with {@link TimeoutError}. @default Infinity */
  timeout?: number | undefined;
}

/** The longest that a timer runs, ms: longer ones would end at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** A pending wait in shared memory keeps no event loop alive, and a program would end in the middle of it: this does. */
let alive: NodeJS.Timeout | undefined;
let pending = 0;

function keepAlive(change: 1 | -1): void {
  pending += change;
  if (pending === 0) clearInterval(alive);
  else if (pending === 1 && change === 1) alive = setInterval(() => {}, LONGEST_MS);
}

export class Waiter {
  previous: Waiter | undefined = undefined;
  next: Waiter | undefined = undefined;
  timer: NodeJS.Timeout | undefined = undefined;
  forget: (() => void) | undefined = undefined;
  resolve: () => void;
  reject: (error: unknown) => void;

  constructor(resolve: () => void, reject: (error: unknown) => void) {
    this.resolve = resolve;
    this.reject = reject;
  }
}

export class Queue {
  first: Waiter | undefined = undefined;
  last: Waiter | undefined = undefined;
  length = 0;

  /** Resolves when it is served by {@link serve}; rejects as its patience says, or by {@link refuse}. */
  wait({ signal, timeout = Infinity }: Patience): Promise<void> {
    checkTimeout(timeout);
    return new Promise<void>((resolve, reject) => {
      const waiter = new Waiter(resolve, reject);
      if (signal !== undefined)
        waiter.forget = onAbort(signal, () => {
          this.leave(waiter);
          reject(new AbortError(signal.reason));
        });
      if (timeout < LONGEST_MS)
        waiter.timer = setTimeout(() => {
          this.leave(waiter);
          reject(new TimeoutError(timeout));
        }, timeout);
      this.enter(waiter);
    });
  }

  enter(waiter: Waiter): void {
    waiter.previous = this.last;
    if (this.last === undefined) this.first = waiter;
    else this.last.next = waiter;
    this.last = waiter;
    this.length++;
    keepAlive(1);
  }

  leave(waiter: Waiter): void {
    const { previous, next } = waiter;
    if (previous === undefined) this.first = next;
    else previous.next = next;
    if (next === undefined) this.last = previous;
    else next.previous = previous;
    waiter.previous = waiter.next = undefined;
    this.length--;
    clearTimeout(waiter.timer);
    waiter.forget?.();
    keepAlive(-1);
  }

  /** The first one's turn has come. */
  serve(): void {
    const waiter = this.first;
    if (waiter === undefined) return;
    this.leave(waiter);
    waiter.resolve();
  }

  /** All who wait get the error. */
  refuse(error: unknown): void {
    for (let waiter = this.first; waiter !== undefined; waiter = this.first) {
      this.leave(waiter);
      waiter.reject(error);
    }
  }
}
