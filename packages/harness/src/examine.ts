/** What a runtime can tell, asked once per run: it limits what its forks can. */
import { ask } from './child.ts';
import type { Executable } from './runtime.ts';

/** Against a runtime that hangs: it takes a quarter of a second. */
const TIME_LIMIT_MS = 60_000;

export interface Examined {
  /** ns between two readings of the clock that differ, at the least. */
  clockStepNs: number;
  /** Where a thread's own CPU time comes from; `null` where it cannot be had. */
  cpuTime: string | null;
}

/** Throws when the runtime cannot say. */
export async function examine(runtime: Executable, signal?: AbortSignal): Promise<Examined> {
  const asking = { runtime, timeLimitMs: TIME_LIMIT_MS, graceMs: 0, signal };
  const outcome = await ask<Examined>(new URL('./examine-child.ts', import.meta.url), {}, asking);
  if ('answer' in outcome) return outcome.answer;
  throw new Error(`the runtime could not be examined: ${outcome.died}`);
}
