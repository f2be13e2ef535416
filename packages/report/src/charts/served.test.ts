import { SERVED_CELLS, syntheticRecord } from '@contend/record/fixture';
import { expect, test } from 'vitest';
import { toSvg } from '../format/svg.ts';
import { distanceChart } from './distance.ts';
import { latencyChart } from './latency.ts';
import { lostChart } from './lost.ts';
import type { Picture } from './picture.ts';
import { throughputChart } from './throughput.ts';

const served = syntheticRecord({ cells: SERVED_CELLS });
const shared = syntheticRecord({ blocks: 2 });
const svgOf = (picture: Picture | null): string => toSvg(picture as Picture);

test('where nobody has to be told there is no time per operation, and no distance', () => {
  expect(latencyChart(shared)).toBeNull();
  expect(distanceChart(shared)).toBeNull();
});

test('names at the ends of lines stand apart, however alike the lines are', () => {
  const svg = svgOf(distanceChart(served));
  const heights = [...svg.matchAll(/ y="([\d.]+)"[^>]*>(?:redis|unlocked)\/[\w-]+<\/text>/g)].map(([, y]) => Number(y));
  expect(heights).toHaveLength(5);
  const sorted = heights.toSorted((a, b) => a - b);
  for (const [index, y] of sorted.slice(1).entries()) expect(y - (sorted[index] as number)).toBeGreaterThanOrEqual(15);
  expect(svg).toContain('>ms added to the way to the server and back</text>');
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
});

test('contenders at a server are clients', () => {
  expect(svgOf(distanceChart(served))).toContain('>2 clients</text>');
  expect(svgOf(latencyChart(served))).toContain('>clients of a server, 2 clients</text>');
  expect(svgOf(latencyChart(served))).toContain('>processes of one machine, 2 processes</text>');
  expect(svgOf(throughputChart(served))).toContain('>contenders (clients)</text>');
  expect(svgOf(lostChart(served))).not.toContain('2 machines');
});

test('what counted too many is crossed and says by how much, and what is within is not crossed', () => {
  const svg = svgOf(lostChart(served));
  expect(svg).toContain('>100 too many</text>');
  expect(svg).toContain('>count wrong: more than were made</text>');
  expect(svg).toContain('>within</text>');
  const right = SERVED_CELLS.filter(({ verdict = 'exact' }) => verdict === 'exact' || verdict === 'within');
  expect(svgOf(lostChart(syntheticRecord({ cells: right, blocks: 2 })))).not.toContain('count wrong');
});

test('a cell without a figure leaves pictures whole', () => {
  const cells = served.cells.map((cell) => ({ ...cell, throughput: null, nsPerIncrement: null }));
  for (const chart of [latencyChart, distanceChart]) {
    expect(svgOf(chart({ ...served, cells }))).not.toMatch(/NaN|Infinity|undefined/);
  }
});
