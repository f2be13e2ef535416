import { setTimeout as sleep } from 'node:timers/promises';

/** ms, at least and at most. */
const SHORTEST_MS = 1;
const LONGEST_MS = 20;

/** For whoever has to look again: of random length, so that those who met once do not meet each time. */
export async function nap(): Promise<void> {
  await sleep(SHORTEST_MS + (LONGEST_MS - SHORTEST_MS) * Math.random());
}
