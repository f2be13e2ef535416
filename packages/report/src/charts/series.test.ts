import { type SyntheticCell, syntheticRecord } from '@contend/record/fixture';
import { describe, expect, test } from 'vitest';
import { toSvg } from '../format/svg.ts';
import { mostlyReadChart, seriesPanels, sweepChart } from './series.ts';

const OUTSIDE = [0, 100, 300, 1_000, 3_000, 10_000];
const swept = (strategy: string, ns: number, rest: Partial<SyntheticCell> = {}): SyntheticCell[] =>
  OUTSIDE.map((outside) => ({
    strategy,
    world: 'threads',
    contenders: 2,
    ns,
    workload: `sweep-${outside}`,
    ...rest,
  }));
const recordOf = (...cells: SyntheticCell[]) => syntheticRecord({ cells, blocks: 8 });
const draw = (...cells: SyntheticCell[]) => toSvg(sweepChart(recordOf(...cells)) as never);

/** In the order of its parts: the ideal's curve and the points. */
function valuesIn(record: ReturnType<typeof syntheticRecord>) {
  const panels = seriesPanels(record, 'sweep');
  return { ideal: panels.flatMap(({ ideal }) => ideal), points: panels.flatMap(({ points }) => points) };
}

describe('the ideal', () => {
  test('has its corner where the contenders begin to get in each other’s way', () => {
    const { ideal: curve } = valuesIn(recordOf(...swept('a/b', 200, { contenders: 4 })));
    const flat = curve.filter((row) => Math.abs(row.ideal - 1e7) < 1);
    expect(Math.max(...flat.map((row) => row.at))).toBeCloseTo(300, 6);
    expect(Math.max(...curve.map((row) => row.at))).toBeCloseTo(10_000, 6);
  });
});

test('points stand at the work that was really done', () => {
  const record = recordOf(...swept('a/b', 200));
  record.plan.nsPerStep = 1.1;
  const { points } = valuesIn(record);
  expect([...new Set(points.map((row) => row.at))]).toEqual(OUTSIDE.map((ns) => ns * 1.1));
  record.plan.nsPerStep = null;
  expect([...new Set(valuesIn(record).points.map((row) => row.at))]).toEqual(OUTSIDE);
});

test('there is nothing to draw without a sweep, or with one whose work the record does not know', () => {
  expect(sweepChart(syntheticRecord())).toBeNull();
  const record = recordOf(...swept('a/b', 200));
  record.plan.workloads = [];
  expect(sweepChart(record)).toBeNull();
});

test('each number of contenders has its panel, and other workloads have none', () => {
  const svg = draw(...swept('a/b', 200), ...swept('a/b', 150, { contenders: 4 }), {
    strategy: 'c/d',
    world: 'threads',
    contenders: 8,
    ns: 5,
  });
  expect(svg).toContain('>2 threads, 100 ns inside</text>');
  expect(svg).toContain('>4 threads, 100 ns inside</text>');
  expect(svg).not.toContain('8 threads');
  expect(svg).not.toContain('>c/d</text>');
  for (const label of ['0 s', '100 ns', '300 ns', '1 µs', '3 µs', '10 µs']) expect(svg).toContain(`>${label}</text>`);
});

test('a wrong count is crossed and named in the legend, what has no figure is named below the title', () => {
  const legend = '>count wrong: updates lost</text>';
  const exact = draw(...swept('a/b', 200));
  expect(exact).not.toContain(legend);
  expect(exact).not.toContain('Not drawn');
  const svg = draw(
    ...swept('unlocked/plain', 20, { verdict: 'lost-updates' }),
    ...swept('a/b', 9, { verdict: 'deadlock' }).slice(0, 1),
  );
  expect(svg).toContain(legend);
  expect(svg).toContain('a/b with 0 ns outside (deadlock)');
  expect(svg).not.toContain('>a/b</text>');
});

const mostlyRead = (strategy: string, ns: number, rest: Partial<SyntheticCell> = {}): SyntheticCell[] =>
  [10, 100, 1_000].map((operations) => ({
    ...{ strategy, world: 'threads', contenders: 2, ns, workload: `mostly-read-${operations}` },
    ...rest,
  }));

test('what is mostly read has a picture of its own, its steps named after the share of writes', () => {
  expect(mostlyReadChart(recordOf(...swept('a/b', 200)))).toBeNull();
  const record = recordOf(...mostlyRead('a/b', 80), ...swept('c/d', 200));
  const svg = toSvg(mostlyReadChart(record) as never);
  for (const words of ['1 in 10', '1 in 100', '1 in 1000', 'reads and writes per second, whole system', 'a/b'])
    expect(svg).toContain(`>${words}</text>`);
  expect(svg).not.toContain('>c/d</text>');
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
});

test('the ideal of readers is side by side, a writer alone, and of tasks one after the other', () => {
  const idealOf = (rest: Partial<SyntheticCell>) => {
    const panels = seriesPanels(recordOf(...mostlyRead('a/b', 80, rest)), 'mostly-read');
    const curve = panels.flatMap(({ ideal }) => ideal).sort((a, b) => a.at - b.at);
    return [curve[0], curve.at(-1)].map((row) => Math.round(Number(row?.ideal)));
  };
  // 100 ns inside: 10 operations of 4 threads take a write's time and 9 reads' by four; 1 000 take 999 by four.
  expect(idealOf({ contenders: 4 })).toEqual([1e9 / (100 * 0.325), 1e9 / (100 * 0.25075)].map(Math.round));
  expect(idealOf({ contenders: 64, world: 'tasks' })).toEqual([1e7, 1e7]);
});

test('a single step, without outside work, is still a picture', () => {
  const svg = draw(...swept('a/b', 200).slice(0, 1));
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  expect(svg).toContain('>a/b</text>');
});
