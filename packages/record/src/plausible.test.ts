import { expect, test } from 'vitest';
import { syntheticRecord } from './fixture.ts';
import { implausible } from './plausible.ts';
import { fieldName } from './problem.ts';
import type { Cell, ContendRecord, FaultResult, Fork } from './schema.ts';

const CELL = { strategy: 'spinlock/tas', world: 'threads', contenders: 2, ns: 40 } as const;

/** Where the record is found to be impossible once `change` is made to it. */
function found(change: (record: ContendRecord, cell: Cell, fork: Fork) => void): string | null {
  const record = syntheticRecord({ cells: [CELL], blocks: 3 });
  const cell = record.cells[0] as Cell;
  change(record, cell, cell.forks[1] as Fork);
  const problem = implausible(record);
  return problem && fieldName(problem.path);
}

test('nothing is wrong with a record as it is, every kind of cell in it', () => {
  expect(found(() => {})).toBeNull();
  expect(implausible(syntheticRecord())).toBeNull();
  expect(implausible(syntheticRecord({ cells: [] }))).toBeNull();
});

test('an actor has one CPU time more, its owner’s', () => {
  expect(found((_, __, fork) => fork.cpuNs?.push(5))).toBeNull();
});

test('a clock that was set back during the run, by less than a minute, is nobody’s fault', () => {
  expect(found((record) => Object.assign(record, { finishedAt: record.startedAt }))).toBeNull();
});

test('a record of the first version describes one runtime for all its cells', () => {
  expect(
    found((record) =>
      Object.assign(record, { schemaVersion: 1, runtimes: [], runtime: { ...record.runtime, name: 'bun' } }),
    ),
  ).toBeNull();
});

test('contenders are on hosts that the record describes, as many on each', () => {
  const host = (record: ContendRecord, seat: number | null) => ({
    ...{ seat, host: record.host, runtime: { name: 'node', version: '26.0.0', engine: 'V8' }, sharesKernel: null },
    ...{ roundTripNs: 1, clockErrorMs: 0.1, state: 'present' as const, reason: null },
  });
  const on = (seats: (number | null)[], own: number[]) =>
    found((record, cell) => {
      record.hosts = seats.map((seat) => host(record, seat));
      cell.hosts = own;
    });
  expect(on([0, 1, null, null], [0, 1])).toBeNull();
  expect(on([0, 1, 1], [0, 1])).toBe('hosts');
  expect(on([0, 1], [0, 2])).toBe('cells[0].hosts');
  expect(on([0, 1, 2], [0, 1, 2])).toBe('cells[0].hosts');
  expect(on([0, 1], [])).toBe('cells[0].hosts');
});

test('reads count beside increments', () => {
  const cells = [{ ...CELL, workload: 'mostly-read-10' }];
  expect(implausible(syntheticRecord({ cells }))).toBeNull();
  expect(
    implausible(syntheticRecord({ cells: [{ ...CELL, workload: 'mostly-read-10', verdict: 'overlap' }] })),
  ).toBeNull();
});

test('forks that counted nothing may be alike', () => {
  const nothing = { rounds: [{ ms: 50, increments: [0, 0], longestGap: 0, overlap: 1 }], operations: 0, observed: 0 };
  expect(
    found((_, cell) => cell.forks.forEach((fork) => void Object.assign(fork, structuredClone(nothing)))),
  ).toBeNull();
});

