import type { Engine, Soak } from '@contend/documents';
import type { ContendRecord } from '@contend/record';
import { type SyntheticCell, syntheticRecord } from '@contend/record/fixture';
import { expect, test } from 'vitest';
import { NO_OTHERS, type Others } from '../model/machine.ts';
import type { Inline, Section } from './block.ts';
import { storyOf } from './story.ts';

const thread = (strategy: string, rest: Partial<SyntheticCell> = {}): SyntheticCell => ({
  ...{ strategy, world: 'threads', contenders: 2, ns: 20 },
  ...rest,
});
const own = syntheticRecord({ cells: [thread('a/own')] });

function older(cells: readonly SyntheticCell[]): ContendRecord {
  const record = syntheticRecord({ cells });
  return { ...record, startedAt: '2025-12-24T00:00:00.000Z', plan: { ...record.plan, profile: 'thorough' } };
}

const text = (parts: Inline): string =>
  parts.map((part) => (typeof part === 'string' ? part : 'strong' in part ? part.strong : part.untrusted)).join('');
const told = ({ blocks }: Section): string =>
  blocks.flatMap((block) => (block.kind === 'paragraph' ? [text(block.text)] : [])).join('\n');
const sections = (others: Partial<Others>, record = own): Map<string, Section> =>
  new Map(storyOf(record, 'own.json', null, { ...NO_OTHERS, ...others }).sections.map((each) => [each.id, each]));

test('a part of another record says so, with its date, its file and in what its circumstances differ', () => {
  const record = older([thread('a/own', { workload: 'sweep-100' })]);
  record.host = { ...record.host, virtualised: 'VMware' };
  const sweep = sections({ sweep: { record, file: 'older.json' } }).get('sweep') as Section;
  expect(told(sweep)).toMatch(
    /^From another record of this machine, of 2025-12-24, older\.json: profile thorough; .*Different from this page’s record: hypervisor VMware instead of KVM\./,
  );
  expect(text(sweep.result)).toMatch(/, of 2025-12-24$/);
});

test('a page whose record is of threads alone has servers and their latencies from another record', () => {
  const record = older([{ ...thread('redis/a'), world: 'machines' }]);
  const all = sections({ latency: { record, file: 'older.json' } });
  expect(sections({}).get('latency')).toBeUndefined();
  expect(told(all.get('latency') as Section)).toMatch(
    /^From another record of this machine, of 2025-12-24, older\.json/,
  );
  expect(JSON.stringify(all.get('latency'))).toContain('redis/a');
  expect(JSON.stringify(all.get('servers'))).toContain('redis');
});

test('strategies that have changed since are named, and those that have not are not', () => {
  const record = older(['a/own', 'a/same', 'a/gone'].map((strategy) => thread(strategy, { workload: 'sweep-100' })));
  const page = syntheticRecord({ cells: [thread('a/own'), thread('a/same')] });
  for (const cell of record.cells) if (cell.strategy === 'a/own') cell.strategyVersion = 'another';
  const sweep = sections({ sweep: { record, file: null } }, page).get('sweep') as Section;
  expect(told(sweep)).toContain('Changed since then: a/own.');
});

test('what the page’s own record has is told of that, without a word of another', () => {
  const swept = syntheticRecord({ cells: [thread('a/own', { workload: 'sweep-100' })] });
  const other = older([thread('a/other', { workload: 'sweep-100' })]);
  const sweep = sections({ sweep: { record: other, file: null } }, swept).get('sweep') as Section;
  expect(told(sweep)).not.toContain('another record');
  expect(text(sweep.result)).toBe('1 strategy, 100 ns to 100 ns outside');
});

test('no table has figures of two records', () => {
  const other = older([thread('a/other', { workload: 'sweep-100' }), thread('a/hot')]);
  const all = sections({ sweep: { record: other, file: null }, faults: { record: other, file: null } });
  for (const [id, { blocks }] of all) {
    const names = JSON.stringify(blocks);
    expect(names.includes('a/own') && names.includes('a/other'), id).toBe(false);
  }
  expect(JSON.stringify(all.get('sweep'))).toContain('a/other');
  expect(JSON.stringify([...all.values()])).not.toContain('a/hot');
});

