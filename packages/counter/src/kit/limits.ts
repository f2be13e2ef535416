/** How long a caller of our installable mutexes is willing to wait, and what is none of these options. */
import { AbortError } from './mutex-error.ts';

export interface Limits {
  /** ms, from 0 (at once or not at all); Infinity, or left out: no limit. Past it: TimeoutError. */
  timeout?: number | undefined;
  /** Once it is aborted: AbortError, with the signal's reason as its cause. */
  signal?: AbortSignal | undefined;
}

/** The longest that a timer runs, ms: 25 days. Longer ones would end at once. */
export const LONGEST_MS: number = 2 ** 31 - 1;

/**
 * @throws {TypeError} what was given is no such options, a timeout in another type, or no signal
 * @throws {RangeError} a timeout that is no time
 */
export function checkOptions(options: unknown): asserts options is Limits | undefined {
  if (options === undefined) return;
  if (typeof options !== 'object' || options === null)
    throw new TypeError(`options are ${told(options)}: give an object, such as { timeout: 100 }`);
  const { timeout, signal } = options as { [name in keyof Limits]: unknown };
  if (timeout !== undefined) checkTimeout(timeout);
  if (signal !== undefined && typeof (signal as AbortSignal | null)?.addEventListener !== 'function')
    throw new TypeError(`signal is ${told(signal)}: give an AbortSignal, such as controller.signal`);
}

function checkTimeout(timeout: unknown): void {
  if (typeof timeout !== 'number') throw new TypeError(`timeout is ${told(timeout)}: give a number of ms`);
  if (!(timeout >= 0)) throw new RangeError(`timeout is ${timeout}: give ms from 0, or leave it out`);
}

/** @throws {AbortError} the signal is aborted already */
export function checkSignal({ signal }: Limits): void {
  if (signal?.aborted) throw new AbortError(signal.reason);
}

/** A value that is none of those allowed, as errors show it. */
export function told(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

/** What a mutex is made with. */
export interface MutexOptions {
  /** What errors call it. */
  name?: string | undefined;
  /** Whoever would wait where so many wait already gets TooManyWaitersError. @default Infinity */
  maxWaiting?: number | undefined;
}

/** @throws {RangeError} `maxWaiting` is no number of waiters */
export function checkMost(most: unknown): void {
  if (typeof most !== 'number' || !(most >= 0))
    throw new RangeError(`maxWaiting is ${told(most)}: give a number from 0, or leave it out`);
}