test.each<[string, string, Parameters<typeof found>[0]]>([
  ['escape characters', 'cells[0].reason', (_, cell) => Object.assign(cell, { reason: '\u001b[2J' })],
  [
    'a cell of a runtime that is not described',
    'cells[0].runtime',
    (_, cell) => Object.assign(cell, { runtime: 'bun 1.4.5' }),
  ],
  [
    'two runtimes of one label',
    'runtimes[1]',
    (record) => record.runtimes.push(structuredClone(record.runtimes[0] as (typeof record.runtimes)[number])),
  ],
  [
    'a runtime that is not the first one',
    'runtime',
    (record) => Object.assign(record.runtimes[0] as object, { name: 'bun' }),
  ],
  ['a line end in a name', 'host.cpu.model', (record) => Object.assign(record.host.cpu, { model: 'a\nb' })],
  ['an escape in a list', 'plan.argv[1]', (record) => record.plan.argv.push('\u009b31m')],
  ['an end before the start', 'finishedAt', (record) => Object.assign(record, { finishedAt: '2000-01-01T00:00:00Z' })],
  [
    'reads that saw a write under way, called exact',
    'cells[0].forks[1].verdict',
    (_, __, fork) => Object.assign(fork, { reads: { operations: 10, torn: 1 } }),
  ],
  [
    'more torn reads than reads',
    'cells[0].forks[1].reads.torn',
    (_, __, fork) => Object.assign(fork, { verdict: 'overlap', reads: { operations: 1, torn: 2 } }),
  ],
  ['the same cell twice', 'cells[1]', (record, cell) => record.cells.push({ ...cell, strategyVersion: '2' })],
  [
    'a fork after the end of the run',
    'cells[0].forks[2].at',
    (_, cell) => Object.assign(cell.forks[2] as Fork, { at: 3_600_000 }),
  ],
  [
    'a run too short for its forks',
    'cells[0].forks[2].at',
    (record, cell) => {
      Object.assign(record, { finishedAt: record.startedAt });
      Object.assign(cell.forks[2] as Fork, { at: 70_000 });
    },
  ],
  [
    'a fork within another',
    'cells[0].forks[1].at',
    (_, cell, fork) => Object.assign(fork, { at: (cell.forks[0] as Fork).at + 1 }),
  ],
  ['blocks in another order than time', 'cells[0].forks[2].block', (_, __, fork) => Object.assign(fork, { block: 9 })],
  [
    'the rounds of a fork in another',
    'cells[0].forks[2].rounds',
    (_, cell, { rounds, operations, observed }) =>
      Object.assign(cell.forks[2] as Fork, { rounds: structuredClone(rounds), operations, observed }),
  ],
  [
    'faster than any processor',
    'cells[0].forks[1].rounds[0].increments[1]',
    (_, __, fork) => {
      Object.assign(fork.rounds[0] as object, { ms: 1, increments: [1, 1.1e7] });
      Object.assign(fork, { operations: 1e8, observed: 1e8 });
    },
  ],
  [
    'a family that no one could compare',
    'cells',
    (record, cell) => {
      record.cells = Array.from({ length: 129 }, (_, i) => ({ ...cell, strategy: `a/${i}` }));
    },
  ],
  ['no forks', 'cells[0].forks', (_, cell) => cell.forks.splice(0)],
  [
    'forks by the thousand',
    'cells[0].forks',
    (_, cell) =>
      cell.forks.push(...Array.from({ length: 1_000 }, (_, i) => ({ ...(cell.forks[0] as Fork), block: i + 9 }))),
  ],
  ['falling percentiles', 'cells[0].wait', (_, cell) => Object.assign(cell.wait as object, { p50: 1e9 })],
  ['a wait of years', 'cells[0].waitByTime.max', (_, cell) => Object.assign(cell.waitByTime as object, { max: 1e300 })],
  ['waits without samples', 'cells[0].wait', (_, cell) => Object.assign(cell.audit as object, { waitSamples: 0 })],
  ['waits without an audit', 'cells[0].wait', (_, cell) => Object.assign(cell, { audit: null })],
  ['two forks in one block', 'cells[0].forks[1].block', (_, __, fork) => Object.assign(fork, { block: 0 })],
  [
    'more observed than done',
    'cells[0].forks[1].observed',
    (_, __, fork) => Object.assign(fork, { observed: fork.operations + 1 }),
  ],
  [
    'an exact count with a loss',
    'cells[0].forks[1].verdict',
    (_, __, fork) => Object.assign(fork, { observed: fork.operations - 1 }),
  ],
  [
    'more observed than may have been made',
    'cells[0].forks[1].observed',
    (_, __, fork) =>
      Object.assign(fork, { observed: fork.operations + 3, failed: { refused: 9, unknown: 2 }, verdict: 'within' }),
  ],
  [
    'an over-count of nothing',
    'cells[0].forks[1].verdict',
    (_, __, fork) =>
      Object.assign(fork, {
        observed: fork.operations + 2,
        failed: { refused: 0, unknown: 2 },
        verdict: 'over-counted',
      }),
  ],
  ['within without a doubt', 'cells[0].forks[1].verdict', (_, __, fork) => Object.assign(fork, { verdict: 'within' })],
  [
    'exact in doubt',
    'cells[0].forks[1].verdict',
    (_, __, fork) => Object.assign(fork, { failed: { refused: 0, unknown: 1 } }),
  ],
  ['a loss of nothing', 'cells[0].forks[1].verdict', (_, __, fork) => Object.assign(fork, { verdict: 'lost-updates' })],
  ['an exact count of nothing', 'cells[0].forks[1].rounds', (_, __, fork) => fork.rounds.splice(0)],
  ['CPU times of too few', 'cells[0].forks[1].cpuNs', (_, __, fork) => fork.cpuNs?.splice(1)],
  ['CPU times of too many', 'cells[0].forks[1].cpuNs', (_, __, fork) => fork.cpuNs?.push(1, 1)],
  ['years of CPU time', 'cells[0].forks[1].cpuNs', (_, __, fork) => Object.assign(fork, { cpuNs: [1e300, 1] })],
  [
    'context switches of strangers',
    'cells[0].forks[1].contextSwitches.voluntary',
    (_, __, fork) => Object.assign(fork, { contextSwitches: { voluntary: [1], involuntary: [1, 2] } }),
  ],
  [
    'increments of strangers',
    'cells[0].forks[1].rounds[2].increments',
    (_, __, fork) => fork.rounds[2]?.increments.push(1),
  ],
  [
    'a window of a blink',
    'cells[0].forks[1].rounds[0].ms',
    (_, __, fork) => Object.assign(fork.rounds[0] as object, { ms: 1e-9 }),
  ],
  [
    'a window of years',
    'cells[0].forks[1].rounds[0].ms',
    (_, __, fork) => Object.assign(fork.rounds[0] as object, { ms: 1e300 }),
  ],
  [
    'a gap of years',
    'cells[0].forks[1].rounds[0].longestGap',
    (_, __, fork) => Object.assign(fork.rounds[0] as object, { longestGap: 1e300 }),
  ],
  [
    'more increments in the windows than operations in all',
    'cells[0].forks[1].operations',
    (_, __, fork) => Object.assign(fork, { operations: 10, observed: 10 }),
  ],
  [
    'increments beyond all numbers',
    'cells[0].forks[1].rounds[0].increments[0]',
    (_, __, fork) => Object.assign(fork.rounds[0] as object, { increments: [1.7e308, 1.7e308] }),
  ],
])('%s', (_, field, change) => {
  expect(found(change)).toBe(field);
});

