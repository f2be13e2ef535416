import type { Fork } from '@contend/record';
import { syntheticRecord } from '@contend/record/fixture';
import { expect, test } from 'vitest';
import { toSvg } from '../format/svg.ts';
import { hostChart, type Moment, momentsOf } from './host.ts';

/** A record of one cell, whose forks began when and saw what they are given. */
function recordOf(...forks: Partial<Fork>[]) {
  const cells = [{ strategy: 'a/b', world: 'threads', contenders: 2, ns: 10 }] as const;
  const record = syntheticRecord({ cells, blocks: forks.length });
  record.cells[0]?.forks.forEach((fork, index) => {
    Object.assign(fork, { at: 0, pingPongNs: null, steal: null, ...forks[index] });
  });
  return record;
}
const draw = (...forks: Partial<Fork>[]) => toSvg(hostChart(recordOf(...forks)) as never);

function momentsIn(...forks: Partial<Fork>[]): Moment[] {
  const { pingPong, steal } = momentsOf(recordOf(...forks));
  return [...pingPong, ...steal];
}

test('both stand over the time of the run, each under its title', () => {
  const svg = draw({ at: 0, pingPongNs: 90, steal: 0 }, { at: 2_000, pingPongNs: 900, steal: 0.5 });
  for (const text of ['Core-to-core ping-pong', 'Steal', 'seconds since the run began', '1 µs', '50 %']) {
    expect(svg).toContain(`>${text}</text>`);
  }
});

test('what no fork knew has no panel, and without either there is no picture', () => {
  const alone = draw({ steal: 0.1 });
  expect(alone).toContain('>Steal</text>');
  expect(alone).not.toContain('>Core-to-core ping-pong</text>');
  expect(draw({ pingPongNs: 100 })).not.toContain('>Steal</text>');
  expect(hostChart(recordOf({}, {}))).toBeNull();
  expect(hostChart(syntheticRecord({ cells: [] }))).toBeNull();
});

test('a fork that does not know is left out, not drawn as 0', () => {
  expect(momentsIn({ at: 1_000, steal: 0 }, { at: 2_000 }, { at: 3_000, steal: 0.2 }).map(({ at }) => at)).toEqual([
    1, 3,
  ]);
});

test('the line is the median of nine neighbours, so that one lone fork does not bend it', () => {
  const forks = Array.from({ length: 21 }, (_, i) => ({ at: i * 1e3, pingPongNs: i < 11 ? 100 : 500 }));
  forks[5] = { at: 5e3, pingPongNs: 9_000 };
  const smooth = momentsIn(...forks).map((moment) => Math.round(moment.smooth * 1e9));
  expect(smooth).toEqual([...Array(11).fill(100), ...Array(10).fill(500)]);
});

test('forks stand in the order of time, whichever cell they are of', () => {
  const at = momentsIn({ at: 9e3, steal: 0.3 }, { at: 1e3, steal: 0.1 }, { at: 5e3, steal: 0.2 }).map((m) => m.at);
  expect(at).toEqual([1, 5, 9]);
});

test('a long run is told in minutes', () => {
  const svg = draw({ at: 0, steal: 0 }, { at: 600e3, steal: 0 });
  expect(svg).toContain('>minutes since the run began</text>');
  expect(svg).toContain('>10</text>');
});

test('a run of one moment, with nothing stolen, is still a picture', () => {
  expect(draw({ at: 0, pingPongNs: 0, steal: 0 })).not.toMatch(/NaN|Infinity|undefined/);
});

test('of more forks than there are pixels those that stand out are drawn', () => {
  const forks = Array.from({ length: 9_000 }, (_, i) => ({
    at: i,
    pingPongNs: i === 4_321 ? 7 : i === 6_543 ? 70_000 : 100,
  }));
  const moments = momentsIn(...forks);
  expect(moments.length).toBeLessThan(2_000);
  const values = moments.map(({ value }) => Math.round(value * 1e9));
  expect([Math.min(...values), Math.max(...values)]).toEqual([7, 70_000]);
  expect(moments.map(({ at }) => at)).toEqual(moments.map(({ at }) => at).toSorted((a, b) => a - b));
});
