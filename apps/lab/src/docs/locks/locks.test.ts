import { existsSync, readFileSync } from 'node:fs';
import type { Engine, Waiters } from '@contend/documents';
import { type SyntheticCell, syntheticRecord } from '@contend/record/fixture';
import { expect, it } from 'vitest';
import { aboutEngines, enginesTables } from './engines.ts';
import { floorTable } from './floor.ts';
import { generatedLocks, LOCKS, lockTables } from './locks.ts';
import { readersTable } from './readers.ts';
import { fullest, type Source } from './source.ts';

const page = readFileSync(LOCKS, 'utf8');
const tablesOf = (from: Source) => lockTables(from, null, null);

it('is what the committed measurements say today (npx turbo run docs)', async () => {
  expect(page).toBe(await generatedLocks());
});

it('links to files and headings that are there', () => {
  const links = [...page.matchAll(/\]\((\.\.?\/[^)#]+|[a-z]+\.md)\)/g)].map(([, link]) => link as string);
  expect(links).not.toEqual([]);
  expect(links.filter((link) => !existsSync(new URL(link, LOCKS)))).toEqual([]);
  const headings = [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    (heading as string)
      .toLowerCase()
      .replaceAll(/[^a-z -]/g, '')
      .replaceAll(' ', '-'),
  );
  const anchors = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor as string);
  expect(anchors).not.toEqual([]);
  expect(anchors.filter((anchor) => !headings.includes(anchor))).toEqual([]);
});

it('types no duration and no factor outside what is generated', () => {
  const prose = page.replaceAll(/<!-- generated[\s\S]*?<!-- \/generated -->/g, '');
  const typed = /\d[\d.,]* ?(ns|µs|ms|s|times)\b/;
  expect('a wake-up takes 50 µs').toMatch(typed);
  expect(prose).not.toMatch(typed);
});

const cell = (strategy: string, contenders: number, ns: number, rest: Partial<SyntheticCell> = {}): SyntheticCell => ({
  ...{ strategy, contenders, ns, world: 'threads', noise: 0.01 },
  ...rest,
});

const source = (cells: readonly SyntheticCell[], blocks = 20): Source => ({
  record: syntheticRecord({ cells, blocks }),
  file: 'results/here/record.json',
  checked: null,
  waiters: null,
  engine: null,
  budgets: null,
});

const { host, suite, startedAt, finishedAt } = syntheticRecord({ blocks: 2 });
const measured = { host, suite, startedAt, finishedAt, runtime: { name: 'node', version: '26', engine: 'V8' } };

it('says of each place what is missing, where nothing was measured', () => {
  const tables = tablesOf(source([cell('atomic/add', 1, 10)]));
  expect(tables.mutex).toMatch(/^Not in the record: `mutex\/futex`, .+`mutex\/robust`.*\.$/);
  expect(tables['against-native']).toBe('`native/pthread-mutex` is not in the record.');
  expect(tables['one-loop']).toContain('The record has none of these among tasks.');
  expect(tables.fair).toContain('does not have both');
  expect(tables.engine).toContain('npx turbo run engine');
  expect(tables.waiters).toContain('npx turbo run waiters');
  expect(tables.budgets).toContain('npx turbo run budget');
  expect(tables.atomic).toContain('Not in the record: `atomic/compare-and-swap`, `atomic/striped`.');
});

it('compares by block, and calls what is apart and nothing else', () => {
  const tables = tablesOf(
    source([
      cell('native/pthread-mutex', 1, 10),
      cell('mutex/futex', 1, 20),
      cell('mutex/adaptive', 1, 10),
      cell('wasm/futex', 1, 5),
      cell('native/atomic-add', 1, 2),
    ]),
  );
  const shown = tables['against-native'] as string;
  expect(shown).toMatch(/`mutex\/futex` +\| (1\.9|2\.0)\d? .*\*\*slower\*\*/);
  expect(shown).toMatch(/`mutex\/adaptive` .*not called/);
  expect(shown).toMatch(/`wasm\/futex` .*\*\*faster\*\*/);
  expect(shown).not.toContain('atomic-add');
});

it('calls nothing of too few blocks, and compares no wrong count', () => {
  const cells = [
    cell('native/pthread-mutex', 2, 10),
    cell('mutex/futex', 2, 20),
    cell('guests/web-locks', 2, 1, { verdict: 'lost-updates' }),
  ];
  const few = tablesOf(source(cells, 7))['against-native'] as string;
  expect(few).toMatch(/`mutex\/futex` .*not called/);
  expect(few).toMatch(/`guests\/web-locks` +\| `guests\/web-locks`: lost-updates/);
});

it('marks the speed of a wrong count, and shows how far a strategy was explored', () => {
  const report = { strategy: 'mutex/futex', world: 'threads', verdict: 'no violation', promised: true } as const;
  const reached = { contenders: 3, increments: 2 };
  const checked = { reports: [{ ...report, reached, states: 1, ms: 1, reason: null }] };
  const { mutex } = tablesOf({
    ...source([
      cell('mutex/futex', 1, 10),
      cell('mutex/fair', 1, 10),
      cell('mutex/fair', 4, 10, { verdict: 'lost-updates' }),
      cell('mutex/robust', 4, 10, { verdict: 'deadlock' }),
    ]),
    checked,
  });
  expect(mutex).toMatch(/`mutex\/futex` +\|.*\| exact +\| 3 × 2 +\|/);
  expect(mutex).toMatch(/`mutex\/fair` +\| [\d.]+ ns +\| ✗ .*lost-updates in 1 of 2 cells +\| — +\|/);
  expect(mutex).toMatch(/`mutex\/robust` +\| — +\| deadlock /);
});

it('compares nobody with what promises nothing there, and shows those apart', () => {
  const tables = tablesOf(
    source([
      cell('native/pthread-mutex', 2, 10),
      cell('guests/multithreading', 2, 30),
      cell('guests/p-mutex', 2, 1, { promised: false }),
    ]),
  );
  expect(tables['against-native']).not.toContain('`guests/p-mutex`');
  expect(tables['guest-threads']).toMatch(/^\| `guests\/multithreading`/m);
  expect(tables['guest-threads']).not.toMatch(/^\| `guests\/p-mutex`/m);
  expect(tables['one-loop-threads']).toMatch(/^\| `guests\/p-mutex`/m);
  expect(tables['one-loop-threads']).not.toMatch(/^\| `guests\/multithreading`/m);
});

it('says how quick a lock of two calls could be at best, from the mutex alone and among others', () => {
  const row = (operation: string, ns: number) => ({ operation, ns: Array(8).fill(ns) });
  const engine = { rows: [row('native/pthread-mutex', 10), row('wasm-section', 12)] } as unknown as Source['engine'];
  const cells = [cell('native/pthread-mutex', 1, 20), cell('native/pthread-mutex', 2, 60)];
  const floor = floorTable({ ...source(cells), engine });
  expect(floor.split('\n').at(-1)).toMatch(/\| 1\.20? +\| 0\.40? +\|$/);
  expect(tablesOf(source(cells))['native-floor']).toContain('npx turbo run engine');
});

it('shows the price of fairness at several threads only', () => {
  const cells = [1, 4].flatMap((n) => [cell('mutex/futex', n, 10), cell('mutex/fair', n, 30)]);
  const [titles, , ...rows] = (tablesOf(source(cells)).fair as string).split('\n');
  expect(titles).toMatch(/`mutex\/futex` +\| `mutex\/fair` +\| ratio +\| `atomic\/add`/);
  expect(rows).toHaveLength(2);
  for (const [i, percentile] of ['p99', 'p99\\.9'].entries())
    expect(rows[i]).toMatch(new RegExp(`^\\| 4 +\\| ${percentile} +\\| .*\\| 3\\.00 +\\| .*\\*\\*slower\\*\\*`));
});

it('shows what was measured besides runs, and leaves out what this host could not do', () => {
  const engine: Engine = {
    ...measured,
    ...{ pinned: true, windows: 15, windowMs: 5 },
    rows: [
      { operation: 'pair', ns: Array(8).fill(20) },
      { operation: 'mutex/futex', ns: Array(8).fill(22) },
      { operation: 'ping-pong', ns: [] },
    ],
  };
  const row = { strategy: 'a/b', strategyVersion: '1', guest: true, reason: null };
  const waiters: Waiters = {
    ...measured,
    ...{ warmUpMs: 1, windowMs: 1 },
    rows: [
      { ...row, waiters: 1, ns: [100, 300] },
      { ...row, waiters: 10_000, ns: [], reason: 'too many wait' },
      { ...row, strategy: 'a/flat', waiters: 1, ns: [100] },
      { ...row, strategy: 'a/flat', waiters: 10_000, ns: [300] },
      { ...row, strategy: 'waiters/floor', waiters: 1, ns: [50] },
      { ...row, strategy: 'waiters/floor', waiters: 10_000, ns: [100] },
    ],
  };
  const tables = tablesOf({ ...source([cell('atomic/add', 1, 10)]), engine, waiters });
  expect(tables.engine).toMatch(/`mutex\/futex`: lock and unlock +\| 22\.0 ns/);
  expect(tables.engine).not.toContain('no thread sleeps');
  expect(tables['engine-ratios']).toMatch(/`mutex\/futex` \/ `pair` +\| 1\.10 \(1\.10 to 1\.10\)/);
  expect(tables['engine-ratios']).not.toContain('wake-up');
  expect(tables.waiters).toMatch(/`a\/b` +\| 200 ns +\| refused or too slow \| — +\| —/);
  expect(tables.waiters).toMatch(/`a\/flat` +\| 100 ns +\| 300 ns +\| 3\.00 \| 1\.50/);
});

it('is made from the record with the most strategies, the newest of several, and no interrupted one', () => {
  const of = (strategies: number, startedAt: string, partial = false) => ({
    record: {
      ...syntheticRecord({ cells: Array.from({ length: strategies }, (_, i) => cell(`a/${i}`, 1, 10)), blocks: 1 }),
      startedAt,
      partial,
    },
  });
  const fewNew = of(1, '2026-03-01T00:00:00.000Z');
  const manyOld = of(2, '2026-01-01T00:00:00.000Z');
  const manyNew = of(2, '2026-02-01T00:00:00.000Z');
  const partial = of(3, '2026-04-01T00:00:00.000Z', true);
  expect(fullest([fewNew, manyOld, manyNew, partial])).toBe(manyNew);
  expect(() => fullest([partial])).toThrow('npx turbo run bench');
});

it('has readers in a table of their own, the quickest that counted right first, wrong ones last', () => {
  const steps = (strategy: string, ns: number, more: Partial<SyntheticCell> = {}): SyntheticCell[] =>
    ['hot', 'mostly-read-10', 'mostly-read-100'].map((workload) => ({
      ...{ strategy, world: 'threads', contenders: 2, ns, workload, noise: 0 },
      ...more,
    }));
  const record = syntheticRecord({
    cells: [...steps('mutex/a', 200), ...steps('rwlock/b', 100), ...steps('rwlock/c', 50, { verdict: 'overlap' })],
  });
  const rows = readersTable({ record, file: 'results/x.json' }, 'threads').split('\n');
  expect(rows[0]).toMatch(/2 threads .*1 write in 10 .*1 write in 100 .*only writes, ns each/);
  expect(rows.slice(2).map((row) => row.split('`')[1])).toEqual(['rwlock/b', 'mutex/a', 'rwlock/c']);
  expect(rows[4]).toMatch(/✗ 20\.0 M\/s.*overlap/);
  expect(readersTable(null, 'tasks')).toBe('No committed record has readers among tasks.');
});

it('has a column a runtime, each compared with the first where both counted right', () => {
  const fork = (ns: number, more: Partial<SyntheticCell> = {}): SyntheticCell => ({
    ...cell('mutex/a', 2, ns),
    ...more,
  });
  const record = syntheticRecord({
    cells: [fork(20), fork(10, { runtime: 'bun' }), fork(5, { runtime: 'deno', verdict: 'lost-updates' })],
    blocks: 20,
  });
  const reading = { record, file: 'results/x.json' };
  const [titles, , row] = enginesTables(reading, 'threads').split('\n');
  expect(titles).toMatch(/2 threads .*node .*bun .*deno/);
  expect(row).toMatch(/`mutex\/a` \| (19|20)\.\d ns +\| (9|10)\.\d+ ns, 0\.\d+ .*\*\*faster\*\* \| ✗ [45]\.\d+ ns +\|/);
  expect(enginesTables(reading, 'tasks')).toContain('none of these among tasks');
  expect(aboutEngines(null)).toContain('No committed record');
  const flags = ['--first', 'second=false'];
  const flagged = { ...record, runtimes: record.runtimes.map((runtime) => ({ ...runtime, flags })) };
  expect(aboutEngines({ ...reading, record: flagged })).toContain('| `--first`, `second=false` |');
});
