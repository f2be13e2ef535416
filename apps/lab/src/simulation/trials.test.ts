/** Fixed seeds: the bounds are statistical, the outcome is not. `npx turbo run simulate` prints the same at a larger size. */
import { apart, blocks, HOSTS, type Noise, opposed } from '@contend/stats/noise';
import { expect, test } from 'vitest';
import { coverage, familyFalseAlarms, trial } from './trials.ts';

const RUNS = 1000;
const plan = (noise: Noise, pairs: number, measure = blocks) =>
  trial({ noise, measure, pairs, runs: RUNS, seed: 1, changes: [0.05, 0.1] });

/** The largest share that 1000 runs show by chance, four standard deviations out, when the true one is this. */
const atMost = (share: number) => share + 4 * Math.sqrt((share * (1 - share)) / RUNS);

test.each(Object.keys(HOSTS))('%s: at most one interval in a hundred misses, and false alarms are no more', (name) => {
  const noise = HOSTS[name as keyof typeof HOSTS];
  for (const pairs of [8, 30]) {
    const { sign, power } = plan(noise, pairs);
    expect(sign.missed).toBeLessThan(atMost(0.01));
    expect(sign.falseAlarms).toBeLessThanOrEqual(0.01);
    expect(sign.missed).toBeGreaterThan(0);
    expect(power).toBeGreaterThan(0.68);
  }
});

test('the minimum detectable change is called with about the power it states where both sides are alike', () => {
  for (const noise of [HOSTS.normal, HOSTS.outliers, HOSTS.skewed, HOSTS.drifting]) {
    const { power } = plan(noise, 30);
    expect(power).toBeGreaterThan(0.7);
    expect(power).toBeLessThan(0.85);
  }
});

test('negative control: measured one after the other, equal cells are called different on a drifting host', () => {
  expect(plan(HOSTS.drifting, 30, apart).sign.falseAlarms).toBeGreaterThan(0.1);
});

test('the known limit: phases that favour one side, then the other, defeat any paired interval', () => {
  const { sign, wilcoxon } = plan(opposed, 30);
  expect(sign.falseAlarms).toBeGreaterThan(0.05);
  expect(wilcoxon.falseAlarms).toBeGreaterThan(0.05);
});

test('why the rule is not Wilcoxon’s: unlike noise makes it miss, and distinct speeds cost it power', () => {
  expect(plan(HOSTS.unlike, 30).wilcoxon.missed).toBeGreaterThan(0.02);
  const bimodal = plan(HOSTS.bimodal, 30);
  expect(bimodal.sign.detected[0]).toBeGreaterThan(1.5 * (bimodal.wilcoxon.detected[0] as number));
});

test('where noise is normal Wilcoxon’s interval sees more and is as honest', () => {
  const { sign, wilcoxon } = plan(HOSTS.normal, 30);
  expect(wilcoxon.missed).toBeLessThan(atMost(0.01));
  expect(wilcoxon.detected[0]).toBeGreaterThan(sign.detected[0] as number);
});

test('a family of six equal cells gives a false alarm in at most 1 % of runs, uncorrected in more', () => {
  const { corrected, uncorrected } = familyFalseAlarms(HOSTS.normal, 6, 30, 400, 2);
  expect(corrected).toBeLessThanOrEqual(0.01);
  expect(uncorrected).toBeGreaterThan(0.03);
});

test('the 95 % interval of a median holds it as often as its ranks say', () => {
  const tail: Noise = (random) => {
    const host = HOSTS.unlike(random);
    return () => host('b');
  };
  // 1 - 2 × 2^-6, 1 - 2 × 11 × 2^-10 and, for 30 values, ranks 10 and 21.
  for (const [values, expected] of [
    [6, 0.96875],
    [10, 0.978516],
    [30, 0.957226],
  ] as const) {
    for (const noise of [HOSTS.normal, tail]) {
      const deviation = Math.sqrt((expected * (1 - expected)) / 5000);
      expect(Math.abs(coverage(noise, 0, values, 5000, 3) - expected)).toBeLessThan(3 * deviation);
    }
  }
  expect(coverage(HOSTS.normal, 0, 5, 100, 3)).toBe(0);
});
