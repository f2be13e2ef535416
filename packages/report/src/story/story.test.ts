import { FAULTS_LEFT_OUT } from '@contend/record';
import { type SyntheticCell, syntheticRecord } from '@contend/record/fixture';
import { expect, test } from 'vitest';
import type { Block, Inline, Section, Table } from './block.ts';
import { storyOf } from './story.ts';

const thread = (strategy: string, rest: Partial<SyntheticCell> = {}): SyntheticCell => ({
  strategy,
  world: 'threads',
  contenders: 2,
  ns: 20,
  noise: 0.02,
  ...rest,
});

const text = (parts: Inline): string =>
  parts.map((part) => (typeof part === 'string' ? part : 'strong' in part ? part.strong : part.untrusted)).join('');

function section(id: string, record = syntheticRecord()): Section {
  const found = storyOf(record, null).sections.find((each) => each.id === id);
  if (found === undefined) throw new Error(`there is no section ${id}`);
  return found;
}

function blocksIn(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block) => (block.kind === 'more' ? [block, ...blocksIn(block.blocks)] : [block]));
}

const tablesIn = (from: Section): Table[] => blocksIn(from.blocks).filter((block) => block.kind === 'table');

const picturesIn = (from: Section): string[] =>
  blocksIn(from.blocks)
    .filter((block) => block.kind === 'picture')
    .map(({ picture }) => picture);

const headsIn = (from: Section): string[][] => tablesIn(from).map(({ head }) => head.map(({ title }) => text(title)));

/** Rows of a section's first table by the name that they begin with. */
function rowsOf(from: Section): Map<string, string[]> {
  const [table] = tablesIn(from);
  return new Map(
    table?.rows.map(({ values }) => [text(values[0]?.text ?? []), values.slice(1).map((each) => text(each.text))]),
  );
}

test('the host stands in one line', () => {
  const record = syntheticRecord();
  expect(text(storyOf(record, null).host)).toBe(
    'Imaginary 2-Core, 2 cores, virtual (KVM) · Synthetic Linux 1 x64 · node 26.10.0 · 2026-01-02, profile standard · contend 0.1.0 at 0123456789ab',
  );
  expect(text(storyOf({ ...record, partial: true }, null).host)).toContain('interrupted');
});

test('who kept the count: a row a strategy, a column a world, the worst cell speaks, broken promises first', () => {
  const rows = rowsOf(section('counts'));
  const [first, second] = rows.keys();
  expect([first, second].map((name) => name?.split(' ')[0]).sort()).toEqual(['guests/forgetful', 'guests/web-locks']);
  expect(rows.get('guests/web-locks (guest)')).toEqual(['✗ two inside at once with 4 threads, promise broken', '–']);
  expect(rows.get('guests/forgetful (guest)')).toEqual(['! deadlock with 4 threads', '–']);
  expect(rows.get('unlocked/plain')?.[1]).toMatch(/^✗ lost 98 % with 64 tasks$/);
  expect(rows.get('atomic/add')).toEqual(['✓ exact', '✓ exact']);
  expect(rowsOf(section('counts', syntheticRecord({ cells: [thread('a/b', { contenders: 1 })] }))).get('a/b')).toEqual([
    '✓ exact, alone',
  ]);
});

test('what exploring its schedules told stands beside what was measured, and a schedule that breaks it counts as much', () => {
  const record = syntheticRecord({
    cells: ['a/clear', 'a/refuted', 'a/twin', 'a/open'].map((strategy) => thread(strategy)),
  });
  const explored = {
    verdict: 'no violation',
    reached: { contenders: 3, increments: 2 },
    states: 9,
    source: 'a/clear',
    says: '',
  } as const;
  const [clear, refuted, twin, open] = record.cells;
  Object.assign(clear ?? {}, { explored });
  Object.assign(refuted ?? {}, { explored: { ...explored, verdict: 'violation', source: 'a/refuted' } });
  Object.assign(twin ?? {}, { explored });
  Object.assign(open ?? {}, { explored: { ...explored, verdict: 'not checkable', reached: null, source: 'a/open' } });
  const rows = rowsOf(section('counts', record));
  expect([...rows]).toEqual([
    ['a/refuted', ['✓ exact · a schedule breaks it']],
    ['a/clear', ['✓ exact · explored 3 × 2']],
    ['a/twin', ['✓ exact · explored 3 × 2 of a/clear']],
    ['a/open', ['✓ exact · not explorable']],
  ]);
  expect(tablesIn(section('counts', record))[0]?.rows[0]?.values[1]?.tone).toBe('broken');
});

test('a recommendation names what, over what and by how much; what one contender keeps is said to be so', () => {
  const cells = [thread('mutex/quick', { ns: 10, handoffs: 0.00001 }), thread('mutex/slow', { ns: 40 })];
  const [list] = section('recommendation', syntheticRecord({ cells })).blocks;
  if (list?.kind !== 'list') throw new Error('there is no list');
  const [threads, , tasks] = list.items.map(text);
  expect(threads).toMatch(
    /^A lock between threads, short sections: mutex\/quick: [\d.]+ M\/s with 2 threads, [34]\.\d+ times as fast as the next, mutex\/slow \(99 % interval 3\.\d+ to 4\.\d+\)\. .*keeps it for long/,
  );
  expect(tasks).toMatch(/no recommendation: nothing that contends was measured there/);
});

