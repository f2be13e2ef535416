import type { ContendRecord } from '@contend/record';
import { expect, test } from 'vitest';
import { comparisonOf } from './comparison.ts';
import { base, head, runsOf, side, thread } from './fixture.ts';

const CELLS = [thread('atomic/add', 14), thread('spinlock/tas', 45), thread('unlocked/plain', 2, { promised: false })];
const changed = (record: ContendRecord, change: (record: ContendRecord) => void) => {
  change(record);
  return record;
};

const REFUSALS: [string, (record: ContendRecord) => void, RegExp][] = [
  ['method', (record) => Object.assign(record, { method: '0' }), /method: 1 against 0;/],
  [
    'runtime.version',
    (record) => Object.assign(record.runtime, { version: '24.1.0' }),
    /runtime\.version: 26\.10\.0 against 24\.1\.0;/,
  ],
  [
    'runtime.flags',
    (record) => Object.assign(record.runtime, { flags: ['--jitless'] }),
    /runtime\.flags: \[\] against \["--jitless"\]/,
  ],
  [
    'cells’ runtime',
    (record) => record.cells.map((cell) => Object.assign(cell, { runtime: 'node 24' })),
    /: runtime: node against node 24 \(/,
  ],
  [
    'pinned',
    (record) => record.cells.map((cell) => Object.assign(cell, { pinned: false })),
    /: pinned: true against false \(atomic\/add, 2 threads, hot\)/,
  ],
  [
    'one cell’s pinned',
    (record) => record.cells.slice(1, 2).map((cell) => Object.assign(cell, { pinned: false })),
    /: pinned: true against false \(spinlock\/tas, 2 threads, hot\)/,
  ],
  [
    'insideNs',
    (record) => record.plan.workloads.map((workload) => Object.assign(workload, { insideNs: 7 })),
    /plan\.workloads\.hot\.insideNs: 0 against 7;/,
  ],
  [
    'outsideNs',
    (record) => record.plan.workloads.map((workload) => Object.assign(workload, { outsideNs: 8 })),
    /plan\.workloads\.hot\.outsideNs: 0 against 8;/,
  ],
  [
    'world',
    (record) => record.cells.map((cell) => Object.assign(cell, { world: 'fibers' })),
    /: world: threads against fibers;/,
  ],
  [
    'contenders',
    (record) => record.cells.map((cell) => Object.assign(cell, { contenders: 3 })),
    /: contenders: 2 against 3;/,
  ],
  [
    'workload',
    (record) => record.cells.map((cell) => Object.assign(cell, { workload: 'x' })),
    /: workload: hot against x;/,
  ],
  [
    'strategy',
    (record) => Object.assign(record, { cells: [] }),
    /: strategy: atomic\/add, spinlock\/tas, unlocked\/plain against none;/,
  ],
];

test.each(REFUSALS)('refuses by the name of the field: %s', (_, change, message) => {
  const other = changed(runsOf(1, 9, CELLS)[0] as ContendRecord, change);
  const compare = () => comparisonOf(base(1, CELLS), side('HEAD', [other]));
  expect(compare).toThrow(message);
  expect(compare).toThrow(expect.objectContaining({ code: 'not-comparable', status: 2 }));
});

test('sides whose every field meets in some other cell, but no cell in another, name the cells', () => {
  const left = [thread('a/a', 9, { contenders: 1 }), thread('b/b', 9, { contenders: 2 })];
  const right = [thread('a/a', 9, { contenders: 2 }), thread('b/b', 9, { contenders: 1 })];
  expect(() => comparisonOf(base(1, left), head(1, right))).toThrow(
    /: cells: a\/a, 1 thread, hot; b\/b, 2 threads, hot against/,
  );
});

test('a runtime that only one side has besides is listed, not refused', () => {
  const both = [...CELLS, thread('atomic/add', 20, { runtime: 'bun' })];
  const { cells, onlyInBase } = comparisonOf(base(1, both), head(1, CELLS));
  expect(cells).toHaveLength(3);
  expect(onlyInBase).toMatchObject([{ strategy: 'atomic/add', runtime: 'bun' }]);
});

test('a side that mixes versions of a strategy is refused', () => {
  const runs = runsOf(2, 1, CELLS);
  changed(runs[1] as ContendRecord, ({ cells }) =>
    Object.assign(cells[0] as { strategyVersion: string }, { strategyVersion: 'x' }),
  );
  expect(() => comparisonOf(side('BASE', runs), head(1, CELLS))).toThrow(
    /strategyVersion: 0\.1\.0 against x \(BASE: atomic\/add, 2 threads, hot\)/,
  );
});
