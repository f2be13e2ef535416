/** How often the rules are right on synthetic hosts: their evidence, for the tests and for `npx turbo run simulate`. */
import {
  CONFIDENCE,
  type Comparison,
  calls,
  compare,
  median,
  medianInterval,
  seeded,
  THRESHOLD,
  wilcoxonInterval,
} from '@contend/stats';
import type { blocks, Noise } from '@contend/stats/noise';

/** Shares of runs, 0..1. */
export interface Score {
  /** The interval did not hold the true ratio. */
  missed: number;
  /** A difference was called where there is none. */
  falseAlarms: number;
  /** Called slower, for each of the changes in turn. */
  detected: number[];
}

export interface Trial {
  /** The rule of `compare`. */
  sign: Score;
  /** The same rule with Wilcoxon's interval in place of the sign test's. */
  wilcoxon: Score;
  /** Median over the runs: relative. */
  minimumDetectableChange: number;
  /** How often the change that one run stated as detectable is called in the next run; 0.8 is promised. */
  power: number;
}

export interface Plan {
  noise: Noise;
  measure: typeof blocks;
  pairs: number;
  runs: number;
  seed: number;
  /** How much slower B is made, relative, for each kind of detection. */
  changes: readonly number[];
}

type Interval = Pick<Comparison, 'low' | 'high'>;

/** Compares two equally fast cells again and again, and then with B slowed by known amounts. */
export function trial({ noise, measure, pairs, runs, seed, changes }: Plan): Trial {
  const random = seeded(seed);
  const comparisons: Comparison[] = [];
  const wilcoxon: Interval[] = [];
  for (let run = 0; run < runs; run++) {
    const { a, b } = measure(random, noise, pairs);
    comparisons.push(compare(a, b));
    const logs = a.map((value, block) => Math.log((b[block] as number) / value));
    const { low, high } = wilcoxonInterval(logs, CONFIDENCE);
    wilcoxon.push({ low: low === null ? null : Math.exp(low), high: high === null ? null : Math.exp(high) });
  }
  const stated = comparisons.map((comparison) => comparison.minimumDetectableChange as number);
  return {
    sign: {
      missed: share(comparisons, (interval) => outside(interval, 0)),
      falseAlarms: share(comparisons, ({ call }) => call !== 'none'),
      detected: changes.map((change) => share(comparisons, (interval) => slower(interval, change))),
    },
    wilcoxon: {
      missed: share(wilcoxon, (interval) => outside(interval, 0)),
      falseAlarms: share(wilcoxon, (interval) => outside(interval, THRESHOLD)),
      detected: changes.map((change) => share(wilcoxon, (interval) => slower(interval, change))),
    },
    minimumDetectableChange: median(stated),
    power: share(comparisons, (interval, run) => slower(interval, stated[(run + 1) % runs] as number)),
  };
}

/** Whether a family of equally fast cells gave any call, as a share of runs: by `calls`, and without its correction. */
export function familyFalseAlarms(noise: Noise, cells: number, blocks: number, runs: number, seed: number) {
  const random = seeded(seed);
  // Without a threshold, so that nothing but the correction holds false alarms down.
  const rule = { threshold: 0 };
  let corrected = 0;
  let uncorrected = 0;
  for (let run = 0; run < runs; run++) {
    const host = noise(random);
    const series = Array.from({ length: cells }, () => [] as number[]);
    for (let block = 0; block < blocks; block++) for (const values of series) values.push(Math.exp(host('a')));
    if (calls(series, rule).some(({ call }) => call !== 'none')) corrected++;
    if (series.some((a, i) => series.slice(i + 1).some((b) => compare(a, b, rule).call !== 'none'))) uncorrected++;
  }
  return { corrected: corrected / runs, uncorrected: uncorrected / runs };
}

/** How often the 95 % interval of a cell's median holds the truth, as a share of runs. */
export function coverage(noise: Noise, truth: number, values: number, runs: number, seed: number): number {
  const random = seeded(seed);
  let held = 0;
  for (let run = 0; run < runs; run++) {
    const host = noise(random);
    const { low, high } = medianInterval(Array.from({ length: values }, () => host('a')));
    if (low !== null && high !== null && low <= truth && truth <= high) held++;
  }
  return held / runs;
}

function share<T>(items: readonly T[], holds: (item: T, index: number) => boolean): number {
  return items.filter(holds).length / items.length;
}

function outside({ low, high }: Interval, threshold: number): boolean {
  return (low !== null && low > 1 + threshold) || (high !== null && high < 1 / (1 + threshold));
}

/** Slowing B by a factor moves the whole interval by that factor. */
function slower({ low }: Interval, change: number): boolean {
  return low !== null && low * (1 + change) > 1 + THRESHOLD;
}
