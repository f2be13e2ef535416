/**
 * Whether threads wait for each other in a circle.
 *
 * A waiter cannot see the words that others wait for, only whom they wait for. Such an edge is right as long as that
 * thread has released nothing that was waited for since the edge was made: a waiter announces itself in the mutex's word
 * before it writes its edge, so whoever releases that mutex counts the release first. A count that has moved means that
 * the edge may be out of date; it is left aside, and its waiter renews it when it looks again.
 *
 * Nothing is missed: the last one of a circle to write its edge finds all the others written (Atomics are sequentially
 * consistent), or out of date, and whoever renews that one finds them. Nothing is invented: when all edges are read
 * again and are the same, there was a moment at which all of them held.
 *
 * @see Chandy, Misra & Haas, "Distributed Deadlock Detection", ACM TOCS 1(2), 1983: probes along the same edges
 */
import type { Edge, Registry } from './registry.ts';

/** A thread of the circle, and its wait for the next one; the last one waits for the first. */
export interface Link {
  number: number;
  edge: Edge;
}

/** The circle that thread `from` waits in; undefined: none that can be seen now. */
export function cycleFrom(registry: Registry, from: number): Link[] | undefined {
  const path = walk(registry, from);
  return path?.every(({ number, edge }) => stands(registry, number, edge)) ? path : undefined;
}

function walk(registry: Registry, from: number): Link[] | undefined {
  const path: Link[] = [];
  // One that leads into a circle without being in it would go round for ever; that circle's own will find it.
  for (let number = from; path.length <= registry.slots; ) {
    const edge = registry.waitOf(number);
    if (edge === undefined) return undefined;
    path.push({ number, edge });
    number = edge.waitsFor;
    if (number === from) return path;
  }
  return undefined;
}

function stands(registry: Registry, number: number, { edition, waitsFor, before }: Edge): boolean {
  // The count first: it only grows, so it was the same when the edge was read again.
  return registry.releasesOf(waitsFor) === before && registry.waitOf(number)?.edition === edition;
}
