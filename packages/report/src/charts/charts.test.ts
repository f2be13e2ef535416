import { type SyntheticCell, syntheticRecord } from '@contend/record/fixture';
import { describe, expect, test } from 'vitest';
import { toSvg } from '../format/svg.ts';
import { gapChart } from './gap.ts';
import { lostChart } from './lost.ts';
import { looksOf, strategiesOf } from './palette.ts';
import { throughputChart } from './throughput.ts';

const CHARTS = { throughputChart, lostChart, gapChart };
/** One on every wrong cell and one in the legend. */
const CROSS = /d="M-1,-1L1,1M-1,1L1,-1"[^>]* fill="none"|fill="none"[^>]* d="M-1,-1L1,1M-1,1L1,-1"/g;
const crossesIn = (svg: string): number => svg.match(CROSS)?.length ?? 0;

const threads = (strategy: string, rest: Partial<SyntheticCell> = {}): SyntheticCell => ({
  strategy,
  world: 'threads',
  contenders: 2,
  ns: 10,
  ...rest,
});
const exact = [threads('atomic/add'), threads('spinlock/tas', { ns: 40 })];
const wrong = threads('unlocked/plain', { ns: 2, verdict: 'lost-updates', promised: false });

describe.each(Object.entries(CHARTS))('%s', (_, chart) => {
  const draw = (cells: SyntheticCell[], blocks = 10) => toSvg(chart(syntheticRecord({ cells, blocks })));

  test('crosses a wrong count and says what the cross means', () => {
    const svg = draw([...exact, wrong]);
    expect(crossesIn(svg)).toBe(2);
    expect(svg.includes('>count wrong: updates lost</text>')).toBe(true);
  });

  test('crosses nothing where every count is right', () => {
    const svg = draw(exact);
    expect(crossesIn(svg)).toBe(0);
    expect(svg.includes('count wrong:')).toBe(false);
  });

  test('crosses a lock that let two in even if the count came out right', () => {
    const svg = draw([...exact, threads('guests/leaky', { verdict: 'overlap' })]);
    expect(crossesIn(svg)).toBe(2);
    expect(svg.includes('>lock broken: two inside at once</text>')).toBe(true);
  });

  test('says which host, runtime and day the figures are from', () => {
    const svg = draw(exact);
    expect(svg.includes('Imaginary 2-Core · 2 cores · node 26.10.0 · 2026-01-02')).toBe(true);
  });

  test('draws below six forks too', () => {
    expect(draw([...exact, wrong], 2)).not.toContain('NaN');
  });

  test('shows one workload at a time', () => {
    const svg = draw([...exact, threads('actor/ring', { workload: 'typical' })]);
    expect(svg.includes('actor/ring')).toBe(false);
  });
});

test('throughput names its unit, its contenders, and the cells that have no figure', () => {
  const svg = toSvg(throughputChart(syntheticRecord()));
  expect(svg.includes('>increments per second, whole system</text>')).toBe(true);
  expect(svg.includes('>contenders (threads)</text>')).toBe(true);
  expect(svg.includes('>contenders (tasks)</text>')).toBe(true);
  expect(svg.includes('guests/forgetful with 4 threads (deadlock)')).toBe(true);
});

test.each(Object.entries(CHARTS))('%s copes with a cell that got nothing done', (_, chart) => {
  const record = syntheticRecord({ cells: exact });
  for (const cell of record.cells.slice(0, 1)) {
    cell.throughput = { median: 0, low: 0, high: 0 };
    cell.longestGap = 0;
  }
  const svg = toSvg(chart(record));
  expect(/NaN|Infinity|undefined/.test(svg)).toBe(false);
});

