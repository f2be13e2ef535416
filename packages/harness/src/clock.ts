/**
 * One clock for all threads of a process, in ms.
 *
 * `performance.now()` is the cheapest clock there is, but each thread's starts at its own origin, which is known only to
 * the microsecond. `process.hrtime` is the same monotonic clock everywhere, so it gives the offset.
 */
const offset = Number(process.hrtime.bigint()) / 1e6 - performance.now();

export function now(): number {
  return performance.now() + offset;
}
