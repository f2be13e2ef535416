import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BetweenRuns, betweenRuns, leastRuns, type Runs, rankSumCdf } from './between-runs.ts';
import { compare } from './compare.ts';
import { median } from './median.ts';
import { HOSTS, type Noise } from './noise.ts';
import { exponential, normal, type Random, seeded } from './random.ts';
import type { Rule } from './rule.ts';

// Permeability of the human chorioamnion at term and at 12 to 26 weeks: Hollander & Wolfe 1999, table 4.1.
const TERM = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
const EARLY = [1.15, 0.88, 0.9, 0.74, 1.21];

const one = (base: readonly number[], head: readonly number[], rule?: Rule) =>
  betweenRuns([{ base, head }], rule)[0] as BetweenRuns;

test('Hollander & Wolfe, example 4.1: 35 of the 50 pairs, P = 0.1272', () => {
  expect(rankSumCdf(50 - 35, 10, 5)).toBeCloseTo(0.1272, 4);
});

test('Hollander & Wolfe, examples 4.3 and 4.4: shift -0.305, 96 % interval -0.76 to 0.15', () => {
  // Ratios of exponentials are exponentials of differences.
  const { ratio, low, high } = one(TERM.map(Math.exp), EARLY.map(Math.exp), { confidence: 0.96 });
  expect(Math.log(ratio)).toBeCloseTo(-0.305, 12);
  expect(Math.log(low as number)).toBeCloseTo(-0.76, 12);
  expect(Math.log(high as number)).toBeCloseTo(0.15, 12);
});

test.each([
  [5, 5, 0],
  [6, 6, 2],
  [8, 8, 7],
  [10, 10, 16],
  [20, 20, 105],
])('two-sided at 0.01 the critical value for %i and %i is %i (Mann & Whitney’s U, tables)', (m, n, critical) => {
  expect(rankSumCdf(critical, m, n)).toBeLessThanOrEqual(0.005);
  expect(rankSumCdf(critical + 1, m, n)).toBeGreaterThan(0.005);
});

test('the distribution agrees with going through all orders of two samples', () => {
  const [m, n] = [4, 3];
  const sums: number[] = [];
  for (let choice = 0; choice < 2 ** (m + n); choice++) {
    let [first, pairs, second] = [0, 0, 0];
    for (let at = 0; at < m + n; at++) {
      if ((choice >> at) & 1) {
        second++;
        pairs += first;
      } else first++;
    }
    if (second === n) sums.push(pairs);
  }
  expect(sums).toHaveLength(35);
  for (let u = -1; u <= 13; u++) {
    expect(rankSumCdf(u, m, n)).toBeCloseTo(sums.filter((sum) => sum <= u).length / 35, 14);
  }
});

test('the distribution of large samples adds up', () => {
  expect(rankSumCdf(100 * 60, 100, 60)).toBeCloseTo(1, 12);
  expect(rankSumCdf(2999, 100, 60) + rankSumCdf(3000, 100, 60)).toBeCloseTo(1, 12);
});

const BASE = [98, 99, 100, 101, 102];
const times = (values: readonly number[], factor: number) => values.map((value) => value * factor);

test('five runs a side, all of head slower than all of base: called', () => {
  const comparison = one(BASE, times(BASE, 1.2));
  expect(comparison).toMatchObject({ baseRuns: 5, headRuns: 5, call: 'slower', callable: true });
  expect(comparison.ratio).toBeCloseTo(1.2, 12);
  expect(comparison.pValue).toBeCloseTo(2 / 252, 12);
  expect(comparison.low).toBeCloseTo((98 * 1.2) / 102, 12);
  expect(comparison.high).toBeCloseTo((102 * 1.2) / 98, 12);
  expect(one(BASE, times(BASE, 0.8)).call).toBe('faster');
});

test('negative control: equal runs and one run of head among those of base call nothing', () => {
  expect(one(BASE, BASE)).toMatchObject({ ratio: 1, call: 'none', callable: true });
  expect(one(BASE, [...times(BASE, 1.2).slice(1), 101.5])).toMatchObject({ call: 'none', callable: true });
});

