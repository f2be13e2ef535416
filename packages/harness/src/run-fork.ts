/** Measures one cell in a fresh process, from outside: whatever the strategy does there costs this fork alone. */
import { ask } from './child.ts';
import { type ForkResult, type ForkSpec, failed } from './spec.ts';

/** Time for a fork to judge its threads after it was asked to stop; past it, it is killed. */
const GRACE_MS = 4_000;

export interface RunFork {
  /** Path of the runtime's executable. */
  runtime: string;
  /** ms, the start of the process included. */
  timeLimitMs: number;
  signal?: AbortSignal;
}

/** Rejects only with the signal's reason. */
export async function runFork(spec: ForkSpec, { runtime, timeLimitMs, signal }: RunFork): Promise<ForkResult> {
  const outcome = await ask<ForkResult>(new URL('./fork.ts', import.meta.url), spec, {
    runtime,
    timeLimitMs,
    graceMs: GRACE_MS,
    signal,
  });
  return 'answer' in outcome ? outcome.answer : failed('crashed', outcome.died);
}
