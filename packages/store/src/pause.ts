/** What those do who found the count changed since they read it, and try again. */
import { setTimeout as sleep } from 'node:timers/promises';

/** Failures in a row until one pauses: most who fail once succeed at the next try. */
const AT_ONCE = 3;
const LONGEST_MS = 20;

/** Lets the others go first for a while, which is random so that the same ones do not meet again. */
export async function pauseAfter(failures: number): Promise<void> {
  if (failures > AT_ONCE) await sleep(1 + Math.random() * Math.min(failures, LONGEST_MS - 1));
}
