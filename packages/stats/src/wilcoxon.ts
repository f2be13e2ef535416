import { middle, sorted } from './median.ts';

/** Up to here the signed-rank distribution is counted; its counts, up to 2^50, are exact in a double. */
const COUNTED = 50;

const counted = new Map<number, Float64Array>();

/**
 * P(T <= t) of Wilcoxon's signed-rank sum T of n independent values, symmetric about 0.
 *
 * Counted up to n = 50: T is the sum of a subset of the ranks 1..n, each subset as likely as any other. Above, the normal
 * approximation with continuity correction.
 *
 * @see Hollander & Wolfe, "Nonparametric Statistical Methods", 2nd ed. 1999, §3.1
 */
export function signedRankCdf(t: number, n: number): number {
  const largest = (n * (n + 1)) / 2;
  if (t < 0) return 0;
  if (t >= largest) return 1;
  if (n > COUNTED) {
    const deviation = Math.sqrt((largest * (2 * n + 1)) / 12);
    return normalCdf((t + 0.5 - largest / 2) / deviation);
  }
  let subsets = counted.get(n);
  if (subsets === undefined) {
    subsets = countSubsets(n);
    counted.set(n, subsets);
  }
  let atMost = 0;
  for (let sum = 0; sum <= t; sum++) atMost += subsets[sum] as number;
  return atMost / 2 ** n;
}

/** How many subsets of 1..n have each sum. */
function countSubsets(n: number): Float64Array {
  const largest = (n * (n + 1)) / 2;
  const subsets = new Float64Array(largest + 1);
  subsets[0] = 1;
  for (let rank = 1; rank <= n; rank++) {
    // Downwards, so that no rank is taken twice.
    for (let sum = largest; sum >= rank; sum--)
      subsets[sum] = (subsets[sum] as number) + (subsets[sum - rank] as number);
  }
  return subsets;
}

/**
 * Standard normal distribution function, by its power series about 0.
 *
 * @see Marsaglia, "Evaluating the Normal Distribution", Journal of Statistical Software 11(4), 2004
 */
function normalCdf(x: number): number {
  let term = x;
  let sum = x;
  for (let before = 0, i = 3; sum !== before; i += 2) {
    before = sum;
    term *= (x * x) / i;
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}

/**
 * Interval of the pseudo-median, the median of all means of two values (a value with itself included), by Wilcoxon's
 * signed-rank test. It is an interval of the median only where the values are symmetric about it; why `compare` does not
 * use it is told there.
 *
 * @see Hollander & Wolfe, "Nonparametric Statistical Methods", 2nd ed. 1999, §3.2 (Hodges & Lehmann's estimate) and §3.3
 *   (Tukey's interval)
 * @returns `low` and `high` null where too few values allow no interval
 * @throws RangeError without values
 */
export function wilcoxonInterval(
  values: readonly number[],
  confidence = 0.95,
): { pseudomedian: number; low: number | null; high: number | null } {
  const n = values.length;
  const means: number[] = [];
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) means.push(((values[i] as number) + (values[j] as number)) / 2);
  }
  const order = sorted(means);
  const tail = (1 - confidence) / 2;
  let rank = 0;
  while (signedRankCdf(rank, n) <= tail) rank++;
  return {
    pseudomedian: middle(order),
    low: rank === 0 ? null : (order[rank - 1] as number),
    high: rank === 0 ? null : (order[order.length - rank] as number),
  };
}
