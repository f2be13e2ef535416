import { type SyntheticCell, syntheticRecord } from '@contend/record/fixture';
import { compile } from 'vega-lite';
import { describe, expect, test } from 'vitest';
import { toSvg } from '../format/svg.ts';
import { sweepChart } from './sweep.ts';

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
    expect(Math.max(...flat.map((row) => row.outside ?? 0))).toBeCloseTo(3e-7, 12);
    expect(Math.max(...curve.map((row) => row.outside ?? 0))).toBeCloseTo(1e-5, 12);
  });
});

test('points stand at the work that was really done', () => {
  const record = recordOf(...swept('a/b', 200));
  record.plan.nsPerStep = 1.1;
  const { points } = valuesIn(record);
  expect([...new Set(points.map((row) => row.outside))]).toEqual(OUTSIDE.map((ns) => (ns * 1.1) / 1e9));
  record.plan.nsPerStep = null;
  expect([...new Set(valuesIn(record).points.map((row) => row.outside))]).toEqual(OUTSIDE.map((ns) => ns / 1e9));
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

test('a single step, without outside work, is still a picture', async () => {
  const svg = await draw(...swept('a/b', 200).slice(0, 1));
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  expect(svg).toContain('>a/b</text>');
});
