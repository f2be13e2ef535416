/** The trials of a selftest: comparisons whose right answer is known. */
import { ask, type Executable } from '@contend/harness';
import { measurePaired, type PairedRun } from '../ab/paired.ts';
import type { Margin } from './tinybench-child.ts';

/** What one comparison gave: ratios of b to a by fork. */
export interface Trial {
  ratios: number[];
  seconds: number;
}

export async function compareOnce(paired: PairedRun): Promise<Trial> {
  const { ratios, ms, verdicts } = await measurePaired(paired);
  for (const { verdict, reason } of [verdicts.a, verdicts.b]) {
    if (verdict !== 'exact') throw new Error(`the selftest's own lock was ${verdict}: ${reason}`);
  }
  return { ratios, seconds: ms / 1_000 };
}

const TIME_LIMIT_MS = 60_000;

/** @returns tinybench's means and margins of error for the same counter under two names */
export async function tinybenchOnce(runtime: Executable, signal: AbortSignal): Promise<[Margin, Margin]> {
  const asking = { runtime, timeLimitMs: TIME_LIMIT_MS, graceMs: 0, signal };
  const outcome = await ask<[Margin, Margin]>(new URL('./tinybench-child.ts', import.meta.url), {}, asking);
  if ('died' in outcome) throw new Error(`tinybench died: ${outcome.died}`);
  return outcome.answer;
}
