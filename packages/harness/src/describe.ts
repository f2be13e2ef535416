/** What the strategies in a module declare, read in a process of its own. */
import type { Strategy } from '@contend/counter';
import { ask } from './child.ts';

/** A strategy without its functions. */
export type Description = Omit<Strategy, 'make' | 'words'>;

export type Described = { module: string; strategies: Description[] } | { module: string; error: string };

const TIME_LIMIT_MS = 10_000;

/**
 * @param modules URLs, all loaded in one process: strangers' modules are better asked one at a time
 * @returns one for each module, in order
 */
export async function describe(
  modules: readonly string[],
  runtime: string,
  signal?: AbortSignal,
): Promise<Described[]> {
  const outcome = await ask<Described[]>(
    new URL('./describe-child.ts', import.meta.url),
    { modules },
    { runtime, timeLimitMs: TIME_LIMIT_MS, graceMs: 0, signal },
  );
  if ('answer' in outcome) return outcome.answer;
  return modules.map((module) => ({ module, error: outcome.died }));
}
