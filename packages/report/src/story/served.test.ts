import type { ContendRecord, FaultResult } from '@contend/record';
import { SERVED_CELLS, type SyntheticCell, syntheticRecord } from '@contend/record/fixture';
import { expect, test } from 'vitest';
import type { Block, Inline, Section, Table } from './block.ts';
import { storyOf } from './story.ts';

const text = (parts: Inline): string =>
  parts.map((part) => (typeof part === 'string' ? part : 'strong' in part ? part.strong : part.untrusted)).join('');

const served = syntheticRecord({ cells: SERVED_CELLS });
const shared = syntheticRecord();

const found = (id: string, record: ContendRecord): Section | undefined =>
  storyOf(record, null).sections.find((each) => each.id === id);
const section = (id: string, record = served): Section => {
  const own = found(id, record);
  if (own === undefined) throw new Error(`there is no section ${id}`);
  return own;
};
const blocksIn = (blocks: readonly Block[]): Block[] =>
  blocks.flatMap((block) => (block.kind === 'more' ? [block, ...blocksIn(block.blocks)] : [block]));
const tablesIn = ({ blocks }: Section): Table[] => blocksIn(blocks).filter((block) => block.kind === 'table');
const wordsIn = ({ blocks }: Section): string =>
  blocksIn(blocks)
    .flatMap((block) =>
      block.kind === 'paragraph' ? [text(block.text)] : block.kind === 'list' ? block.items.map(text) : [],
    )
    .join('\n');
const rowsOf = (table: Table | undefined): Map<string, string[]> =>
  new Map(
    table?.rows.map(({ values }) => [text(values[0]?.text ?? []), values.slice(1).map((each) => text(each.text))]),
  );

const client = (strategy: string, rest: Partial<SyntheticCell> = {}): SyntheticCell => ({
  ...{ strategy, world: 'machines', contenders: 2, ns: 50_000, noise: 0.02 },
  ...rest,
});

test('within is right, over-counted is wrong, and both say how much', () => {
  const cells = [
    client('a/within', { verdict: 'within', unknown: 2 }),
    client('a/over', { verdict: 'over-counted', over: 7 }),
    client('a/busy', { refused: 3 }),
    client('a/one', { contenders: 1 }),
  ];
  const counts = section('counts', syntheticRecord({ cells, blocks: 2 }));
  expect(rowsOf(tablesIn(counts)[0])).toEqual(
    new Map([
      ['a/over', ['✗ counted 14.0 more than were made with 2 clients, promise broken']],
      ['a/within', ['✓ within 4 unknown']],
      ['a/busy', ['✓ exact · 75 % refused']],
      ['a/one', ['✓ exact, alone']],
    ]),
  );
  expect(wordsIn(counts)).toContain(
    'a/busy: 75 % of its attempts were refused with 2 clients; only what counted is in its speed.',
  );
  expect(wordsIn(counts)).toMatch(/^3 of 4 cells counted right, 1 of them to within what nobody knows\./);
  expect(text(counts.result)).toBe('3 of 4 right, 1 promised and wrong');
});

test('what is within is ranked, and what is over-counted is not', () => {
  const cells = [client('a/over', { ns: 10_000, verdict: 'over-counted' }), client('a/exact', { ns: 90_000 })];
  const ranks = (first: SyntheticCell): string[] => [
    ...rowsOf(tablesIn(section('differences', syntheticRecord({ cells: [first, ...cells] })))[0]).keys(),
  ];
  expect(ranks(client('a/within', { verdict: 'within' }))).toEqual(['a/within', 'a/exact']);
});

test('a sentence a world says who is fast and right, and what the unguarded one lost', () => {
  const words = wordsIn(section('cost'));
  expect(words).toMatch(
    /At a server: of what counted right redis\/incr is the fastest, [\d.]+ k\/s with 2 clients; unlocked\/redis, which guards nothing, did [\d.]+ k\/s and lost 40 %, without any error\./,
  );
  expect(words).toMatch(/Among processes: of what counted right owner\/socket is the fastest, .* lost 60 %, without/);
  expect(wordsIn(section('cost', syntheticRecord({ cells: [client('a/b')], blocks: 2 })))).toMatch(
    /a\/b has the highest median, [\d.]+ k\/s with 2 clients\.$/,
  );
  expect(wordsIn(section('cost', shared))).not.toContain('At a server');
  // A baseline in C is no contestant.
  const native = client('native/robust-mutex', { world: 'processes', ns: 100 });
  expect(wordsIn(section('cost', syntheticRecord({ cells: [...SERVED_CELLS, native] })))).toMatch(
    /Among processes: of what counted right owner\/socket is the fastest/,
  );
});

test('a record of these worlds alone is asked which count to use there, and not about threads', () => {
  const words = wordsIn(section('recommendation'));
  expect(words).toMatch(/^A count among processes of one machine: owner\/socket: /);
  expect(words).toMatch(/A count that clients share at a server: redis\/incr: .* times as fast as the next/);
  expect(words).not.toContain('between threads');
  expect(wordsIn(section('recommendation', shared))).not.toContain('at a server');
});

