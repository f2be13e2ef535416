/** Where in the user's program a call was made. Dear: tens of µs, for those alone who have waited long. */

/** A function that the user calls. */
export type Entry = (...args: never[]) => unknown;

/**
 * The caller of `entry`, as 'file:line:column', after the function's name where it has one.
 *
 * @param entry one of our functions that is being called now
 */
export function callerOf(entry: Entry): string | undefined {
  const holder: { stack?: string } = {};
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 1;
  Error.captureStackTrace(holder, entry);
  Error.stackTraceLimit = limit;
  return holder.stack?.split('\n    at ')[1];
}
