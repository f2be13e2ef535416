/** A browser that has just started goes on starting when its first page is there. */
import { setTimeout as sleep } from 'node:timers/promises';
import { descendants } from '../descendants.ts';
import { cpuNsOf } from '../proc.ts';

const LOOK_MS = 100;
/** Used between two looks. The kernel's accounts go in steps of half as much. */
const IDLE_NS = 2e7;
const PATIENCE_MS = 20_000;

/** @returns once the process and its descendants do next to nothing, or have not come to rest for long */
export async function idle(root: number): Promise<void> {
  let before = used(root);
  for (const until = performance.now() + PATIENCE_MS; performance.now() < until; ) {
    await sleep(LOOK_MS);
    const now = used(root);
    if (now - before <= IDLE_NS) return;
    before = now;
  }
}

function used(root: number): number {
  return descendants(root).reduce((sum, pid) => sum + cpuNsOf(pid), 0);
}
