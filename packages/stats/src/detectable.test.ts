import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare } from './compare.ts';
import { cellMinimumDetectableChange, minimumDetectableChange } from './detectable.ts';
import { median } from './median.ts';
import { blocks, HOSTS, type Noise } from './noise.ts';
import { exponential, seeded } from './random.ts';

const ratiosOf = (logs: number[]) => logs.map(Math.exp);

test('without noise any change above the threshold is detectable', () => {
  expect(minimumDetectableChange(new Array<number>(8).fill(1.3))).toBeCloseTo(0.01, 12);
  expect(minimumDetectableChange(new Array<number>(8).fill(1.3), { threshold: 0.05 })).toBeCloseTo(0.05, 12);
  expect(cellMinimumDetectableChange(new Array<number>(8).fill(42))).toBeCloseTo(0.01, 12);
});

test('eight pairs, by hand', () => {
  // All eight must exceed the threshold: (1 - q)^8 = 0.8, so q = 0.0275. Both ways there are 16 values, the lowest two of
  // them -0.08 and -0.05; q lies at place 17 q = 0.468, before the first by 0.532 of the gap of 0.03.
  const logs = [-0.08, -0.03, -0.02, -0.01, 0.01, 0.02, 0.03, 0.05];
  const place = 17 * (1 - 0.8 ** (1 / 8));
  const worst = -0.08 - (1 - place) * 0.03;
  expect(minimumDetectableChange(ratiosOf(logs))).toBeCloseTo(1.01 * Math.exp(-worst) - 1, 10);
});

test('sixteen pairs, by hand', () => {
  // At 99 % three of 16 make the rank, so at most two may fall short: P(Binomial(16, q) <= 2) = 0.8 at q = 0.09676. Both
  // ways there are 32 values; q lies at place 33 q = 3.193, between the third and the fourth.
  const logs = Array.from({ length: 16 }, (_, pair) => (pair % 2 === 0 ? 1 : -1) * (pair + 1) * 0.01);
  const center = median(logs);
  const bothWays = logs.flatMap((log) => [log - center, center - log]).sort((x, y) => x - y);
  const q = solve((share) => (1 - share) ** 16 + 16 * share * (1 - share) ** 15 + 120 * share ** 2 * (1 - share) ** 14);
  const place = 33 * q;
  expect(Math.floor(place)).toBe(3);
  const worst = (bothWays[2] as number) + (place - 3) * ((bothWays[3] as number) - (bothWays[2] as number));
  expect(minimumDetectableChange(ratiosOf(logs))).toBeCloseTo(1.01 * Math.exp(-worst) - 1, 10);
});

/** Where a falling function is 0.8. */
function solve(power: (share: number) => number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 60; step++) {
    const between = (low + high) / 2;
    if (power(between) > 0.8) low = between;
    else high = between;
  }
  return low;
}

test('neither the ratio itself nor the unit matters, only its scatter', () => {
  const logs = fc.array(fc.double({ min: -0.2, max: 0.2, noNaN: true }), { minLength: 8, maxLength: 40 });
  fc.assert(
    fc.property(logs, fc.double({ min: -1, max: 1, noNaN: true }), (noise, shift) => {
      const change = minimumDetectableChange(ratiosOf(noise)) as number;
      expect(minimumDetectableChange(ratiosOf(noise.map((log) => log + shift)))).toBeCloseTo(change, 9);
      expect(minimumDetectableChange(ratiosOf(noise.map((log) => -log)))).toBeCloseTo(change, 9);
      expect(change).toBeGreaterThan(0.01 - 1e-12);
    }),
  );
});

test('it is what compare states', () => {
  const { a, b } = blocks(seeded(9), HOSTS.skewed, 20);
  const ratios = a.map((value, pair) => (b[pair] as number) / value);
  expect(compare(a, b).minimumDetectableChange).toBe(minimumDetectableChange(ratios));
  expect(compare(a, b, { threshold: 0.2 }).minimumDetectableChange).toBe(
    minimumDetectableChange(ratios, { threshold: 0.2 }),
  );
});

test('below eight pairs or blocks, or out of the confidence’s reach, there is none', () => {
  expect(minimumDetectableChange([1, 1, 1, 1, 1, 1, 1])).toBeNull();
  expect(minimumDetectableChange([1, 1, 1, 1, 1, 1, 1, 1], { confidence: 0.999 })).toBeNull();
  expect(cellMinimumDetectableChange([1, 1, 1, null, 1, 1, 1, 1])).toBeNull();
  expect(
    cellMinimumDetectableChange(Array.from({ length: 20 }, (_, block) => (block % 2 === 0 ? 1 : null))),
  ).toBeNull();
});

test('a cell’s noise is that of neighbouring blocks, and a missing block parts its neighbours', () => {
  const step = [10, 10, 10, 10, 10, 20, 20, 20, 20, 20];
  expect(cellMinimumDetectableChange(step)).toBeGreaterThan(0.5);
  expect(cellMinimumDetectableChange(step.toSpliced(5, 0, null as never))).toBeCloseTo(0.01, 12);
});

test('a cell’s blocks are the pairs of the rule: ten of them make nine neighbours and a rule for ten', () => {
  const values = [100, 101, 99, 102, 98, 103, 97, 104, 96, 105];
  const logs = values.slice(1).map((value, block) => Math.log(value / (values[block] as number)));
  const bothWays = logs.flatMap((log) => [log, -log]).sort((x, y) => x - y);
  // Rank 1 of ten, as of nine, but (1 - q)^10 = 0.8; 18 values.
  const place = 19 * (1 - 0.8 ** (1 / 10));
  const [lowest, second] = bothWays as [number, number];
  const worst = lowest + (place - 1) * (second - lowest);
  expect(cellMinimumDetectableChange(values)).toBeCloseTo(1.01 * Math.exp(-worst) - 1, 10);
});

/** Medians over many runs of one cell's statement and of a real twin's. */
function stated(noise: Noise, runs = 300): { alone: number; twin: number } {
  const random = seeded(11);
  const alone: number[] = [];
  const twin: number[] = [];
  for (let run = 0; run < runs; run++) {
    const { a, b } = blocks(random, noise, 30);
    alone.push(cellMinimumDetectableChange(a) as number);
    twin.push(compare(a, b).minimumDetectableChange as number);
  }
  return { alone: median(alone), twin: median(twin) };
}

test('a cell alone states what a comparison with a twin states, where the host does not drift', () => {
  for (const noise of [HOSTS.normal, HOSTS.outliers, HOSTS.skewed]) {
    const { alone, twin } = stated(noise);
    expect(alone / twin).toBeGreaterThan(0.9);
    expect(alone / twin).toBeLessThan(1.1);
  }
});

test('where the host drifts a cell alone promises less than a twin, not more', () => {
  const { alone, twin } = stated(HOSTS.drifting);
  expect(alone).toBeGreaterThan(twin);
});

test('more noise takes a larger change', () => {
  const spread =
    (scale: number): Noise =>
    (random) =>
    () =>
      scale * exponential(random);
  expect(stated(spread(0.1), 50).twin).toBeGreaterThan(1.5 * stated(spread(0.05), 50).twin);
});