test('four runs a side call nothing, however far apart, and have no interval', () => {
  expect(one(BASE.slice(1), times(BASE.slice(1), 9))).toMatchObject({
    low: null,
    high: null,
    pValue: null,
    call: 'none',
    callable: false,
  });
});

test('one run a side gives the ratio that was seen, and nothing more', () => {
  expect(one([100], [130])).toEqual({
    baseRuns: 1,
    headRuns: 1,
    ratio: 1.3,
    low: null,
    high: null,
    pValue: null,
    call: 'none',
    callable: false,
  });
});

test('a difference within the threshold is not called', () => {
  const steady = [100, 100, 100, 100, 100];
  expect(one(steady, times(steady, 1.0099)).call).toBe('none');
  expect(one(steady, times(steady, 1.0101)).call).toBe('slower');
  expect(one(steady, times(steady, 1 / 1.0099)).call).toBe('none');
  expect(one(steady, times(steady, 1 / 1.0101)).call).toBe('faster');
  expect(one(BASE, times(BASE, 1.2), { threshold: 0.25 }).call).toBe('none');
  expect(one(steady, steady, { threshold: 0 }).call).toBe('none');
});

test('many cells need more runs, and say whether they have them', () => {
  const cells = (runs: number, count: number): Runs[] => {
    const base = Array.from({ length: runs }, (_, run) => 100 + run / 10);
    return Array.from({ length: count }, (_, cell) => ({ base, head: times(base, cell === 0 ? 1.5 : 1) }));
  };
  expect(betweenRuns(cells(5, 2))[0]).toMatchObject({ call: 'none', callable: false });
  expect(betweenRuns(cells(6, 2))[0]).toMatchObject({ call: 'slower', callable: true });
  expect(betweenRuns(cells(7, 30))[0]).toMatchObject({ call: 'none', callable: false });
  expect(betweenRuns(cells(8, 30)).map(({ call }) => call)).toEqual(['slower', ...new Array(29).fill('none')]);
});

test('what has too few runs takes nothing from the family', () => {
  const [called] = betweenRuns([
    { base: BASE, head: times(BASE, 1.2) },
    ...new Array(9).fill({ base: [1], head: [2] }),
  ]);
  expect(called).toMatchObject({ call: 'slower', callable: true });
});

test.each([
  [1, 5],
  [2, 6],
  [30, 8],
  [100, 9],
])('%i cells need %i runs a side', (cells, runs) => {
  expect(leastRuns(cells)).toBe(runs);
  expect(2 * rankSumCdf(0, runs, runs) * cells).toBeLessThanOrEqual(0.01);
  expect(2 * rankSumCdf(0, runs - 1, runs - 1) * cells).toBeGreaterThan(0.01);
});

test('the call, the interval and the p-value say the same, and swapping the sides swaps the call', () => {
  const swapped = { faster: 'slower', slower: 'faster', none: 'none' };
  const seen = new Set<string>();
  const side = fc.array(fc.double({ min: 95, max: 105, noNaN: true }), { minLength: 5, maxLength: 12 });
  fc.assert(
    fc.property(side, side, fc.double({ min: 0.88, max: 1.12, noNaN: true }), (base, unshifted, shift) => {
      const head = times(unshifted, shift);
      const { ratio, low, high, pValue, call } = one(base, head);
      const expected = (low as number) > 1.01 ? 'slower' : (high as number) < 1 / 1.01 ? 'faster' : 'none';
      expect(call).toBe(expected);
      expect((pValue as number) <= 0.01).toBe(expected !== 'none');
      const back = one(head, base);
      expect(back.call).toBe(swapped[call]);
      expect(back.ratio).toBeCloseTo(1 / ratio, 12);
      seen.add(call);
    }),
    { numRuns: 500, seed: 5 },
  );
  expect([...seen].sort()).toEqual(['faster', 'none', 'slower']);
});

test('what cannot be compared is an error', () => {
  expect(() => one([], [1])).toThrow(RangeError);
  expect(() => one([1], [])).toThrow(RangeError);
  expect(() => one([0], [1])).toThrow(RangeError);
  expect(() => one([1], [0])).toThrow(RangeError);
  expect(() => one([1], [Number.NaN])).toThrow(RangeError);
});

