import { existsSync, readFileSync } from 'node:fs';
import type { Cell, ContendRecord } from '@contend/record';
import { expect, it } from 'vitest';
import {
  costTable,
  distanceSentence,
  distanceTable,
  generatedMachines,
  MACHINES,
  pipelinedTable,
  type Source,
} from './machines.ts';

const page = readFileSync(MACHINES, 'utf8');

it('is what the code and the committed records say today (npx turbo run docs)', async () => {
  expect(page).toBe(await generatedMachines());
});

it('links to files that are there', () => {
  const links = [...page.matchAll(/\]\((\.\.?\/[^)#]+|[a-z]+\.md)\)/g)].map(([, link]) => link as string);
  expect(links).not.toEqual([]);
  expect(links.filter((link) => !existsSync(new URL(link, MACHINES)))).toEqual([]);
});

const CELL = {
  ...{ world: 'machines', contenders: 2, workload: 'hot', verdict: 'exact', expected: 1_000, lost: 0, refused: 0 },
  ...{ throughput: { median: 10_000 }, nsPerIncrement: { median: 100_000 }, audit: { roundTrips: 1 } },
  latency: { p50: 1_000, p99: 2_000 },
};

function source(...cells: Partial<Record<keyof Cell, unknown>>[]): Source {
  const workloads = [0, 5].map((distanceMs) => ({ name: `distance-${distanceMs}ms`, distanceMs }));
  const record = { cells: cells.map((cell) => ({ ...CELL, ...cell })), plan: { workloads } };
  return { record: record as unknown as ContendRecord, file: 'results/m/1.json' };
}

const cellsOf = (shown: string) =>
  shown.split('\n').map((line) =>
    line
      .split('|')
      .map((cell) => cell.trim())
      .slice(1, -1),
  );

it('shows what is right before what is fast, and by how much a count is wrong', () => {
  const shown = costTable(
    source(
      { strategy: 'a/slow', throughput: { median: 10 } },
      { strategy: 'b/within', verdict: 'within' },
      { strategy: 'c/racy', verdict: 'lost-updates', lost: 300, throughput: { median: 1e6 } },
      { strategy: 'd/busy', refused: 3_000, audit: null },
      { strategy: 'e/alone', contenders: 1 },
      { strategy: 'f/elsewhere', world: 'threads' },
    ),
    'machines',
  );
  const rows = cellsOf(shown).slice(2);
  expect(rows.map(([strategy]) => strategy)).toEqual(['`b/within`', '`d/busy`', '`a/slow`', '`c/racy`']);
  expect(rows[3]?.[1]).toBe('**lost 30 %**');
  expect(rows[1]?.slice(5)).toEqual(['—', '75 %']);
});

it('shows by how much an increment takes longer with each ms of distance', () => {
  const at = (strategy: string, near: number, far: number) => [
    { strategy },
    { strategy, workload: 'distance-0ms', nsPerIncrement: { median: near } },
    { strategy, workload: 'distance-5ms', nsPerIncrement: { median: far } },
  ];
  const shown = distanceTable(source(...at('a/lock', 1e6, 11e6), ...at('b/once', 1e5, 26e5)));
  expect(cellsOf(shown).slice(2)).toEqual([
    ['`b/once`', '1.0', '0.2', '5.2', '1'],
    ['`a/lock`', '1.0', '2', '22', '4'],
  ]);
  expect(distanceTable(source({ strategy: 'a/lock' }))).toContain('No committed record');
  const sentence = distanceSentence(source(...at('redis/set-nx', 1e6, 11e6), ...at('redis/incr', 1e5, 26e5)));
  expect(sentence).toMatch(/: 1 ms with `redis\/incr`, 4 ms under the lock of `redis\/set-nx`\.$/);
  expect(distanceSentence(source(...at('a/lock', 1, 2)))).toContain('No committed record');
});

it('shows what several increments in flight gain', () => {
  const many = { strategy: 'a/once', workload: 'pipelined', throughput: { median: 40_000 } };
  expect(cellsOf(pipelinedTable(source({ strategy: 'a/once' }, many)))[2]?.[3]).toBe('4.0 ×');
});
