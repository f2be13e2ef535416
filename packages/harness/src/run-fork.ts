/** Measures in a fresh process, from outside: whatever a strategy does there costs this fork alone. */
import { ask, type Outcome } from './child.ts';
import { inFolder } from './folder.ts';
import type { Executable } from './runtime.ts';
import {
  type ForkResult,
  type ForkSpec,
  type ForkVerdict,
  failed,
  failedPair,
  type PairResult,
  type PairSpec,
  type Untrusted,
} from './spec.ts';

/** Time for a fork to judge its threads after it was asked to stop; past it, it is killed. */
export const GRACE_MS = 10_000;

export interface RunFork {
  runtime: Executable;
  /** ms, the start of the process included. */
  timeLimitMs: number;
  signal?: AbortSignal;
}

function fork<Result>(
  spec: object,
  flags: readonly string[],
  { runtime, timeLimitMs, signal }: RunFork,
): Promise<Outcome<Result>> {
  const asking = { runtime, flags, timeLimitMs, graceMs: GRACE_MS, signal };
  return ask(new URL('./fork.ts', import.meta.url), spec, asking);
}

function verdictOf({ late }: { late: boolean }): ForkVerdict {
  return late ? 'time-limit' : 'crashed';
}

/** One cell. Rejects only with the signal's reason. */
export async function runFork(spec: ForkSpec, how: RunFork): Promise<ForkResult | Untrusted> {
  const outcome = await inFolder([spec], ([own]) => fork<ForkResult | Untrusted>(own as ForkSpec, spec.flags, how));
  return 'answer' in outcome ? outcome.answer : failed(verdictOf(outcome), outcome.died, spec.cores !== null);
}

/** Two cells in turn, in one process with the flags of both. Rejects only with the signal's reason. */
export async function runPair(spec: PairSpec, how: RunFork): Promise<PairResult | Untrusted> {
  const flags = [...new Set([...spec.a.flags, ...spec.b.flags])];
  const outcome = await inFolder([spec.a, spec.b], ([a, b]) =>
    fork<PairResult | Untrusted>({ ...spec, a, b }, flags, how),
  );
  return 'answer' in outcome ? outcome.answer : failedPair(verdictOf(outcome), outcome.died);
}
