import { type SyntheticCell, syntheticRecord } from '@contend/record/fixture';
import { compile } from 'vega-lite';
import { describe, expect, test } from 'vitest';
import { toSvg } from '../format/svg.ts';
import { mostlyReadChart, sweepChart } from './series.ts';

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

/** The data that a specification carries, in the order of its parts: the ideal's curve and the points. */
function valuesIn(record: ReturnType<typeof syntheticRecord>): { ideal: Row[]; points: Row[] } {
  const sets = compile(sweepChart(record) as never).spec.data ?? [];
  const rows = sets.flatMap((data) => ('values' in data ? (data.values as unknown as Row[]) : []));
  return { ideal: rows.filter((row) => 'ideal' in row), points: rows.filter((row) => 'look' in row) };
}
type Row = Record<string, number>;

describe('the ideal', () => {
  test('has its corner where the contenders begin to get in each other’s way', () => {
    const { ideal: curve } = valuesIn(recordOf(...swept('a/b', 200, { contenders: 4 })));
    const flat = curve.filter((row) => Math.abs((row.ideal ?? 0) - 1e7) < 1);
    expect(Math.max(...flat.map((row) => row.at ?? 0))).toBeCloseTo(3e-7, 12);
    expect(Math.max(...curve.map((row) => row.at ?? 0))).toBeCloseTo(1e-5, 12);
  });
});

test('points stand at the work that was really done', () => {
  const record = recordOf(...swept('a/b', 200));
  record.plan.nsPerStep = 1.1;
  const { points } = valuesIn(record);
  expect([...new Set(points.map((row) => row.at))]).toEqual(OUTSIDE.map((ns) => (ns * 1.1) / 1e9));
  record.plan.nsPerStep = null;
  expect([...new Set(valuesIn(record).points.map((row) => row.at))]).toEqual(OUTSIDE.map((ns) => ns / 1e9));
});

test('there is nothing to draw without a sweep, or with one whose work the record does not know', () => {
  expect(sweepChart(syntheticRecord())).toBeNull();
  const record = recordOf(...swept('a/b', 200));
  record.plan.workloads = [];
  expect(sweepChart(record)).toBeNull();
});

test('each number of contenders has its panel, and other workloads have none', async () => {
  const svg = await draw(...swept('a/b', 200), ...swept('a/b', 150, { contenders: 4 }), {
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

test('a wrong count is crossed and named in the legend, what has no figure is named below the title', async () => {
  const legend = '>count wrong: updates lost</text>';
  const exact = await draw(...swept('a/b', 200));
  expect(exact).not.toContain(legend);
  expect(exact).not.toContain('Not drawn');
  const svg = await draw(
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

test('what is mostly read has a picture of its own, its steps named after the share of writes', async () => {
  expect(mostlyReadChart(recordOf(...swept('a/b', 200)))).toBeNull();
  const record = recordOf(...mostlyRead('a/b', 80), ...swept('c/d', 200));
  const svg = await toSvg(mostlyReadChart(record) as never);
  for (const words of ['1 in 10', '1 in 100', '1 in 1000', 'reads and writes per second, whole system', 'a/b'])
    expect(svg).toContain(`>${words}</text>`);
  expect(svg).not.toContain('>c/d</text>');
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
});

test('the ideal of readers is side by side, a writer alone, and of tasks one after the other', () => {
  const idealOf = (rest: Partial<SyntheticCell>) => {
    const sets = compile(mostlyReadChart(recordOf(...mostlyRead('a/b', 80, rest))) as never).spec.data ?? [];
    const rows = sets.flatMap((data) => ('values' in data ? (data.values as unknown as Row[]) : []));
    const curve = rows.filter((row) => 'ideal' in row).sort((a, b) => Number(a.at) - Number(b.at));
    return [curve[0], curve.at(-1)].map((row) => Math.round(Number(row?.ideal)));
  };
  // 100 ns inside: 10 operations of 4 threads take a write's time and 9 reads' by four; 1 000 take 999 by four.
  expect(idealOf({ contenders: 4 })).toEqual([1e9 / (100 * 0.325), 1e9 / (100 * 0.25075)].map(Math.round));
  expect(idealOf({ contenders: 64, world: 'tasks' })).toEqual([1e7, 1e7]);
});

test('a single step, without outside work, is still a picture', async () => {
  const svg = await draw(...swept('a/b', 200).slice(0, 1));
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  expect(svg).toContain('>a/b</text>');
});