/** What is found in a record with these faults. */
function foundIn(...changes: Partial<FaultResult>[]): string | null {
  const record = syntheticRecord({ cells: [CELL], blocks: 3 });
  record.faults = changes.map((change) => ({
    strategy: 'spinlock/tas',
    strategyVersion: '1',
    guest: false,
    world: 'threads',
    contenders: 3,
    runtime: 'node',
    fault: 'stall',
    outcome: 'recovered',
    expected: 'recovered',
    seconds: 1,
    operations: 100,
    observed: 100,
    reason: null,
    unknown: null,
    trials: 1,
    alike: 1,
    reproduce: 'npx contend run --faults',
    ...change,
  }));
  const problem = implausible(record);
  return problem && fieldName(problem.path);
}

const NOT_READ = { operations: null, observed: null };

test.each<[string, Partial<FaultResult>]>([
  ['a right count', {}],
  ['an increment of a terminated contender that nobody saw return', { fault: 'terminate', observed: 101 }],
  ['a wrong count', { outcome: 'wrong-count', observed: 99 }],
  ['contenders that are stuck, and a count that nobody could read', { outcome: 'stuck', observed: null }],
  ['a killed process', { fault: 'kill', outcome: 'reported', seconds: null, ...NOT_READ }],
])('a fault may end with %s', (_, change) => {
  expect(foundIn(change)).toBeNull();
});

test.each<[string, string, Partial<FaultResult>]>([
  ['recovered with lost updates', 'outcome', { observed: 99 }],
  ['recovered with more counted than was done', 'outcome', { observed: 101 }],
  [
    'recovered with two more than a terminated contender can have left',
    'outcome',
    { fault: 'terminate', observed: 102 },
  ],
  ['recovered with a count that nobody read', 'outcome', NOT_READ],
  ['recovered by doing nothing', 'outcome', { operations: 0, observed: 0 }],
  ['recovered at no time', 'seconds', { seconds: null }],
  ['a wrong count that is right', 'outcome', { outcome: 'wrong-count' }],
  ['a wrong count that nobody read', 'outcome', { outcome: 'wrong-count', ...NOT_READ }],
  ['a count that outlived its process', 'operations', { fault: 'kill', outcome: 'reported' }],
  ['a year and more', 'seconds', { outcome: 'stuck', seconds: 4e7 }],
])('no fault can end with %s', (_, field, change) => {
  expect(foundIn(change)).toBe(`faults[0].${field}`);
});

test('a fault is made once in a strategy, world and number of contenders', () => {
  expect(foundIn({}, { fault: 'throw' }, { contenders: 16 })).toBeNull();
  expect(foundIn({}, {})).toBe('faults[1]');
});