test('explored schedules of strategies that are not in the page’s record, and of no others', () => {
  const explored = { verdict: 'no violation', reached: { contenders: 3, increments: 2 }, states: 9, says: '' } as const;
  const page = syntheticRecord({ cells: [thread('a/own')] });
  const record = older([thread('a/own'), thread('a/more'), thread('a/broken')]);
  for (const cell of [...page.cells, ...record.cells]) cell.explored = { ...explored, source: cell.strategy };
  Object.assign(record.cells[2] ?? {}, { explored: { ...explored, verdict: 'violation', source: 'a/broken' } });
  const section = sections({ explored: { record, file: null } }, page).get('explored') as Section;
  const table = section.blocks.find((block) => block.kind === 'table');
  expect(table?.rows.map(({ values }) => values.map((each) => text(each.text)))).toEqual([
    ['a/broken', 'a schedule breaks it'],
    ['a/more', 'explored 3 × 2'],
  ]);
  expect(text(section.result)).toBe('2 strategies more, 1 broken by a schedule, of 2025-12-24');
});

const { host, suite } = own;
const about = { host, suite, runtime: { name: 'node', version: '25.0.0', engine: 'V8 14' } };

test('the soak: who was exact, through how much, and what was lost', () => {
  const row: Soak['rows'][number] = {
    ...{ strategy: 'a/own', strategyVersion: '1', world: 'threads', contenders: 2, pinned: true, commit: null },
    ...{ startedAt: '2025-12-25T00:00:00Z', forks: 1, operations: 2e9, observed: 2e9, seconds: 9 },
    ...{ verdict: 'exact', reason: null, reached: true },
  };
  const lossy = { ...row, strategy: 'a/lossy', observed: 1_999_999_993, verdict: 'lost-updates' as const };
  const section = sections({ soak: { ...about, increments: 1e9, rows: [row, lossy] } }).get('soak') as Section;
  expect(text(section.result)).toBe('1 of 2 exact, 1 through 1.00 G increments, of 2025-12-25');
  expect(told(section)).toContain('runtime node 25.0.0 instead of node 26.10.0');
  const rows = section.blocks.flatMap((block) => (block.kind === 'more' ? block.blocks : []));
  expect(JSON.stringify(rows)).toMatch(/✗ lost-updates/);
});

test('the engine: its steps in words, a step that has none by its name, and none where nothing was measured', () => {
  const times = { startedAt: '2025-12-26T00:00:00Z', finishedAt: '2025-12-26T00:00:01Z' };
  const rows: Engine['rows'] = [
    { operation: 'load', ns: [5] },
    { operation: 'compare-exchange', ns: Array(20).fill(9) },
    { operation: '<b>new</b>', ns: [7] },
    { operation: 'ping-pong', ns: [] },
  ];
  const engine: Engine = { ...about, ...times, pinned: false, windows: 5, windowMs: 5, rows };
  const section = sections({ engine }).get('engine') as Section;
  expect(text(section.result)).toBe('Atomics.compareExchange 9.00 ns, of 2025-12-26');
  const table = section.blocks.find((block) => block.kind === 'table');
  expect(table?.rows.map(({ values }) => values.map((each) => text(each.text)))).toEqual([
    ['Atomics.load', '5.00 ns', '–'],
    ['Atomics.compareExchange', '9.00 ns', '9.00 ns – 9.00 ns'],
    ['<b>new</b>', '7.00 ns', '–'],
  ]);
  expect(sections({ engine: { ...engine, rows: rows.slice(3) } }).has('engine')).toBe(false);
});

test('the contents say the result of each section', () => {
  const record = syntheticRecord({
    cells: [thread('a/quick', { ns: 9, noise: 0.01 }), thread('a/slow', { ns: 90, noise: 0.01 })],
  });
  const results = Object.fromEntries(storyOf(record, null).sections.map(({ id, result }) => [id, text(result)]));
  expect(results).toMatchObject({
    recommendation: 'fastest lock between threads a/quick',
    counts: '2 of 2 exact',
    differences: '1 of 1 pair told apart with 2 threads',
    host: expect.stringMatching(/warning|none/),
  });
  expect(results.cost).toMatch(/^fastest with 2 threads: a\/quick, 1\d\d M\/s$/);
  const wrong = syntheticRecord({ cells: [thread('a/b', { verdict: 'lost-updates', promised: true })] });
  const counts = storyOf(wrong, null).sections.find(({ id }) => id === 'counts');
  expect(text(counts?.result ?? [])).toBe('0 of 1 exact, 1 promised and wrong');
});
