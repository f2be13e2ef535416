import type { Called } from './compare.ts';
import { holm } from './holm.ts';
import { CONFIDENCE, type Rule, THRESHOLD } from './rule.ts';

/** One cell in several runs of either side: one value a run, the median over its forks; ns per increment. */
export interface Runs {
  base: readonly number[];
  head: readonly number[];
}

export interface BetweenRuns {
  baseRuns: number;
  headRuns: number;
  /** head/base: above 1, head takes longer. Hodges & Lehmann's estimate; with one run a side, simply their ratio. */
  ratio: number;
  /** Interval of this ratio alone, not corrected for the family; null where the runs are too few for one. */
  low: number | null;
  high: number | null;
  /** Of "the ratio is within the threshold of 1", corrected for the family; null where the runs are too few. */
  pValue: number | null;
  /** head relative to base. */
  call: Called;
  /** Whether so many runs could call anything in a family of this size; if not, see {@link leastRuns}. */
  callable: boolean;
}

/**
 * Compares cells of two sides that were measured in separate runs, each by the rank-sum test, corrected over all by Holm.
 *
 * Forks of separate runs are no neighbours in time, so they make no pairs, and the forks of one run share its moment: the
 * run is the sampling unit and gives one value. The interval is Moses's: the ordered ratios of every head run to every
 * base run, cut where the rank-sum test of that shift would reject. It assumes that runs are independent and that the two
 * sides' values are spread alike, and nothing of their shape; five runs a side are the least that give one at 99 %. With
 * as many runs on both sides a spread that differs by a factor of 2 costs nothing and one of 10 gives 1 to 4 % false alarms
 * instead of 1 (simulated, no threshold); 15 quiet runs against 5 noisy ones give 6 %.
 *
 * The rule is that of `compare`: called when the interval excludes 1 by more than the threshold, at the confidence that
 * Holm leaves. What no rule can see: when all runs of base came before all of head, a change of the machine in between
 * looks like a change of the code.
 *
 * @see Hollander & Wolfe, "Nonparametric Statistical Methods", 2nd ed. 1999, §4.1 (Wilcoxon, Mann & Whitney), §4.2 (Hodges
 *   & Lehmann), §4.3 (Moses)
 * @see Kalibera & Jones, "Rigorous Benchmarking in Reasonable Time", ISMM 2013 (repeat at the highest level that varies)
 * @throws RangeError when a side has no runs or a value is not positive and finite
 */
export function betweenRuns(cells: readonly Runs[], rule: Rule = {}): BetweenRuns[] {
  const { threshold = THRESHOLD, confidence = CONFIDENCE } = rule;
  const compared = cells.map(({ base, head }) => {
    const ratios = allRatios(base, head);
    const [m, n] = [base.length, head.length];
    const rank = shiftRank(m, n, confidence);
    const slower = rankSumPValue(ratios, 1 + threshold, m, n);
    const negative = ratios.map((ratio) => -ratio);
    const faster = rankSumPValue(negative, -1 / (1 + threshold), m, n);
    const side: Called = slower < faster ? 'slower' : 'faster';
    return { m, n, ratios, rank, side, pValue: Math.min(1, 2 * Math.min(slower, faster)) };
  });
  const family = compared.filter(({ rank }) => rank > 0);
  const adjusted = holm(family.map(({ pValue }) => pValue));
  const corrected = new Map(family.map((cell, index) => [cell, adjusted[index] as number]));
  return compared.map((cell) => {
    const { m, n, ratios, rank, side } = cell;
    const pValue = corrected.get(cell) ?? null;
    return {
      baseRuns: m,
      headRuns: n,
      ratio: middleRatio(ratios),
      low: rank === 0 ? null : (ratios[rank - 1] as number),
      high: rank === 0 ? null : (ratios[ratios.length - rank] as number),
      pValue,
      call: pValue !== null && pValue <= 1 - confidence ? side : 'none',
      callable: rank > 0 && 2 * rankSumCdf(0, m, n) * family.length <= 1 - confidence,
    };
  });
}

