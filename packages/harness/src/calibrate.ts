/** How long a step of the work generator takes on this host, measured once per run and runtime. */
import { ask } from './child.ts';
import type { Executable } from './runtime.ts';

/** Against a runtime that hangs: it takes a quarter of a second. */
const TIME_LIMIT_MS = 60_000;

/** @param core to measure on; `null` for any. @returns ns. Throws when the runtime cannot say. */
export async function calibrate(runtime: Executable, core: number | null, signal?: AbortSignal): Promise<number> {
  const outcome = await ask<number>(
    new URL('./calibrate-child.ts', import.meta.url),
    { core },
    { runtime, timeLimitMs: TIME_LIMIT_MS, graceMs: 0, signal },
  );
  if ('answer' in outcome) return outcome.answer;
  throw new Error(`the work could not be calibrated: ${outcome.died}`);
}
