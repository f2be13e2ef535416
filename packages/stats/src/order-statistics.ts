import { binomialCdf } from './binomial.ts';
import { middle, sorted } from './median.ts';

/** A median and its interval; `low` and `high` are null where too few values allow none. */
export interface MedianInterval {
  median: number;
  low: number | null;
  high: number | null;
}

/**
 * Rank r (from 1) such that the r-th smallest and the r-th largest of n values bound the median of their distribution
 * with at least `confidence`; 0 where even the extremes do not.
 *
 * The r-th smallest lies above the median when at most r - 1 of n values fell below it, and each does so with
 * probability 1/2 whatever the distribution: the chance of missing is P(Binomial(n, 1/2) <= r - 1), once on each side.
 */
export function medianRank(n: number, confidence: number): number {
  const tail = (1 - confidence) / 2;
  let rank = 0;
  let tooMany = Math.ceil(n / 2) + 1;
  while (tooMany - rank > 1) {
    const between = (rank + tooMany) >> 1;
    if (binomialCdf(between - 1, n, 0.5) <= tail) rank = between;
    else tooMany = between;
  }
  return rank;
}

/**
 * Exact order-statistic interval of the median. It holds for any continuous distribution and at least as often as
 * `confidence` says: at 95 % from six values on, at 99 % from eight.
 *
 * @see Thompson, "On Confidence Ranges for the Median…", Annals of Mathematical Statistics 7(3), 1936
 * @see Hahn & Meeker, "Statistical Intervals", 1991, §5.2
 * @throws RangeError without values
 */
export function medianInterval(values: readonly number[], confidence = 0.95): MedianInterval {
  const order = sorted(values);
  const rank = medianRank(order.length, confidence);
  return {
    median: middle(order),
    low: rank === 0 ? null : (order[rank - 1] as number),
    high: rank === 0 ? null : (order[order.length - rank] as number),
  };
}