test('throughput draws what is native as a floor, named beside it and not in the legend', () => {
  const cells = [...exact, threads('native/atomic-add', { ns: 4 })];
  const svg = toSvg(throughputChart(syntheticRecord({ cells })));
  expect(svg.includes('>C atomic add</text>')).toBe(true);
  expect(svg.includes('>native/atomic-add</text>')).toBe(false);
  expect(svg.includes('stroke-dasharray="4 3"')).toBe(true);
  const without = toSvg(throughputChart(syntheticRecord({ cells: exact })));
  expect(/stroke-dasharray|same in C/.test(without)).toBe(false);
});

test('throughput keeps the names of levels apart that are alike', () => {
  const levels = ['native/a', 'native/b', 'native/c'].map((strategy) => threads(strategy, { ns: 20 }));
  const svg = toSvg(throughputChart(syntheticRecord({ cells: [...exact, ...levels] })));
  const heights = [...svg.matchAll(/ y="([\d.]+)"[^>]*>C [abc]<\/text>/g)].map(([, y]) => Number(y));
  expect(heights).toHaveLength(3);
  const [top, middle, bottom] = heights.toSorted((a, b) => a - b) as [number, number, number];
  expect(Math.min(middle - top, bottom - middle)).toBeGreaterThanOrEqual(12);
});

test('a native count that is wrong is no floor', () => {
  const lossy = threads('native/broken', { ns: 4, verdict: 'lost-updates', promised: true });
  const svg = toSvg(throughputChart(syntheticRecord({ cells: [...exact, lossy] })));
  expect(crossesIn(svg)).toBe(2);
  expect(svg.includes('>C broken</text>')).toBe(false);
});

test('throughput owns up to having no intervals', () => {
  const few = toSvg(throughputChart(syntheticRecord({ blocks: 2 })));
  expect(few.includes('too few for intervals')).toBe(true);
  expect(toSvg(throughputChart(syntheticRecord()))).not.toContain('too few for intervals');
});

test('the share of lost updates is written in its cell, and a broken promise said', () => {
  const broken = threads('spinlock/tas', { verdict: 'lost-updates', lostShare: 0.25, promised: true });
  const svg = toSvg(lostChart(syntheticRecord({ cells: [broken] })));
  expect(svg.includes('>25 %</text>')).toBe(true);
  expect(svg.includes('>promise broken</text>')).toBe(true);
  const expected = toSvg(lostChart(syntheticRecord({ cells: [{ ...broken, promised: false }] })));
  expect(expected.includes('>25 %</text>')).toBe(true);
  expect(expected.includes('>promise broken</text>')).toBe(false);
});

test('a lock that one contender keeps is ringed where throughput stands against the longest gap', () => {
  const kept = threads('mutex/greedy', { handoffs: 0, longestGap: 7e7 });
  const legend = '>one contender kept it</text>';
  expect(toSvg(gapChart(syntheticRecord({ cells: [...exact, kept] })))).toContain(legend);
  expect(toSvg(gapChart(syntheticRecord({ cells: exact })))).not.toContain(legend);
});

test('a lone contender waits for nobody, so it has no panel beside others', () => {
  const cells = [1, 2].map((contenders) => threads('atomic/add', { contenders }));
  const svg = toSvg(gapChart(syntheticRecord({ cells })));
  expect(svg.includes('>worker threads, 2 threads</text>')).toBe(true);
  expect(svg.includes('>worker threads, 1 threads</text>')).toBe(false);
});

test('a strategy looks the same whatever else is measured in its family, and unlike the others', () => {
  const strategies = strategiesOf(['spinlock/tas', 'atomic/add', 'spinlock/ttas', 'plug-in/mine']);
  const looks = looksOf(strategies);
  const colour = (name: string): number | undefined => looks.find((look) => look.name === name)?.colour;
  expect(new Set(looks.map((look) => `${look.colour} ${look.mark}`)).size).toBe(4);
  expect(colour('spinlock/tas')).toBe(colour('spinlock/ttas'));
  expect(looksOf(['spinlock/mcs'])[0]?.colour).toBe(colour('spinlock/tas'));
});
