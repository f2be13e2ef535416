import type { ContendRecord } from '@contend/record';
import { expect, test } from 'vitest';
import { comparisonOf } from './comparison.ts';
import { base, head, runsOf, side, thread } from './fixture.ts';

const CELLS = [thread('atomic/add', 14), thread('spinlock/tas', 45), thread('unlocked/plain', 2, { promised: false })];
const but = (strategy: string, change: Parameters<typeof thread>[2]) =>
  CELLS.map((cell) => (cell.strategy === strategy ? { ...cell, ...change } : cell));
const outcomes = (...args: Parameters<typeof comparisonOf>) => {
  const { verdict, cells } = comparisonOf(...args);
  return { verdict, ...Object.fromEntries(cells.map(({ strategy, outcome }) => [strategy, outcome])) };
};
const changed = (record: ContendRecord, change: (record: ContendRecord) => void) => {
  change(record);
  return record;
};

test('negative control: the same record on both sides is nothing worse', () => {
  expect(outcomes(base(1, CELLS), base(1, CELLS)).verdict).toBe('nothing-worse');
  const { verdict, cells } = comparisonOf(base(6, CELLS), base(6, CELLS));
  expect(verdict).toBe('nothing-worse');
  for (const { outcome, speed } of cells) {
    expect(outcome).toBe('no-difference');
    expect(speed?.ratio).toBe(1);
  }
});

test('negative control: other runs of equal cells are nothing worse', () => {
  expect(outcomes(base(7, CELLS), head(7, CELLS))).toEqual({
    verdict: 'nothing-worse',
    'atomic/add': 'no-difference',
    'spinlock/tas': 'no-difference',
    'unlocked/plain': 'no-difference',
  });
});

test('a slow-down planted over several runs is called, and stands first', () => {
  const { verdict, cells } = comparisonOf(base(7, CELLS), head(7, but('spinlock/tas', { ns: 60 })));
  expect(verdict).toBe('regression');
  expect(cells.map(({ outcome }) => outcome)).toEqual(['slower', 'no-difference', 'no-difference']);
  const [tas] = cells;
  expect(tas).toMatchObject({ strategy: 'spinlock/tas', regression: true, reason: null });
  expect(tas?.speed).toMatchObject({ baseRuns: 7, headRuns: 7 });
  expect(tas?.speed?.ratio).toBeCloseTo(60 / 45, 1);
  expect(tas?.speed?.baseNs).toBeGreaterThan(43);
  expect(tas?.speed?.baseNs).toBeLessThan(47);
  expect(tas?.speed?.headNs).toBeGreaterThan(58);
});

test('what became faster is no regression', () => {
  expect(outcomes(base(7, CELLS), head(7, but('spinlock/tas', { ns: 30 })))).toMatchObject({
    verdict: 'nothing-worse',
    'spinlock/tas': 'faster',
  });
});

test('a slow-down within the threshold is not called', () => {
  const slower = head(7, but('spinlock/tas', { ns: 60 }));
  expect(outcomes(base(7, CELLS), slower, 0.5)).toMatchObject({
    verdict: 'nothing-worse',
    'spinlock/tas': 'no-difference',
  });
});

test('single runs: no difference in speed is ever called, however large; the ratio is shown', () => {
  for (const [b, h] of [
    [1, 1],
    [1, 9],
    [9, 1],
  ] as const) {
    const { verdict, cells } = comparisonOf(base(b, CELLS), head(h, but('spinlock/tas', { ns: 900 })));
    expect(verdict).toBe('nothing-worse');
    const tas = cells.find(({ strategy }) => strategy === 'spinlock/tas');
    expect(tas).toMatchObject({
      outcome: 'not-comparable',
      regression: false,
      reason: 'not comparable between single runs: run contend ab A B',
      speed: { low: null, high: null, pValue: null },
    });
    expect(tas?.speed?.ratio).toBeCloseTo(20, 0);
  }
});

