/** One strategy's part of a soak, a process at a time. */
import type { Entry } from '@contend/bench/catalogue/catalogue';
import { ownRuntime } from '@contend/bench/catalogue/runtime';
import { noResult, untilResult } from '@contend/bench/run/clock-checks';
import { forkSpec } from '@contend/bench/run/fork-spec';
import type { World } from '@contend/counter';
import type { SoakRow } from '@contend/documents';
import { type Executable, type ForkResult, runFork } from '@contend/harness';

const WINDOW_MS = 250;
/** A process lasts so many windows, 10 s: an interrupted soak loses no more. */
export const WINDOWS = 40;
/** For starting, and for a window that a busy host makes longer. */
const PATIENCE_MS = 30_000;

export interface Target {
  increments: number;
  /** Of one strategy. */
  seconds: number;
}

export interface Subject {
  entry: Entry;
  world: World;
  contenders: number;
}

export function emptyRow({ entry, world, contenders }: Subject, startedAt: Date): SoakRow {
  return {
    strategy: entry.id,
    strategyVersion: entry.strategyVersion,
    ...{ world, contenders, pinned: false, commit: null, startedAt: startedAt.toISOString(), forks: 0 },
    ...{ operations: 0, observed: 0, seconds: 0, verdict: 'exact', reason: null, reached: false },
  };
}

/** A process that a busy machine left no time counted nothing wrong: there may be another. */
export function isDone({ operations, seconds, verdict }: SoakRow, target: Target): boolean {
  if (verdict !== 'exact' && verdict !== 'time-limit') return true;
  return operations >= target.increments || seconds >= target.seconds;
}

/** Windows of the next process: no more than what is left needs at the speed seen so far. */
export function windowsDue({ operations, seconds }: SoakRow, target: Target): number {
  const left = target.seconds - seconds;
  const needed = operations === 0 ? left : Math.min(left, ((target.increments - operations) * seconds) / operations);
  return Math.max(1, Math.min(WINDOWS, Math.ceil((needed * 1_000) / WINDOW_MS)));
}

interface Means {
  cores: number[] | null;
  runtime: Executable;
  signal: AbortSignal;
}

/** Rejects with the signal's reason; what that process had done is then lost, and the row given stays true. */
export async function goOn(row: SoakRow, subject: Subject, target: Target, means: Means) {
  const began = performance.now();
  // One window first, to see how fast it is.
  const rounds = row.forks === 0 ? 1 : windowsDue(row, target);
  const spec = forkSpec({ ...subject, windowMs: WINDOW_MS }, { rounds, cores: means.cores });
  const timeLimitMs = 2 * rounds * WINDOW_MS + PATIENCE_MS;
  const how = { runtime: means.runtime, timeLimitMs, signal: means.signal };
  const result = await untilResult(() => runFork(spec, how));
  if ('untrusted' in result) throw noResult(ownRuntime(), result);
  return counted(row, result, (performance.now() - began) / 1_000, target);
}

type Result = Pick<ForkResult, 'verdict' | 'reason' | 'operations' | 'observed' | 'pinned'>;

/** The row with what one more process did. */
export function counted(row: SoakRow, result: Result, seconds: number, { increments }: Target): SoakRow {
  const operations = row.operations + result.operations;
  return {
    ...row,
    pinned: result.pinned,
    forks: row.forks + 1,
    operations,
    observed: row.observed + result.observed,
    seconds: row.seconds + seconds,
    verdict: result.verdict,
    reason: result.reason,
    reached: operations >= increments,
  };
}
