/** How long one is willing to wait. */
import { offAbort, onAbort } from '@contend/counter/abort';
import { AbortError, TimeoutError } from '@contend/counter/mutex-error';
import { clearTimeout, setTimeout } from '@contend/counter/time';
import type { Waiter, Waiters } from './waiters.ts';

export interface Limits {
  /** ms, from 0 (at once or not at all); Infinity, or left out: no limit. Past it: TimeoutError. */
  timeout?: number | undefined;
  /** Once it is aborted: AbortError, with the signal's reason as its cause. */
  signal?: AbortSignal | undefined;
}

/** The longest that a timer runs, ms: 25 days. Longer ones would end at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** Throws RangeError for a timeout that cannot be kept, and AbortError where the signal is aborted already. */
export function checkLimits({ timeout = Number.POSITIVE_INFINITY, signal }: Limits): void {
  if (!(timeout >= 0)) throw new RangeError(`timeout is ${timeout}: give ms from 0, or leave it out`);
  if (signal?.aborted) throw new AbortError(signal.reason);
}

/** A waiter that tells somebody when it is served, and itself when it waits no more, for whatever reason. */
export interface LimitedWaiter extends Waiter {
  served(waiter: LimitedWaiter): void;
  ended(): void;
}

/** `served` of a waiter that nobody waits for yet. */
export function nobodyWaits(): void {}

/**
 * Joins `line` and waits to be served. Past a limit it leaves the line at once and throws TimeoutError or AbortError,
 * here rather than where the timer fires, so that the error's stack names who waited.
 */
export async function waitIn(line: Waiters, waiter: LimitedWaiter, { timeout, signal }: Limits): Promise<void> {
  const outcome = await new Promise<'served' | 'timeout' | 'abort'>((resolve) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const expired = () => {
      line.leave(waiter);
      end('timeout');
    };
    const aborted = () => {
      line.leave(waiter);
      end('abort');
    };
    // All at once and not after the promise: an abort right behind a hand-over must find nothing left to undo.
    const end = (how: 'served' | 'timeout' | 'abort') => {
      clearTimeout(timer);
      if (signal !== undefined) offAbort(signal, aborted);
      waiter.ended();
      resolve(how);
    };
    waiter.served = () => end('served');
    if (timeout !== undefined && timeout <= LONGEST_MS) timer = setTimeout(expired, timeout);
    if (signal !== undefined) onAbort(signal, aborted);
    line.join(waiter);
  });
  if (outcome === 'timeout') throw new TimeoutError(timeout as number);
  if (outcome === 'abort') throw new AbortError(signal?.reason);
}
