import type { ContendRecord } from '@contend/record';
import type { SyntheticCell } from '@contend/record/fixture';
import { expect, test } from 'vitest';
import { runsOf, thread } from './fixture.ts';
import { disagreement } from './reproduced.ts';

const CELLS = [thread('atomic/add', 14), thread('spinlock/tas', 45), thread('spinlock/ttas', 25)];
const run = (seed: number, cells: readonly SyntheticCell[] = CELLS, blocks = 12) => ({
  file: `${seed}.json`,
  record: runsOf(1, seed, cells, blocks)[0] as ContendRecord,
  recomputed: true,
});

test('two runs of one machine agree, also when all of one is slower', () => {
  expect(disagreement(run(1), run(50))).toBeNull();
  expect(
    disagreement(
      run(1),
      run(
        50,
        CELLS.map((cell) => ({ ...cell, ns: 2 * cell.ns })),
      ),
    ),
  ).toBeNull();
});

test('strategies ranked the other way round are named', () => {
  const turned = [CELLS[0], thread('spinlock/tas', 25), thread('spinlock/ttas', 45)] as SyntheticCell[];
  expect(disagreement(run(1), run(50, turned))).toMatch(/spinlock\/t?tas.*other way round/);
});

test('a promised count that is exact in one run only is named, a race that was lost in one is not', () => {
  const wrong = [thread('spinlock/tas', 45, { verdict: 'lost-updates', promised: true })];
  expect(disagreement(run(1), run(50, [...CELLS.slice(0, 1), ...wrong]))).toBe(
    'spinlock/tas, 2 threads, counts exactly in one of them',
  );
  const race = (verdict: 'exact' | 'lost-updates') => [
    ...CELLS,
    thread('unlocked/plain', 2, { verdict, promised: false }),
  ];
  expect(disagreement(run(1, race('exact')), run(50, race('lost-updates')))).toBeNull();
});

test('runs too short to rank anything reproduce nothing', () => {
  expect(disagreement(run(1), run(50, CELLS, 4))).toMatch(/too few forks/);
});

test('a copy is no second run, and another runtime no other run of the same', () => {
  expect(() => disagreement(run(1), { ...run(1), file: 'copy.json' })).toThrow(/same run/);
  const other = run(50);
  other.record.runtime = { ...other.record.runtime, version: '27.0.0' };
  expect(disagreement(run(1), other)).toBe('runtime.version differs');
});
