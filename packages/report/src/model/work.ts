import type { Cell, ContendRecord } from '@contend/record';

/** ns of work per increment or read. */
export interface Work {
  inside: number;
  outside: number;
  /** Reads of each contender between two of its increments. */
  readsPerWrite: number;
  /** ms added to the way to the server and back; `null` where the way is as it is. */
  distanceMs: number | null;
}

/** What a workload really did in a runtime: whole steps of the generator; `null` for one that the record does not know. */
export function workOf(
  { workloads, nsPerStep, calibration }: ContendRecord['plan'],
  { workload, runtime }: Pick<Cell, 'workload' | 'runtime'>,
): Work | null {
  const found = workloads.find(({ name }) => name === workload);
  if (found === undefined) return null;
  const { insideNs, outsideNs, insideSteps, outsideSteps, readsPerWrite, distanceMs } = found;
  if (nsPerStep === null) return { inside: insideNs, outside: outsideNs, readsPerWrite, distanceMs };
  const own = calibration.find((each) => each.runtime === runtime)?.nsPerStep ?? nsPerStep;
  // The record has the steps of its first runtime.
  const steps =
    own === nsPerStep ? [insideSteps, outsideSteps] : [insideNs, outsideNs].map((ns) => Math.round(ns / own));
  const [inside = 0, outside = 0] = steps.map((each) => each * own);
  return { inside, outside, readsPerWrite, distanceMs };
}

/**
 * The most that a guard which costs nothing could let through, in increments per second: all contenders' work side by side,
 * or the section without a break. Infinite without work.
 */
export function ideal(contenders: number, { inside, outside }: Pick<Work, 'inside' | 'outside'>): number {
  return 1e9 * Math.min(contenders / (inside + outside), 1 / inside);
}

/**
 * The same where contenders mostly read, in reads and writes per second: readers work side by side, and a writer alone.
 * Without outside work.
 */
export function idealMostlyRead(
  contenders: number,
  { inside, readsPerWrite }: Pick<Work, 'inside' | 'readsPerWrite'>,
): number {
  return (1e9 * (readsPerWrite + 1)) / (inside * (1 + readsPerWrite / contenders));
}