/**
 * The least number of runs on each side that could call a difference among so many cells: the most extreme order of 2n
 * runs has probability 1 / (2n over n), once on each side.
 *
 * @param comparisons at least 1
 */
export function leastRuns(comparisons: number, confidence = CONFIDENCE): number {
  let runs = 1;
  let extreme = 1 / 2;
  while (2 * extreme * comparisons > 1 - confidence) {
    runs++;
    extreme *= runs / (2 * (2 * runs - 1));
  }
  return runs;
}

/** Every head run to every base run, ascending. */
function allRatios(base: readonly number[], head: readonly number[]): number[] {
  if (base.length === 0 || head.length === 0) throw new RangeError('no runs: each side needs at least one');
  const ratios = base.flatMap((ns) => head.map((other) => other / ns));
  if (![...base, ...head, ...ratios].every((value) => value > 0 && value < Infinity)) {
    throw new RangeError('a value is not positive and finite: leave out what was not measured');
  }
  return ratios.sort((a, b) => a - b);
}

/** Median by ratio: the geometric mean of the two middle ones, so that swapping the sides inverts it. */
function middleRatio(ascending: readonly number[]): number {
  const half = ascending.length >> 1;
  const upper = ascending[half] as number;
  return ascending.length % 2 === 1 ? upper : Math.sqrt((ascending[half - 1] as number) * upper);
}

/** One-sided rank-sum test: the p-value of "the shift is not above `center`". A ratio equal to it counts against. */
function rankSumPValue(ratios: readonly number[], center: number, m: number, n: number): number {
  let notAbove = 0;
  for (const ratio of ratios) if (ratio <= center) notAbove++;
  return rankSumCdf(notAbove, m, n);
}

/** Rank r such that the r-th smallest and r-th largest of the m × n ratios bound the shift; 0 where none does. */
function shiftRank(m: number, n: number, confidence: number): number {
  const tail = (1 - confidence) / 2;
  let rank = 0;
  while (rankSumCdf(rank, m, n) <= tail) rank++;
  return rank;
}

const distributions = new Map<string, Float64Array>();

/**
 * P(U <= u) of Mann & Whitney's U: in how many of the m × n pairs the second of two like samples is the larger.
 *
 * @param m sizes of the samples, at least 1; the cost grows with m² n², half a second at 100 and 100
 */
export function rankSumCdf(u: number, m: number, n: number): number {
  const key = `${m} ${n}`;
  let distribution = distributions.get(key);
  if (distribution === undefined) {
    distribution = rankSumDistribution(m, n);
    distributions.set(key, distribution);
  }
  let atMost = 0;
  for (let i = 0; i <= Math.min(u, m * n); i++) atMost += distribution[i] as number;
  return Math.min(1, atMost);
}

/**
 * P(U = u) for u from 0 to m × n. The largest of all values belongs to the second sample with probability n / (m + n), and
 * is then above all m of the first; without it, the same question is smaller by one. Sums of positive terms: no cancellation.
 *
 * @see Mann & Whitney, "On a Test of Whether One of Two Random Variables Is Stochastically Larger Than the Other", Annals
 *   of Mathematical Statistics 18(1), 1947
 */
function rankSumDistribution(m: number, n: number): Float64Array {
  let row = Array.from({ length: n + 1 }, () => Float64Array.of(1));
  for (let i = 1; i <= m; i++) {
    const next = [Float64Array.of(1)];
    for (let j = 1; j <= n; j++) {
      const second = next[j - 1] as Float64Array;
      const first = row[j] as Float64Array;
      const both = new Float64Array(i * j + 1);
      for (let u = 0; u < second.length; u++) both[u + i] = ((second[u] as number) * j) / (i + j);
      for (let u = 0; u < first.length; u++) both[u] = (both[u] as number) + ((first[u] as number) * i) / (i + j);
      next[j] = both;
    }
    row = next;
  }
  return row[n] as Float64Array;
}
