/**
 * Whether contenders wait for each other in a circle.
 *
 * A waiter cannot see the words that others wait for, only whom they wait for. Such an edge is right as long as that
 * contender has released nothing that was waited for since the edge was made: a waiter announces itself in the mutex's
 * word before it writes its edge, so whoever releases that mutex counts the release first. A count that has moved means
 * that the edge may be out of date; it is left aside, and its waiter renews it when it looks again.
 *
 * Nothing is missed: the last one of a circle to write its edge finds all the others written (Atomics are sequentially
 * consistent), or out of date, and whoever renews that one finds them. Nothing is invented: when all edges are read
 * again and are the same, there was a moment at which all of them held.
 *
 * A task waits for whom it says, and for whom its thread is blocked by; hence there may be two ways on.
 *
 * @see Chandy, Misra & Haas, "Distributed Deadlock Detection", ACM TOCS 1(2), 1983: probes along the same edges
 */
import type { Edge, Registry } from './registry.ts';

/** A contender of the circle, and its wait for the next one; the last one waits for the first. */
export interface Link {
  /** Whose edge it is: the contender's, or its thread's. */
  number: number;
  edge: Edge;
}

/** The circle that `from` waits in: a thread that blocks, or a task. Undefined: none that can be seen now. */
export function cycleFrom(registry: Registry, from: number): Link[] | undefined {
  const path = search(registry, from, from, new Set());
  return path !== undefined && stands(registry, path) ? path : undefined;
}

/** Whether all of its edges held at one moment since it was found. */
export function stands(registry: Registry, path: readonly Link[]): boolean {
  return path.every(
    ({ number, edge: { edition, waitsFor, before } }) =>
      // The count first: it only grows, so it was the same when the edge was read again.
      registry.releasesOf(waitsFor) === before && registry.waitOf(number)?.edition === edition,
  );
}

function search(registry: Registry, from: number, at: number, seen: Set<number>): Link[] | undefined {
  seen.add(at);
  for (const number of new Set([at, registry.hostOf(at)])) {
    const edge = registry.waitOf(number);
    if (edge === undefined) continue;
    const { waitsFor } = edge;
    // What tasks of a blocked thread hold, the thread holds.
    if (waitsFor === from || registry.hostOf(waitsFor) === from) return [{ number, edge }];
    const rest = seen.has(waitsFor) ? undefined : search(registry, from, waitsFor, seen);
    if (rest !== undefined) return [{ number, edge }, ...rest];
  }
  return undefined;
}
