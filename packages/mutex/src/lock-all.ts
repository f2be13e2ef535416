/**
 * Several keys at a time, all or none. They are taken one after the other in one order, that of their digests, so those who
 * lock several only in this way cannot wait for each other in a circle, in whatever order they name the keys.
 *
 * @see Havender, "Avoiding Deadlock in Multitasking Systems", IBM Systems Journal 7(2), 1968 (one order for all)
 */
import type { Limits } from '@contend/counter/limits';
import { type Guard, TimeoutError } from '@contend/counter/mutex-error';
import { now } from '@contend/counter/time';
import { digestOf, type LockKey } from './key-digest.ts';
import type { KeyGuard } from './key-guard.ts';

/** Each key once, in the order in which all take them. @throws {TypeError} one is neither a string nor a number */
export function inOrder(keys: Iterable<LockKey>): LockKey[] {
  const digests = new Map(Array.from(keys, (key) => [digestOf(key).join(), key]));
  return [...digests].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, key]) => key);
}

/** Keys that are held. */
export class KeysGuard implements Guard {
  /** Of one of the keys at least, the holder before died while it held that. */
  ownerDied = false;
  /** @internal */
  guards: KeyGuard[] = [];

  /** @internal */
  add(guard: KeyGuard): void {
    this.guards.push(guard);
    this.ownerDied ||= guard.ownerDied;
  }

  /** They have not been released. */
  get held(): boolean {
    return this.guards.some(({ held }) => held);
  }

  /** @throws {NotHeldError} they were released before */
  release(): void {
    for (const guard of this.guards.toReversed()) guard.release();
  }

  /** Releases the keys unless that was done before: `using guard = mutex.lockAll(keys)`. */
  [Symbol.dispose](): void {
    for (const guard of this.guards.toReversed()) guard[Symbol.dispose]();
  }
}

/** What is left of a timeout for all of them, for each in turn. */
function timeLeft({ timeout = Infinity }: Limits): () => number {
  const begun = now();
  return () => Math.max(0, timeout - (now() - begun));
}

/** Releases what was taken before. */
function undo(guard: KeysGuard, error: unknown, { timeout }: Limits, name: string): never {
  guard[Symbol.dispose]();
  throw error instanceof TimeoutError ? new TimeoutError(timeout as number, name) : error;
}

/** @param lock takes one. @param name what errors call them all */
export function lockEach(
  keys: Iterable<LockKey>,
  limits: Limits,
  name: string,
  lock: (key: LockKey, timeout: number) => KeyGuard,
): KeysGuard {
  const all = new KeysGuard();
  const left = timeLeft(limits);
  try {
    for (const key of inOrder(keys)) all.add(lock(key, left()));
  } catch (error) {
    undo(all, error, limits, name);
  }
  return all;
}

/** As {@link lockEach}, without blocking the thread. */
export async function lockEachAsync(
  keys: Iterable<LockKey>,
  limits: Limits,
  name: string,
  lock: (key: LockKey, timeout: number) => Promise<KeyGuard>,
): Promise<KeysGuard> {
  const all = new KeysGuard();
  const left = timeLeft(limits);
  try {
    for (const key of inOrder(keys)) all.add(await lock(key, left()));
  } catch (error) {
    undo(all, error, limits, name);
  }
  return all;
}