test('too few runs for so many cells say how many it takes', () => {
  const few = comparisonOf(base(5, CELLS), head(5, but('spinlock/tas', { ns: 900 })));
  expect(few.verdict).toBe('nothing-worse');
  expect(few.cells[0]?.reason).toBe('too few runs, 5 against 5: 3 cells need 6 on each side');
  const one = [thread('spinlock/tas', 45)];
  expect(comparisonOf(base(4, one), head(4, one)).cells[0]?.reason).toBe(
    'too few runs, 4 against 4: one cell needs 5 on each side',
  );
  expect(outcomes(base(5, one), head(5, [thread('spinlock/tas', 900)]))).toMatchObject({ 'spinlock/tas': 'slower' });
});

test('a wrong count where BASE was exact is a regression whatever its speed, in single runs too', () => {
  const faster = { ns: 5, verdict: 'lost-updates', lostShare: 0.001 } as const;
  for (const runs of [1, 7]) {
    const { verdict, cells } = comparisonOf(base(runs, CELLS), head(runs, but('spinlock/tas', faster)));
    expect(verdict).toBe('regression');
    expect(cells[0]).toMatchObject({
      strategy: 'spinlock/tas',
      outcome: 'wrong-count',
      regression: true,
      speed: null,
      count: { base: { verdict: 'exact', lost: 0 }, head: { verdict: 'lost-updates' } },
    });
    expect(cells[0]?.count.head.lost).toBeGreaterThan(0);
    expect(cells[0]?.reproduce).toContain('spinlock/tas');
  }
});

test('one wrong run of many is enough', () => {
  const runs = [
    ...runsOf(6, 1001, CELLS),
    ...runsOf(1, 2000, but('spinlock/tas', { verdict: 'overlap' })),
    ...runsOf(1, 3000, CELLS),
  ];
  expect(outcomes(base(8, CELLS), side('HEAD', runs))).toMatchObject({
    verdict: 'regression',
    'spinlock/tas': 'wrong-count',
  });
});

test('a broken promise is a regression even where BASE broke it too', () => {
  const broken = but('spinlock/tas', { verdict: 'lost-updates' });
  expect(outcomes(base(1, broken), head(1, broken))).toMatchObject({
    verdict: 'regression',
    'spinlock/tas': 'wrong-count',
  });
});

test('wrong on both sides where nothing is promised, or by a guest, is nothing worse', () => {
  for (const cells of [
    but('unlocked/plain', { verdict: 'lost-updates' }),
    but('unlocked/plain', { verdict: 'overlap', guest: true, promised: true }),
  ]) {
    expect(outcomes(base(1, cells), head(1, cells))).toMatchObject({
      verdict: 'nothing-worse',
      'unlocked/plain': 'not-exact',
    });
  }
});

test('a guest that was exact and is wrong now is a regression', () => {
  expect(
    outcomes(
      base(1, but('spinlock/tas', { guest: true })),
      head(1, but('spinlock/tas', { guest: true, verdict: 'lost-updates' })),
    ),
  ).toMatchObject({ verdict: 'regression', 'spinlock/tas': 'wrong-count' });
});

test.each(['deadlock', 'crashed', 'rejected', 'time-limit'] as const)(
  '%s where BASE was exact is a regression; on both sides it is not',
  (verdict) => {
    // What was stopped before its first window says `pinned: false`.
    const stopped = but('spinlock/tas', { verdict, pinned: false });
    expect(comparisonOf(base(1, CELLS), head(1, stopped)).cells[0]?.pinned).toBe(true);
    expect(outcomes(base(1, CELLS), head(1, stopped))).toMatchObject({
      verdict: 'regression',
      'spinlock/tas': 'stopped',
    });
    expect(outcomes(base(1, stopped), head(1, stopped))).toMatchObject({
      verdict: 'nothing-worse',
      'spinlock/tas': 'not-exact',
    });
  },
);

test('exact now and not before is fixed', () => {
  expect(outcomes(base(1, but('spinlock/tas', { verdict: 'lost-updates' })), head(1, CELLS))).toMatchObject({
    verdict: 'nothing-worse',
    'spinlock/tas': 'fixed',
  });
});

