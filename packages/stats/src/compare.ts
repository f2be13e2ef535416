import { minimumDetectableChange } from './detectable.ts';
import { pairRatios } from './pairs.ts';
import { CONFIDENCE, MIN_PAIRS, type Rule, THRESHOLD } from './rule.ts';
import { signInterval } from './sign.ts';
import { thresholdTest } from './threshold-test.ts';

/** B relative to A. `none`: no difference called, which is not "equal"; see `minimumDetectableChange`. */
export type Called = 'faster' | 'slower' | 'none';

export interface Comparison {
  pairs: number;
  /** Median of b/a over the pairs; above 1, b takes longer. */
  ratio: number;
  /** Interval of the ratio; null below {@link MIN_PAIRS} pairs. */
  low: number | null;
  high: number | null;
  /** Two-sided p-value of "the ratio is within the threshold of 1"; null below {@link MIN_PAIRS} pairs. */
  pValue: number | null;
  call: Called;
  /** Relative: 0.05 is 5 %; null below {@link MIN_PAIRS} pairs. */
  minimumDetectableChange: number | null;
}

/**
 * Calls b faster or slower than a, or neither, from pairs measured next to each other.
 *
 * The rule: at least {@link MIN_PAIRS} pairs, and the sign interval of the ratio excludes 1 by more than the threshold:
 * it lies above 1 + threshold or below 1 / (1 + threshold), so that swapping a and b swaps the call.
 *
 * Why the sign interval and not Wilcoxon's: on synthetic hosts (`npx turbo run simulate`, 30 pairs unless stated)
 * - the sign interval misses the true ratio in at most 1 % of runs on every host on which pairs are independent, shared
 *   phases included. Wilcoxon's needs ratios that are symmetric about their median. Two strategies with equal medians and
 *   differently shaped noise break that: it missed in 3.5 %, with 60 pairs in 8.5 %, and more pairs make it worse.
 * - forks disagree by rare outliers and distinct speeds more than by normal scatter, and there the sign interval sees
 *   more: 2 % slower was called in 97 % of runs against 80 % (outliers), 5 % slower in 62 % against 31 % (bimodal). On
 *   normal noise it sees less, 84 % against 98 % at 5 %.
 *
 * What neither can do: where the host's phase favours a for seconds and then b, a run shorter than a phase has a ratio of its
 * own, and 22 to 30 % of runs call two cells that are equal in the long run. A call is about the time of its run.
 *
 * @param a ns per increment, positive, by block
 * @param b the same blocks
 * @throws RangeError when the lengths differ, there are no pairs, or a value is not positive and finite
 */
export function compare(a: readonly number[], b: readonly number[], rule: Rule = {}): Comparison {
  const { threshold = THRESHOLD, confidence = CONFIDENCE } = rule;
  const ratios = pairRatios(a, b);
  const pairs = ratios.length;
  const interval = signInterval(ratios, confidence);
  if (pairs < MIN_PAIRS) {
    return {
      pairs,
      ratio: interval.median,
      low: null,
      high: null,
      pValue: null,
      call: 'none',
      minimumDetectableChange: null,
    };
  }
  const { pValue, side } = thresholdTest(ratios, threshold);
  return {
    pairs,
    ratio: interval.median,
    low: interval.low,
    high: interval.high,
    pValue,
    call: pValue <= 1 - confidence ? side : 'none',
    minimumDetectableChange: minimumDetectableChange(ratios, rule),
  };
}
