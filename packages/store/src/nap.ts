/** How those wait whom nobody wakes. */
import { setTimeout as sleep } from 'node:timers/promises';

/** ms, at least and at most. */
const SHORTEST_MS = 1;
const LONGEST_MS = 20;

/** So often it is tried again at once: most who came too late once do not the next time. */
const AT_ONCE = 3;

/** For whoever has to look again: of random length, so that those who met once do not meet each time. */
export async function nap(): Promise<void> {
  await sleep(SHORTEST_MS + (LONGEST_MS - SHORTEST_MS) * Math.random());
}

/** For whoever found what it had read changed by others. @param failures how often in a row */
export async function napAfter(failures: number): Promise<void> {
  if (failures > AT_ONCE) await nap();
}