test('what was wrong comes last in the tables of speed, and is marked', () => {
  const cells = [
    thread('a/wrong', { ns: 1, verdict: 'lost-updates' }),
    thread('a/slow', { ns: 90 }),
    thread('a/quick', { ns: 9 }),
  ];
  const rows = rowsOf(section('cost', syntheticRecord({ cells })));
  expect([...rows.keys()]).toEqual(['a/quick', 'a/slow', 'a/wrong']);
  expect(rows.get('a/wrong')?.[0]).toMatch(/^✗ /);
});

test('differences: ranks in short, ties by name, and nothing where there are too few forks', () => {
  const cells = [thread('a/one'), thread('a/two'), thread('a/slow', { ns: 90 })];
  const differences = section('differences', syntheticRecord({ cells }));
  const [, list] = differences.blocks;
  expect(list?.kind === 'list' && list.items.map(text)).toEqual([
    expect.stringMatching(/^Ranks with 2 threads: 1\. a\/(one and a\/two|two and a\/one); 3\. a\/slow\.$/),
  ]);
  expect(rowsOf(differences).get('a/one')?.[3]).toBe('a/two');
  // Eight can tell two apart, but not three.
  const [, fewer] = section('differences', syntheticRecord({ cells, blocks: 8 })).blocks;
  expect(fewer?.kind === 'list' && fewer.items.map(text)).toEqual([
    'Ranks with 2 threads: no difference between any two of 3 can be called: that takes 10 forks, and there are 8.',
  ]);
  const few = section('differences', syntheticRecord({ cells, blocks: 3 }));
  expect(few.blocks).toHaveLength(1);
  expect(few.blocks[0]?.kind === 'paragraph' && text(few.blocks[0].text)).toMatch(/^Nothing is ranked/);
});

test('faults are told where the run asked for them, and another outcome than stated is a broken promise', () => {
  const record = syntheticRecord();
  expect(storyOf(record, null).sections.some(({ id }) => id === 'faults')).toBe(false);
  const fault = {
    strategy: 'mutex/robust',
    strategyVersion: '1',
    guest: false,
    world: 'threads',
    contenders: 2,
    runtime: 'node',
    fault: 'terminate',
    outcome: 'stuck',
    expected: 'recovered',
    seconds: 1.234,
    operations: 5,
    observed: null,
    unknown: null,
    trials: 1,
    alike: 1,
    reason: 'nobody woke',
    reproduce: 'npx contend run --faults',
  } as const;
  const faults = section('faults', {
    ...record,
    faults: [fault, { ...fault, strategy: 'mutex/plain', expected: null, seconds: 0.000098 }],
  });
  const rows = rowsOf(faults);
  expect(rows.get('mutex/robust')).toEqual(['✗ stuck, 1.23 s; it states recovered']);
  expect(rows.get('mutex/plain')).toEqual(['✗ stuck, 98.0 µs']);
  expect(blocksIn(faults.blocks).filter(({ kind }) => kind === 'command')).toEqual([
    { kind: 'command', text: 'npx contend run --faults' },
  ]);
  const leftOut = { code: FAULTS_LEFT_OUT, message: 'faults left out: kill in firefox 153', mend: null };
  const left = section('faults', { ...record, faults: [fault], warnings: [leftOut] });
  expect(JSON.stringify(left.blocks)).toContain('kill in firefox 153');
  expect(JSON.stringify(faults.blocks)).not.toContain('Not made');
});

test('the command to reproduce has the seed, once, and every word quoted that a shell would not take as it is', () => {
  const command = (argv: string[]): string => {
    const record = syntheticRecord();
    record.plan.argv = argv;
    const block = section('reproduce', record).blocks.find(({ kind }) => kind === 'command');
    return block?.kind === 'command' ? block.text : '';
  };
  expect(command(['run', '--profile', 'standard'])).toBe('npx contend run --profile standard --seed 1');
  expect(command(['run', '--seed', '7'])).toBe('npx contend run --seed 7');
  expect(command(['run', '--strategies', 'spinlock/*', '$(reboot)', "it's"])).toBe(
    "npx contend run --strategies 'spinlock/*' '$(reboot)' 'it'\\''s' --seed 1",
  );
});

test('what is mostly read has its picture and its table, too', () => {
  const cells = [10, 100].map((operations) => thread('a/b', { workload: `mostly-read-${operations}` }));
  const record = syntheticRecord({ cells: [...cells, thread('a/b')] });
  expect(picturesIn(section('reads', record))).toEqual(['mostly-read']);
  expect(headsIn(section('reads', record))).toEqual([['strategy', '1 write in 10', '1 write in 100']]);
  expect(headsIn(section('cost', record))).toEqual([['strategy', '2 threads']]);
});

test('a sweep has its picture and its table, and no other table shows its steps', () => {
  const cells = [0, 1000].map((ns) => thread('a/b', { workload: `sweep-${ns}` }));
  const record = syntheticRecord({ cells: [...cells, thread('a/b')] });
  expect(picturesIn(section('sweep', record))).toEqual(['sweep']);
  expect(headsIn(section('sweep', record))).toEqual([['strategy', '0 ns outside', '1.00 µs outside']]);
  expect(picturesIn(section('cost', record))).toEqual(['throughput']);
  expect(headsIn(section('cost', record))).toEqual([['strategy', '2 threads']]);
});

test('of several runtimes, the one in which a count was wrong is named', () => {
  const cells = [thread('guests/a'), thread('guests/a', { runtime: 'bun 1.4.5', verdict: 'overlap' }), thread('b/b')];
  const rows = rowsOf(section('counts', syntheticRecord({ cells })));
  expect(rows.get('guests/a')).toEqual(['✗ two inside at once with 2 threads in bun 1.4.5, promise broken']);
  expect(rows.get('b/b')).toEqual(['✓ exact']);
});
