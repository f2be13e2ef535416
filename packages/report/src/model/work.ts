import type { Cell, ContendRecord } from '@contend/record';

/** ns of work per increment. */
export interface Work {
  inside: number;
  outside: number;
}

/** What a workload really did in a runtime: whole steps of the generator; `null` for one that the record does not know. */
export function workOf(
  { workloads, nsPerStep, calibration }: ContendRecord['plan'],
  { workload, runtime }: Pick<Cell, 'workload' | 'runtime'>,
): Work | null {
  const found = workloads.find(({ name }) => name === workload);
  if (found === undefined) return null;
  const { insideNs, outsideNs, insideSteps, outsideSteps } = found;
  if (nsPerStep === null) return { inside: insideNs, outside: outsideNs };
  const own = calibration.find((each) => each.runtime === runtime)?.nsPerStep ?? nsPerStep;
  // The record has the steps of its first runtime.
  if (own === nsPerStep) return { inside: insideSteps * nsPerStep, outside: outsideSteps * nsPerStep };
  return { inside: Math.round(insideNs / own) * own, outside: Math.round(outsideNs / own) * own };
}

/**
 * The most that a guard which costs nothing could let through, in increments per second: all contenders' work side by side,
 * or the section without a break. Infinite without work.
 */
export function ideal(contenders: number, { inside, outside }: Work): number {
  return 1e9 * Math.min(contenders / (inside + outside), 1 / inside);
}