test('time per operation stands in for waits', () => {
  const [table] = tablesIn(section('latency'));
  expect(table?.head.map(({ title }) => text(title)).slice(2, 5)).toEqual(['p50', 'p99', 'p99.9']);
  expect(rowsOf(table).get('redis/incr')?.slice(0, 4)).toEqual(['2', '60.0 µs', '240 µs', '540 µs']);
  expect(tablesIn(section('hidden'))).toEqual([]);
  expect(found('latency', shared)).toBeUndefined();
});

test('what distance costs: round trips as counted beside what a millisecond adds', () => {
  const distance = section('distance');
  const [table] = tablesIn(distance);
  expect(table?.head.map(({ title }) => text(title))).toEqual([
    'strategy',
    'round trips counted',
    '0 ms farther',
    '1 ms farther',
    '5 ms farther',
    'more per ms of distance',
  ]);
  const rows = rowsOf(table);
  expect(rows.get('redis/incr')?.[0]).toBe('1.00');
  expect(Number.parseFloat(rows.get('redis/incr')?.[4] ?? '')).toBeCloseTo(1, 0);
  expect(Number.parseFloat(rows.get('redis/set-nx')?.[4] ?? '')).toBeCloseTo(8.2, 0);
  expect(rows.get('unlocked/redis')?.[2]).toMatch(/^✗ /);
  expect(wordsIn(distance)).toMatch(
    /takes [\d.]+ (µs|ms) by redis\/incr-?\w* \(1 round trip\), and 8\.\d+ ms by redis\/set-nx \(4\.1 round trips\)\. A lock’s price is its round trips/,
  );
  expect(found('distance', shared)).toBeUndefined();
});

test('sending without waiting is set against one at a time, and a wrong count gains nothing', () => {
  const [table] = tablesIn(section('pipelined'));
  expect(table?.head.map(({ title }) => text(title))).toContain('16 in flight');
  const rows = rowsOf(table);
  expect(rows.get('redis/incr')?.[2]).toMatch(/^[34]\.\d+ \([34]\.\d+ – [34]\.\d+\)$/);
  expect(rows.get('unlocked/redis')?.[2]).toBe('–');
  const without = SERVED_CELLS.filter(({ workload }) => workload !== 'pipelined');
  expect(found('pipelined', syntheticRecord({ cells: without, blocks: 2 }))).toBeUndefined();
});

test('the servers: version, durability, round trip, how they were made', () => {
  const [servers, trips] = tablesIn(section('servers'));
  expect(rowsOf(servers).get('redis 7.0.15')).toEqual([
    '60.0 µs',
    'appendonly yes, appendfsync everysec',
    'contend’s own, on this machine',
  ]);
  expect(rowsOf(trips).get('redis/set-nx')).toEqual(['redis', '4.10']);
  expect(found('servers', shared)).toBeUndefined();
});

const fault = (over: Partial<FaultResult>): FaultResult => ({
  ...{ strategy: 'a/b', strategyVersion: '1', guest: false, world: 'machines', contenders: 3, runtime: 'node' },
  ...{ fault: 'drop', outcome: 'recovered', expected: null, seconds: 0.0717, operations: 900, observed: 904 },
  ...{ unknown: 5, trials: 1, alike: 1, reason: null, reproduce: 'npx contend run --faults' },
  ...over,
});

test('faults at a server: how many were lost or counted too many, what is unknown, and what is not shown', () => {
  const record = {
    ...served,
    faults: [
      fault({}),
      fault({ strategy: 'a/over', outcome: 'wrong-count', observed: 910, unknown: 0, expected: 'recovered' }),
      fault({ fault: 'failover', outcome: 'wrong-count', observed: 880 }),
      fault({ fault: 'server-kill', observed: 900, unknown: 0 }),
      fault({ fault: 'kill', unknown: 1, observed: 901 }),
      fault({ world: 'processes', fault: 'kill', unknown: 1, observed: 901 }),
    ],
  };
  const faults = section('faults', record);
  const [near, beyond, processes] = tablesIn(faults);
  expect(near?.head.map(({ title }) => text(title))).toEqual(['strategy', 'one is killed']);
  expect(rowsOf(near).get('a/b')).toEqual(['✓ recovered, 71.7 ms, 1 unknown']);
  expect(rowsOf(beyond).get('a/b')).toEqual([
    '✓ recovered, 71.7 ms, 5 unknown',
    '✓ recovered, 71.7 ms',
    '✗ lost 20 of 900, 71.7 ms, 5 unknown',
  ]);
  expect(rowsOf(beyond).get('a/over')?.[0]).toBe('✗ counted 10 too many, 71.7 ms; it states recovered');
  expect(text(processes?.caption ?? [])).toContain('3 processes');
  expect(wordsIn(faults)).toContain('Not shown: a server’s disk.');
  const threads = section('faults', { ...shared, faults: [fault({ world: 'threads', fault: 'kill', unknown: null })] });
  expect(wordsIn(threads)).not.toContain('Not shown');
  expect(tablesIn(threads)[0]?.head.map(({ title }) => text(title))).toEqual([
    'strategy',
    'the holder’s process is killed',
  ]);
});
