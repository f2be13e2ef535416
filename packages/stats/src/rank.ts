import type { Called } from './compare.ts';
import { holm } from './holm.ts';
import { median } from './median.ts';
import { commonRatios } from './pairs.ts';
import { CONFIDENCE, MIN_PAIRS, type Rule, THRESHOLD } from './rule.ts';
import { thresholdTest } from './threshold-test.ts';

/** ns per increment of one cell, by block: positive; null where that block's fork gave none. */
export type Series = readonly (number | null)[];

/** Two cells of a family, by their places in it. */
export interface Call {
  a: number;
  b: number;
  /** Blocks that both have. */
  pairs: number;
  /** Median of b/a over those blocks. */
  ratio: number;
  /** Corrected for the number of comparisons in the family. */
  pValue: number;
  /** b relative to a. */
  call: Called;
}

/**
 * Compares every two cells of a family (a < b) by the rule of `compare`, corrected over the family by Holm. Two cells with
 * fewer than {@link MIN_PAIRS} blocks in common are not compared and do not appear.
 */
export function calls(series: readonly Series[], rule: Rule = {}): Call[] {
  const { threshold = THRESHOLD, confidence = CONFIDENCE } = rule;
  const compared = [];
  for (let a = 0; a < series.length; a++) {
    for (let b = a + 1; b < series.length; b++) {
      const ratios = commonRatios(series[a] as Series, series[b] as Series);
      if (ratios.length < MIN_PAIRS) continue;
      compared.push({ a, b, pairs: ratios.length, ratio: median(ratios), test: thresholdTest(ratios, threshold) });
    }
  }
  const adjusted = holm(compared.map(({ test }) => test.pValue));
  return compared.map(({ test, ...pair }, index) => {
    const pValue = adjusted[index] as number;
    return { ...pair, pValue, call: pValue <= 1 - confidence ? test.side : 'none' };
  });
}

/**
 * Blocks that a family needs before its cells can be told apart, however large their differences: Holm's first threshold is
 * the error divided by the number of comparisons, and n pairs that all agree have a sign test's p-value of 2^(1 - n).
 *
 * @param cells how many cells the family has: at least 1
 */
export function leastPairs(cells: number, { confidence = CONFIDENCE }: Rule = {}): number {
  const comparisons = Math.max(1, (cells * (cells - 1)) / 2);
  return Math.max(MIN_PAIRS, Math.ceil(1 + Math.log2(comparisons / (1 - confidence))));
}

/**
 * Rank of each cell in its family: 1 + the number of cells called faster than it. Cells between which nothing was called
 * may share one.
 *
 * @returns null for a cell with fewer than {@link MIN_PAIRS} blocks
 */
export function rank(series: readonly Series[], rule: Rule = {}): (number | null)[] {
  const ranks: (number | null)[] = series.map((values) =>
    values.filter((value) => value !== null).length < MIN_PAIRS ? null : 1,
  );
  for (const { a, b, call } of calls(series, rule)) {
    if (call === 'none') continue;
    const beaten = call === 'faster' ? a : b;
    ranks[beaten] = (ranks[beaten] as number) + 1;
  }
  return ranks;
}
