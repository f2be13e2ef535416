/** Waits for the last answers. */
import { setTimeout as sleep } from 'node:timers/promises';
import { ANSWER_MS } from './spec.ts';
import type { Tally } from './tally.ts';

const LOOK_MS = 5;

/**
 * Waits as long as answers come. Some never do: a connection that `node:cluster` hands to a worker which dies just then is
 * answered by nobody, and closed by nobody (Node 26).
 */
export async function drained(isEmpty: () => boolean, tally: Tally): Promise<void> {
  let settled = tally.settled;
  for (let since = performance.now(); !isEmpty() && performance.now() - since < ANSWER_MS; await sleep(LOOK_MS)) {
    if (tally.settled === settled) continue;
    settled = tally.settled;
    since = performance.now();
  }
}
