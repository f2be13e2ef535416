/** A wait that ends by being served, or by a time or a signal before that. */
import { offAbort, onAbort } from '@contend/counter/abort';
import { keepAlive } from '@contend/counter/keep-alive';
import { type Limits, LONGEST_MS } from '@contend/counter/limits';
import { AbortError, TimeoutError } from '@contend/counter/mutex-error';
import { clearTimeout, setTimeout } from '@contend/counter/time';
import type { Waiter, Waiters } from './waiters.ts';

/** A waiter that tells somebody when it is served, and itself when it waits no more, for whatever reason. */
export interface LimitedWaiter extends Waiter {
  /** @param refusal a promise that rejects, where it is refused */
  served(refusal?: unknown): void;
  ended(): void;
}

/** Waiters for something that errors have a name for. */
type NamedWaiters = Waiters & { name?: string | undefined };

/** `served` of a waiter that nobody waits for yet. */
export function nobodyWaits(): void {}

/** Joins `line`, and resolves with the waiter once it is served: it is then the guard. */
export function waitFor<W extends LimitedWaiter>(line: Waiters, waiter: W): Promise<W> {
  return new Promise((resolve) => {
    waiter.served = resolve as LimitedWaiter['served'];
    line.join(waiter);
  });
}

/**
 * Joins `line` and waits to be served. Past a limit it leaves the line at once and throws TimeoutError or AbortError,
 * here rather than where the timer fires, so that the error's stack names who waited.
 */
export async function waitIn(line: NamedWaiters, waiter: LimitedWaiter, { timeout, signal }: Limits): Promise<void> {
  const outcome = await new Promise<unknown>((resolve) => {
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
    const end = (how: unknown) => {
      clearTimeout(timer);
      if (signal !== undefined) {
        keepAlive(-1);
        offAbort(signal, aborted);
      }
      waiter.ended();
      resolve(how);
    };
    waiter.served = end;
    if (timeout !== undefined && timeout <= LONGEST_MS) timer = setTimeout(expired, timeout);
    // What will abort it may keep no program alive, as the timer of `AbortSignal.timeout` does not.
    if (signal !== undefined) {
      keepAlive(1);
      onAbort(signal, aborted);
    }
    try {
      line.join(waiter);
    } catch (error) {
      end(Promise.reject(error));
    }
  });
  if (outcome === 'timeout') throw new TimeoutError(timeout as number, line.name);
  if (outcome === 'abort') throw new AbortError(signal?.reason);
}
