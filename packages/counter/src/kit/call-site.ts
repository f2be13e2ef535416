/** Where a call was made, as the engine tells it. Whatever a program does to its traces, asking never throws. */

/** V8 writes it out when somebody reads it, which is dear: {@link written} does. */
export interface CallSite {
  stack?: unknown;
}

/** @param called the function whose caller is wanted: it is being called now */
export function callSite(called: (...args: never[]) => unknown): CallSite {
  const site: CallSite = {};
  const { stackTraceLimit } = Error;
  // One frame is all that is wanted, and what is dear is a frame. Frozen intrinsics refuse it: then it is dearer.
  Reflect.set(Error, 'stackTraceLimit', 1);
  try {
    Error.captureStackTrace?.(site, called);
  } catch {
    // `Error.prepareStackTrace` is the program's own, and may throw.
  }
  Reflect.set(Error, 'stackTraceLimit', stackTraceLimit);
  return site;
}

/** @returns undefined: the engine tells nothing, or the program makes something else than text of traces */
export function written(site: CallSite): string | undefined {
  try {
    return typeof site.stack === 'string' ? site.stack : undefined;
  } catch {
    return undefined;
  }
}
