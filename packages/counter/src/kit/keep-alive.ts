/** Keeps the event loop alive while something is waited for that does not: a program would end in the middle of it. */
import { LONGEST_MS } from './limits.ts';
import { clearInterval, setInterval } from './time.ts';

let alive: NodeJS.Timeout | undefined;
let pending = 0;

/** @param change 1 when a wait begins, -1 when it ends */
export function keepAlive(change: 1 | -1): void {
  pending += change;
  if (pending === 0) clearInterval(alive);
  else if (pending === 1 && change === 1) alive = setInterval(() => {}, LONGEST_MS);
}
