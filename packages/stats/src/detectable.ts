import { binomialCdf } from './binomial.ts';
import { median, sorted } from './median.ts';
import { medianRank } from './order-statistics.ts';
import { commonRatios } from './pairs.ts';
import { CONFIDENCE, MIN_PAIRS, type Rule, THRESHOLD } from './rule.ts';

/** The chance with which a change as large as the minimum detectable one is called. */
export const POWER = 0.8;

/**
 * The smallest relative slow-down that the rule of `compare` would have called with 80 % power in this run's own noise,
 * for one comparison alone. Correcting for a family (`calls`) takes more.
 *
 * The noise is that of the logarithms of the ratios about their median, each counted both ways: whichever of the two
 * sides has the longer tail, it is as likely to hide a change for the better as one for the worse.
 *
 * @param ratios b/a of each pair, positive
 * @returns relative: 0.05 is 5 %; null below {@link MIN_PAIRS} pairs, or where they are too few for the confidence. It is an
 *   estimate: over many runs its power averages 72 to 80 % where both sides' noise is alike (`npx turbo run simulate`)
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
 * As {@link minimumDetectableChange}, for a cell on its own: what the rule would have called between it and a twin measured
 * next to it in each of its blocks.
 *
 * Assumption: a twin differs from the cell as the cell differs from itself one block on. Neighbouring blocks lie further
 * apart in time than neighbours in a block, so where the host drifts this promises too little rather than too much.
 *
 * @param values ns per increment by block, positive; null where that block's fork gave none
 * @returns relative: 0.05 is 5 %; null below {@link MIN_PAIRS} usable blocks, or where no two of them are neighbours
 */
export function cellMinimumDetectableChange(values: readonly (number | null)[], rule: Rule = {}): number | null {
  const blocks = values.filter((value) => value !== null).length;
  if (blocks < MIN_PAIRS) return null;
  const noise = commonRatios(values.slice(0, -1), values.slice(1)).map(Math.log);
  return noise.length === 0 ? null : detectable(noise, blocks, rule);
}

/**
 * A pair falls short when its noise takes more from the change than the change exceeds the threshold by. The rule calls when
 * fewer than r of n pairs fall short, r being the rank of its interval; with a chance of q each, that happens with
 * probability P(Binomial(n, q) <= r - 1). So the change must exceed the threshold by as much as the noise takes in its
 * worst q, where q makes that probability the wanted power. It is what resampling the pairs converges to, without the chance.
 *
 * @see Noether, "Sample Size Determination for Some Common Nonparametric Tests", JASA 82, 1987 (power of the sign test)
 * @param noise logarithms of ratios
 */
function detectable(noise: readonly number[], pairs: number, { threshold = THRESHOLD, confidence = CONFIDENCE }: Rule) {
  const rank = medianRank(pairs, confidence);
  if (rank === 0) return null;
  const bothWays = sorted(noise.flatMap((log) => [log, -log]));
  return Math.expm1(Math.log1p(threshold) - quantile(bothWays, affordable(rank, pairs)));
}

/** The largest share of pairs that may fall short on average while fewer than `rank` do so with the wanted power. */
function affordable(rank: number, pairs: number): number {
  let share = 0;
  let tooLarge = 0.5;
  while (tooLarge - share > 1e-15) {
    const between = (share + tooLarge) / 2;
    if (binomialCdf(rank - 1, pairs, between) >= POWER) share = between;
    else tooLarge = between;
  }
  return share;
}

/**
 * The i-th smallest of n values stands for the share i / (n + 1); in between and below the first, the line through the
 * nearest two. (To stop at the smallest value would leave 8 pairs with a power of 0.7 instead of 0.8.)
 *
 * @see Hyndman & Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50(4), 1996: definition 6
 * @param order at least two values, ascending
 * @param share below 1/2
 */
function quantile(order: Float64Array, share: number): number {
  const position = share * (order.length + 1);
  const below = Math.max(1, Math.floor(position));
  const value = order[below - 1] as number;
  return value + (position - below) * ((order[below] as number) - value);
}