/** What the moment of a run does to all of its forks: the logarithm of the slow-down. */
const MOMENTS: Record<string, (random: Random) => number> = {
  normal: (random) => 0.05 * normal(random),
  'two phases': (random) => (random() < 0.5 ? Math.log(1.7) : 0) + 0.01 * normal(random),
  'long tail': (random) => 0.2 * exponential(random),
};
const FORKS = 10;

/** ns per increment of every fork of one run. */
function forksOf(random: Random, moment: (random: Random) => number, noise: Noise, forks = FORKS): number[] {
  const host = noise(random);
  const shared = moment(random);
  return Array.from({ length: forks }, () => 100 * Math.exp(shared + host('a')));
}

/** Medians of so many runs. */
function runsOf(count: number, run: () => number[]): number[] {
  return Array.from({ length: count }, () => median(run()));
}

const TRIALS = 600;
/** The largest share that so many trials show by chance, four standard deviations out, when the true one is 1 %. */
const ATMOST = 0.01 + 4 * Math.sqrt((0.01 * 0.99) / TRIALS);

/** Without a threshold, so that nothing but the test holds false alarms down. */
function falseAlarms(runs: number, moment: (random: Random) => number, noise: Noise): number {
  const random = seeded(11);
  let alarms = 0;
  for (let trial = 0; trial < TRIALS; trial++) {
    const side = () => runsOf(runs, () => forksOf(random, moment, noise));
    if (one(side(), side(), { threshold: 0 }).call !== 'none') alarms++;
  }
  return alarms / TRIALS;
}

test.each(Object.keys(MOMENTS))('equal cells in runs whose moments are %s: at most 1 %% false alarms', (name) => {
  for (const noise of [HOSTS.normal, HOSTS.skewed, HOSTS.bimodal]) {
    for (const runs of [5, 10]) expect(falseAlarms(runs, MOMENTS[name] as never, noise)).toBeLessThan(ATMOST);
  }
});

test('negative control: forks of two runs taken for pairs are called different far too often', () => {
  const random = seeded(12);
  let alarms = 0;
  for (let trial = 0; trial < TRIALS; trial++) {
    const run = () => forksOf(random, MOMENTS.normal as never, HOSTS.normal);
    if (compare(run(), run()).call !== 'none') alarms++;
  }
  expect(alarms / TRIALS).toBeGreaterThan(0.2);
});

test('twenty equal cells that share their runs’ moments give a false alarm in at most 1 % of comparisons', () => {
  const random = seeded(13);
  let alarms = 0;
  for (let trial = 0; trial < TRIALS; trial++) {
    const side = () => Array.from({ length: 8 }, () => 0.05 * normal(random));
    const [base, head] = [side(), side()];
    const values = (moments: number[]) => moments.map((shared) => Math.exp(shared + 0.03 * normal(random)));
    const cells = Array.from({ length: 20 }, () => ({ base: values(base), head: values(head) }));
    if (betweenRuns(cells, { threshold: 0 }).some(({ call }) => call !== 'none')) alarms++;
  }
  expect(alarms / TRIALS).toBeLessThan(ATMOST);
});

test('a slow-down beyond the noise between runs is called', () => {
  const random = seeded(14);
  let called = 0;
  for (let trial = 0; trial < TRIALS; trial++) {
    const side = () => runsOf(6, () => forksOf(random, (random) => 0.02 * normal(random), HOSTS.outliers));
    if (one(side(), times(side(), 1.1)).call === 'slower') called++;
  }
  expect(called / TRIALS).toBeGreaterThan(0.95);
});

test('the known limit: sides whose runs are spread unlike are called different a little more often', () => {
  const random = seeded(15);
  let alarms = 0;
  const trials = 4 * TRIALS;
  for (let trial = 0; trial < trials; trial++) {
    const side = (runs: number, spread: number) =>
      Array.from({ length: runs }, () => Math.exp(spread * normal(random)));
    if (one(side(15, 0.01), side(5, 0.1), { threshold: 0 }).call !== 'none') alarms++;
  }
  expect(alarms / trials).toBeGreaterThan(0.01);
  expect(alarms / trials).toBeLessThan(0.15);
});
