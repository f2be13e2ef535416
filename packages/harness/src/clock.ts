/**
 * One clock for all threads of a process, in ms.
 *
 * `performance.now()` is the cheapest clock there is, but each thread's starts at its own origin, which is known only to
 * the microsecond. `process.hrtime` is the same monotonic clock everywhere in Node, so it gives the offset. In Bun and Deno
 * that starts anew in each thread, and the system's clock takes its place. What they say of a thread's origin by that clock is
 * off by as long as the thread was held up between two readings, so its ticks are watched instead. A page has one mapping of
 * the two clocks for all of its threads.
 */
import { RUNTIME } from './runtime.ts';

const BRACKETS = 20;

/** From the tightest of some brackets: a thread that is held up between its reads must not take the delay for an offset. */
function offsetOfNow(): number {
  let offset = 0;
  let narrowest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < BRACKETS; i++) {
    const before = process.hrtime.bigint();
    const at = performance.now();
    const width = Number(process.hrtime.bigint() - before);
    if (width >= narrowest) continue;
    narrowest = width;
    offset = (Number(before) + width / 2) / 1e6 - at;
  }
  return offset;
}

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Since midnight, UTC: small enough that a double tells nanoseconds. A fork that begins a thread after it is tried again. */
function offsetByOrigin(): number {
  return performance.timeOrigin % DAY_MS;
}

const TICKS = 5;

/** Whoever is held up sees a tick of the system's clock too late, never too early: the earliest of some is the best. */
function offsetByTicks(): number {
  let offset = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < TICKS; i++) {
    const before = Date.now();
    let tick = before;
    while (tick === before) tick = Date.now();
    offset = Math.max(offset, tick - performance.now());
  }
  return offset % DAY_MS;
}

const OFFSETS = new Map([
  ['node', offsetOfNow],
  ['bun', offsetByTicks],
  ['deno', offsetByTicks],
]);
const offset = (OFFSETS.get(RUNTIME) ?? offsetByOrigin)();

export function now(): number {
  return performance.now() + offset;
}

const READINGS = 1_000;

/** ns between two readings that differ, at the least: its resolution, or what a reading takes where that is longer. */
export function clockStepNs(): number {
  let least = Number.POSITIVE_INFINITY;
  let before = now();
  for (let steps = 0; steps < READINGS; ) {
    const at = now();
    if (at <= before) continue;
    least = Math.min(least, at - before);
    before = at;
    steps++;
  }
  return Math.round(least * 1e6);
}
