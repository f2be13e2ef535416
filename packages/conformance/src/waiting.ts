/** How the suites of locks to install look at who waits, and their tests at a lock that lets somebody wait for ever. */
import { setTimeout as passes } from 'node:timers/promises';
import { expect, test } from 'vitest';

/** One thing that a kind of lock promises. Throws where the lock that `make` makes does not keep it. */
export type Kept<Make> = (make: Make, patience: Patience) => Promise<void>;

/** Passes a wait on that must end. */
export type Patience = <T>(wait: Promise<T>) => Promise<T>;

/** That of a sound lock: the test's own limit is against hanging. */
const unlimited: Patience = (wait) => wait;

const LONG_ENOUGH_MS = 100;

/** That of a broken one, which is caught, too, by letting somebody wait. */
const limited: Patience = (wait) =>
  Promise.race([
    wait,
    passes(LONG_ENOUGH_MS).then(() => {
      throw new Error('still waits');
    }),
  ]);

/** Declares a test for each promise. */
export function keeps<Make>(promises: Readonly<Record<string, Kept<Make>>>, make: Make): void {
  for (const [name, kept] of Object.entries(promises)) test(name, () => kept(make, unlimited));
}

/** Which promises a broken lock does not keep. */
export async function brokenBy<Make>(promises: Readonly<Record<string, Kept<Make>>>, make: Make): Promise<string[]> {
  const broken: string[] = [];
  for (const [name, kept] of Object.entries(promises)) await kept(make, limited).catch(() => broken.push(name));
  return broken;
}

/** Throws where one of the waits has ended, or ends while others run. */
export async function expectWaiting(...waits: Promise<unknown>[]): Promise<void> {
  const ended = waits.map((wait) => wait.catch(() => {}).then(() => 'ended'));
  expect(await Promise.race([...ended, passes(5, 'waits')])).toBe('waits');
}

/** Not `expect(wait).rejects`: its end is what a test waits for, however it fails. */
export function failureOf(wait: Promise<unknown>): Promise<unknown> {
  return wait.then(
    () => 'no failure: it was let in',
    (error) => error,
  );
}

/** Sections that throw and reject. */
export const FAILING: readonly (() => Promise<never>)[] = [
  () => {
    throw new Error('inside');
  },
  () => Promise.reject(new Error('inside')),
];
