/** Where in the user's program a call was made. Dear: tens of µs, for those alone who have waited long. */
import { callSite, written } from '@contend/counter/call-site';

/** A function that the user calls. */
export type Entry = (...args: never[]) => unknown;

/**
 * The caller of `entry`, as 'file:line:column', after the function's name where it has one.
 *
 * @param entry one of our functions that is being called now
 */
export function callerOf(entry: Entry): string | undefined {
  return written(callSite(entry))?.split('\n    at ')[1];
}
