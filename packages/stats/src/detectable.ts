import { binomialCdf } from './binomial.ts';
import { median, sorted } from './median.ts';
import { medianRank } from './order-statistics.ts';
import { CONFIDENCE, MIN_PAIRS, type Rule, THRESHOLD } from './rule.ts';

/** The chance with which a change as large as the minimum detectable one is called. */
export const POWER = 0.8;

/**
 * The smallest relative slow-down that the rule of `compare` would have called with 80 % power, had it been added to this
 * run's own noise.
 *
 * @param ratios b/a of each pair, positive
 * @returns relative: 0.05 is 5 %; null below {@link MIN_PAIRS} pairs, or where the confidence is out of their reach
 */
export function minimumDetectableChange(ratios: readonly number[], rule: Rule = {}): number | null {
  if (ratios.length < MIN_PAIRS) return null;
  const logs = ratios.map(Math.log);
  const center = median(logs);
  return detectable(
    logs.map((log) => log - center),
    ratios.length,
    rule,
  );
}

/**
 * As {@link minimumDetectableChange} for a cell on its own: what would have been called between it and a twin measured
 * next to it in every block.
 *
 * The noise of such pairs is taken from neighbouring blocks. They lie further apart in time than two cells of one block,
 * so this overstates the noise when the host drifts. The twin may as well have come first: each ratio counts both ways.
 *
 * @param values ns per increment by block, positive; null where that block gave none
 * @returns null below {@link MIN_PAIRS} blocks
 */
export function cellMinimumDetectableChange(values: readonly (number | null)[], rule: Rule = {}): number | null {
  const blocks = values.filter((value) => value !== null).length;
  if (blocks < MIN_PAIRS) return null;
  const noise: number[] = [];
  for (let block = 1; block < values.length; block++) {
    const [before, after] = [values[block - 1], values[block]];
    if (before == null || after == null) continue;
    const log = Math.log(after / before);
    noise.push(log, -log);
  }
  return detectable(noise, blocks, rule);
}

/** @param noise logarithms of ratios whose median is 1 */
function detectable(noise: readonly number[], pairs: number, { threshold = THRESHOLD, confidence = CONFIDENCE }: Rule) {
  const rank = medianRank(pairs, confidence);
  if (rank === 0 || noise.length === 0) return null;
  // The largest share of pairs that may fall short while the rule still calls with the wanted power.
  let share = 0;
  let tooLarge = 0.5;
  while (tooLarge - share > 1e-15) {
    const between = (share + tooLarge) / 2;
    if (binomialCdf(rank - 1, pairs, between) >= POWER) share = between;
    else tooLarge = between;
  }
  return Math.expm1(Math.log1p(threshold) - quantile(sorted(noise), share));
}

function quantile(order: Float64Array, share: number): number {
  const position = Math.max(1, share * (order.length + 1));
  const below = Math.floor(position);
  const lower = order[below - 1] as number;
  const upper = order[Math.min(below, order.length - 1)] as number;
  return lower + (position - below) * (upper - lower);
}
