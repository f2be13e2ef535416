/**
 * One clock for all threads of a process, in ms.
 *
 * `performance.now()` is the cheapest clock there is, but each thread's starts at its own origin, which is known only to
 * the microsecond. `process.hrtime` is the same monotonic clock everywhere in Node, so it gives the offset.
 */

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

const offset = offsetOfNow();

export function now(): number {
  return performance.now() + offset;
}