test('cells of one side only are listed; a broken promise among HEAD’s is a regression', () => {
  const more = (verdict: 'exact' | 'lost-updates' | 'deadlock', rest = {}) => [
    ...CELLS.slice(1),
    thread('new/lock', 9, { verdict, ...rest }),
  ];
  const { onlyInBase, onlyInHead, verdict } = comparisonOf(base(1, CELLS), head(1, more('exact')));
  expect(onlyInBase.map(({ strategy, regression }) => [strategy, regression])).toEqual([['atomic/add', false]]);
  expect(onlyInHead).toMatchObject([{ strategy: 'new/lock', regression: false, count: { verdict: 'exact' } }]);
  expect(verdict).toBe('nothing-worse');
  expect(comparisonOf(base(1, CELLS), head(1, more('lost-updates'))).verdict).toBe('regression');
  expect(comparisonOf(base(1, CELLS), head(1, more('deadlock'))).verdict).toBe('regression');
  expect(comparisonOf(base(1, CELLS), head(1, more('lost-updates', { promised: false }))).verdict).toBe(
    'nothing-worse',
  );
  expect(comparisonOf(base(1, CELLS), head(1, more('lost-updates', { guest: true }))).verdict).toBe('nothing-worse');
});

test('another version of a strategy or of the suite is reported, not refused', () => {
  const [record] = runsOf(1, 5, CELLS) as [ContendRecord];
  const other = changed(structuredClone(record), ({ suite, cells }) => {
    suite.commit = 'f'.repeat(40);
    for (const cell of cells) cell.strategyVersion = '0.2.0';
  });
  const { differences, cells, sameHost } = comparisonOf(side('BASE', [record]), side('HEAD', [other]));
  expect(sameHost).toBe(true);
  expect(differences).toEqual([{ field: 'suite.commit', base: record.suite.commit, head: 'f'.repeat(40) }]);
  expect(cells[0]?.strategyVersion).toEqual({ base: '0.1.0', head: '0.2.0' });
});

test('says when the runs of one side all came first, when one was interrupted, when summaries were not recomputed', () => {
  const later = head(2, CELLS);
  const codes = (b = base(2, CELLS), h = later) => comparisonOf(b, h).notes.map(({ code }) => code);
  expect(codes()).toEqual([]);
  for (const { record } of later.runs) record.startedAt = '2026-01-03T00:00:00.000Z';
  expect(codes()).toEqual(['apart']);
  expect(codes(later, base(2, CELLS))).toEqual(['apart']);
  (later.runs[1] as { record: ContendRecord }).record.startedAt = '2026-01-01T00:00:00.000Z';
  later.runs[0].record.partial = true;
  expect(codes()).toEqual(['partial']);
  later.runs[0].record.partial = false;
  later.runs[0].recomputed = false;
  expect(codes()).toEqual(['not-recomputed']);
});

test('runs that lack a cell leave it the others', () => {
  const runs = runsOf(7, 1001, CELLS);
  changed(runs[0] as ContendRecord, (record) => Object.assign(record, { cells: record.cells.slice(1) }));
  const { cells } = comparisonOf(base(7, CELLS), side('HEAD', runs));
  expect(cells.find(({ strategy }) => strategy === 'atomic/add')?.speed).toMatchObject({ baseRuns: 7, headRuns: 6 });
});

test('within what nobody knows is right, and its speed is compared; counted too many is wrong', () => {
  const client = (verdict: 'exact' | 'within' | 'over-counted') => [
    thread('redis/incr', 50_000, { world: 'machines', verdict }),
    thread('redis/other', 50_000, { world: 'machines' }),
  ];
  expect(outcomes(base(7, client('exact')), head(7, client('within')))).toMatchObject({
    verdict: 'nothing-worse',
    'redis/incr': 'no-difference',
  });
  expect(outcomes(base(1, client('within')), head(1, client('over-counted')))).toMatchObject({
    verdict: 'regression',
    'redis/incr': 'wrong-count',
  });
});
