/** Two cells, fork after fork until a budget ends. The fork is the sampling unit: each gives one ratio. */
import type { ForkVerdict, runPair, SideResult } from '@contend/harness';
import { median } from '@contend/stats';
import { noResult, untilResult } from '../run/clock-checks.ts';
import { forkSpec } from '../run/fork-spec.ts';
import type { PlannedCell } from '../run/plan.ts';

/** Windows so short that the host's speed hardly drifts from one to the next. */
export const WINDOW_MS = 5;
export const PAIRS = 20;
/** Where threads outnumber cores a window must hold many time slices. */
export const CROWDED_WINDOW_MS = 50;
/** What processes share may keep one of them waiting for milliseconds. */
const PROCESS_WINDOW_MS = 100;

export interface PairedRun {
  a: PlannedCell;
  b: PlannedCell;
  /** Measures both once: in a process of its own, unless scheduling alone is looked at. */
  pair: typeof runPair;
  /** ms. */
  now: () => number;
  /** To pin to; `null` leaves threads to the scheduler. */
  cores: readonly number[] | null;
  /** ns that a step of work takes, in the runtime of each; undefined where none is done. */
  nsPerStep: { a: number; b: number } | undefined;
  budgetMs: number;
  timeLimitMs: number;
  signal: AbortSignal;
  /** Told after each fork. */
  onFork: (forks: number, elapsedMs: number) => void;
}

export interface PairedForks {
  /** ns per increment, one number a fork: the median of its windows. */
  a: number[];
  b: number[];
  /** b to a, one number a fork: the median of its pairs of windows. */
  ratios: number[];
  verdicts: { a: SideResult; b: SideResult };
  pinned: boolean;
  ms: number;
}

const WRONG: readonly ForkVerdict[] = [
  'overlap',
  'over-counted',
  'lost-updates',
  'rejected',
  'time-limit',
  'deadlock',
  'crashed',
];

/** The worse of two results of the same side; counts add up. */
function worse(before: SideResult | undefined, now: SideResult): SideResult {
  if (before === undefined) return now;
  const judged = WRONG.indexOf(now.verdict) > WRONG.indexOf(before.verdict) ? now : before;
  return {
    ...judged,
    operations: before.operations + now.operations,
    observed: before.observed + now.observed,
    pinned: before.pinned && now.pinned,
  };
}

/** Measures until the budget holds no further fork, one side cannot go on, or the signal says so; at least one fork. */
export async function measurePaired(paired: PairedRun): Promise<PairedForks> {
  const { pair, now, budgetMs, signal, cores, nsPerStep } = paired;
  const specOf = (which: 'a' | 'b') => forkSpec(paired[which], { rounds: PAIRS, cores, nsPerStep: nsPerStep?.[which] });
  const question = { a: specOf('a'), b: specOf('b'), pairs: PAIRS };
  const runtimes = [...new Set([paired.a.runtime.label, paired.b.runtime.label])].join(' and ');
  const how = { runtime: paired.a.runtime, timeLimitMs: paired.timeLimitMs, signal };
  const measured: Omit<PairedForks, 'verdicts'> = { a: [], b: [], ratios: [], pinned: true, ms: 0 };
  let verdicts: PairedForks['verdicts'] | undefined;
  const started = now();
  for (let lastMs = 0; verdicts === undefined || now() - started + lastMs <= budgetMs; ) {
    const from = now();
    const result = await untilInterrupted(
      untilResult(() => pair(question, how)),
      signal,
      verdicts !== undefined,
    );
    if (result === undefined) break;
    if ('untrusted' in result) throw noResult({ label: runtimes }, result);
    const { a, b, pairs } = result;
    lastMs = now() - from;
    verdicts = { a: worse(verdicts?.a, a), b: worse(verdicts?.b, b) };
    measured.pinned &&= a.pinned && b.pinned;
    if (pairs.length === 0) break;
    measured.a.push(median(pairs.map(([ns]) => ns)));
    measured.b.push(median(pairs.map(([, ns]) => ns)));
    measured.ratios.push(median(pairs.map(([nsA, nsB]) => nsB / nsA)));
    paired.onFork(measured.ratios.length, now() - started);
  }
  // The first fork has set them or has thrown.
  return { ...measured, verdicts: verdicts as PairedForks['verdicts'], ms: now() - started };
}

/** What was measured before an interruption is worth telling; without any, the interruption is all there is to tell. */
async function untilInterrupted<T>(
  work: Promise<T>,
  signal: AbortSignal,
  measuredSome: boolean,
): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (signal.aborted && measuredSome) return undefined;
    throw error;
  }
}

/** ms of a pair's window, for as many contenders on as many cores. */
export function pairWindowMs(cell: Pick<PlannedCell, 'world' | 'contenders'>, cores: number): number {
  if (cell.world === 'processes') return PROCESS_WINDOW_MS;
  return cell.world === 'threads' && cell.contenders > cores ? CROWDED_WINDOW_MS : WINDOW_MS;
}
