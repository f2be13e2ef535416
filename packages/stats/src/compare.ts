import { minimumDetectableChange } from './detectable.ts';
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
 * The rule: at least {@link MIN_PAIRS} pairs, and the sign interval of the ratio excludes 1 by more than the threshold.
 * Both directions are judged alike, in relative terms: 1 + threshold on one side and its inverse on the other, so that
 * swapping a and b swaps the call.
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

/** b/a, block by block. */
export function pairRatios(a: readonly number[], b: readonly number[]): number[] {
  if (a.length !== b.length) throw new RangeError(`${a.length} values against ${b.length}: pairs need as many of each`);
  return a.map((value, block) => {
    const ratio = (b[block] as number) / value;
    if (!(value > 0 && ratio > 0 && ratio < Infinity)) {
      throw new RangeError(`block ${block}: ${value} and ${b[block]} ns, where both must be positive and finite`);
    }
    return ratio;
  });
}
