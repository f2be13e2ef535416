import { type SyntheticCell, syntheticRecord } from '@contend/record/fixture';
import { expect, test } from 'vitest';
import { runtimesChart } from '../charts/runtimes.ts';
import { toSvg } from '../format/svg.ts';
import type { Block, Inline } from './block.ts';
import { runtimesSection } from './runtimes.ts';
import { storyOf } from './story.ts';

const text = (parts: Inline): string =>
  parts.map((part) => (typeof part === 'string' ? part : 'strong' in part ? part.strong : part.untrusted)).join('');

const lock = (strategy: string, ns: readonly number[], rest: Partial<SyntheticCell> = {}): SyntheticCell[] =>
  ns.map((each, index) => ({
    ...{ strategy, world: 'threads', contenders: 2, ns: each, noise: 0.02 },
    ...(index > 0 && { runtime: index === 1 ? 'bun 1.4.5' : 'deno 2.9.6' }),
    ...rest,
  }));
const CELLS = [
  ...lock('atomic/add', [17, 4, 17]),
  ...lock('mutex/adaptive', [23, 6, 23]),
  ...lock('wasm/adaptive', [11, 12, 10]),
];
const recordOf = (cells: SyntheticCell[], blocks = 20) => syntheticRecord({ cells, blocks });
const said = (blocks: readonly Block[] = []): string =>
  blocks.map((block) => (block.kind === 'paragraph' ? text(block.text) : '')).join('\n');

test('a record of one runtime says nothing of others', () => {
  expect(runtimesSection(recordOf(lock('atomic/add', [17])))).toBeNull();
  expect(runtimesChart(recordOf(lock('atomic/add', [17])))).toBeNull();
});

test('who is fastest where, and how much longer an addition takes, follow from the figures', () => {
  const section = runtimesSection(recordOf(CELLS));
  expect(text(section?.result ?? [])).toBe(
    'fastest lock between threads: wasm/adaptive in node and deno 2.9.6, mutex/adaptive in bun 1.4.5',
  );
  expect(said(section?.blocks)).toMatch(
    /^Fastest lock .*\. An atomic addition \(atomic\/add, 2 threads\) takes 4\.\d+ times as long in node as in bun 1\.4\.5\./,
  );
  expect(said(section?.blocks)).toContain('bun 1.4.5 is imaginary');
});

test('nothing is said to differ that is not called', () => {
  const alike = [
    ...lock('atomic/add', [17, 17, 17]),
    ...lock('mutex/adaptive', [23, 23]),
    ...lock('mutex/x', [23, 23]),
  ];
  const section = runtimesSection(recordOf(alike));
  expect(text(section?.result ?? [])).toBe('no lock between threads is called the fastest in any runtime');
  expect(said(section?.blocks)).toContain('no difference of an atomic addition is called');
});

test('tables have a column a runtime, and another how many times as long it takes as in the first', () => {
  const tables = runtimesSection(recordOf(CELLS))?.blocks.filter((block) => block.kind === 'table') ?? [];
  expect(tables.map(({ head }) => head.map(({ title }) => text(title)))).toEqual([
    ['strategy', 'node', 'bun 1.4.5', 'deno 2.9.6'],
    ['strategy', 'bun 1.4.5', 'deno 2.9.6'],
  ]);
  const [, ratios] = tables.map(({ rows }) => rows.map(({ values }) => values.map((each) => text(each.text))));
  expect(ratios?.[0]?.[1]).toMatch(/^0\.2\d \(0\.2\d – 0\.2\d\)$/);
  expect(ratios?.[0]?.[2]).toMatch(/, not called$/);
});

test('the picture has a panel for each number of contenders, all on one scale', () => {
  const more = [...CELLS, ...lock('atomic/add', [30, 9, 30], { contenders: 4 })];
  const svg = toSvg(runtimesChart(recordOf(more)) as never);
  for (const panel of ['2 threads', '4 threads']) expect(svg).toContain(`>${panel}</text>`);
  const ticks = [...svg.matchAll(/>(\d+ M)<\/text>/g)].map(([, tick]) => tick);
  expect(ticks.slice(0, ticks.length / 2)).toEqual(ticks.slice(ticks.length / 2));
  expect(svg).not.toContain('NaN');
});

test('advice is given for each runtime, and names it', () => {
  const advice = storyOf(recordOf(CELLS), null).sections.find(({ id }) => id === 'recommendation');
  expect(text(advice?.result ?? [])).toBe('fastest lock between threads wasm/adaptive in node');
  const lists = advice?.blocks.filter((block) => block.kind === 'list') ?? [];
  expect(said(advice?.blocks)).toMatch(/In node:\n.*In bun 1\.4\.5:\n.*In deno 2\.9\.6:/s);
  expect(lists.map(({ items }) => text(items[0] as Inline).match(/: (\S+):/)?.[1])).toEqual([
    'wasm/adaptive',
    'mutex/adaptive',
    'wasm/adaptive',
  ]);
});
