import { describe, expect, test } from 'vitest';
import { answersOf } from './answers.ts';
import { run, thread } from './fixture.ts';
import { type Grid, gridOf, loadsOf } from './grid.ts';
import { leaguesOf } from './leagues.ts';
import type { Run } from './run.ts';

const HERE = [thread('atomic/add', 10), thread('spinlock/tas', 40), thread('spinlock/ttas', 20)];
const four = HERE.map((cell) => ({ ...cell, contenders: 4 }));
const cores = (count: number) => (record: { host: { allowedCores: number[] | null } }) => {
  record.host.allowedCores = Array.from({ length: count }, (_, core) => core);
};

/** Of the first load: as many threads as cores. */
function grid(...runs: Run[]): Grid {
  const [league] = leaguesOf(runs);
  const [load] = loadsOf(league as NonNullable<typeof league>);
  return gridOf(league as NonNullable<typeof league>, load as NonNullable<typeof load>, new Map()) as Grid;
}

describe('a grid', () => {
  test('sets machines under as many threads as each has cores beside each other', () => {
    const { columns, rows } = grid(run('A', 1, HERE), run('B', 2, [...HERE, ...four], cores(4)));
    expect(columns.map(({ lines }) => lines[1])).toEqual(['2 threads', '4 threads']);
    expect(rows.map(({ strategy }) => strategy)).toEqual(['atomic/add', 'spinlock/ttas', 'spinlock/tas']);
    expect(rows[2]?.cells.map(({ rank }) => rank)).toEqual([3, 3]);
    expect(rows[2]?.cells[1]?.ratio).toBeCloseTo(4, 0);
  });

  test('of one core has two threads, or nothing would contend', () => {
    expect(grid(run('A', 1, HERE, cores(1))).columns[0]?.lines[1]).toBe('2 threads');
  });

  test('leaves empty what was not measured, and ranks nothing that is wrong', () => {
    const wrong = [HERE[0], thread('spinlock/tas', 1, { verdict: 'lost-updates' })] as typeof HERE;
    const { rows } = grid(run('A', 1, HERE), run('B', 2, wrong));
    const of = (name: string) => rows.find(({ strategy }) => strategy === name)?.cells[1];
    expect(of('spinlock/ttas')).toMatchObject({ entry: null, rank: null, ratio: null });
    expect(of('spinlock/tas')).toMatchObject({ entry: { state: 'wrong' }, rank: null, ratio: null });
  });

  test('has a column for each runtime, and leaves out baselines that JavaScript cannot use', () => {
    const both = [...HERE, ...HERE.map((cell) => ({ ...cell, runtime: 'bun' })), thread('native/pthread', 5)];
    const { columns, rows } = grid(run('A', 1, both));
    expect(columns.map(({ lines }) => lines[2])).toEqual(['bun', 'node']);
    expect(rows).toHaveLength(3);
  });

  test('does not mix pinned runs with others, nor name a strategy by its version', () => {
    const loose = run(
      'A',
      2,
      HERE.map((cell) => ({ ...cell, pinned: false, ns: 9 * cell.ns })),
    );
    const newer = run('B', 3, HERE, ({ cells }) => Object.assign(cells[1] as object, { strategyVersion: '2' }));
    const { columns, rows } = grid(run('A', 1, HERE), loose, newer);
    expect(columns[0]?.cells.map(({ length }) => length)).toEqual([0, 3]);
    expect(columns[0]?.lines[1]).toBe('2 threads, not pinned');
    expect(rows.map(({ strategy, versions }) => [strategy, versions])).toContainEqual(['spinlock/tas', 2]);
  });
});

describe('the answer for a machine', () => {
  test('is the lock that was called faster than the other, whatever counts without one', () => {
    const [answer] = answersOf(grid(run('A', 1, HERE)));
    expect(answer).toMatchObject({ leaders: [{ strategy: 'spinlock/ttas' }], among: 2, ranked: true });
  });

  test('names all between which nothing is called', () => {
    const level = HERE.map((cell) => (cell.strategy === 'atomic/add' ? cell : { ...cell, ns: 30, noise: 0.3 }));
    const [answer] = answersOf(grid(run('A', 1, level)));
    expect(answer?.leaders.map(({ strategy }) => strategy).toSorted()).toEqual(['spinlock/tas', 'spinlock/ttas']);
  });

  test('is no lock that was wrong with any number of contenders, nor one that promises nothing', () => {
    const wrong = thread('spinlock/ttas', 20, { contenders: 4, verdict: 'lost-updates' });
    expect(answersOf(grid(run('A', 1, [...HERE, wrong])))[0]?.leaders.map(({ strategy }) => strategy)).toEqual([
      'spinlock/tas',
    ]);
    const idle = HERE.map((cell) => ({ ...cell, promised: false }));
    expect(answersOf(grid(run('A', 1, idle)))[0]).toMatchObject({ leaders: [], among: 0 });
  });

  test('says where too few forks could call anything', () => {
    const few = run('A', 1, HERE, ({ cells }) => {
      for (const cell of cells) cell.forks.length = 7;
    });
    expect(answersOf(grid(few))[0]?.ranked).toBe(false);
  });
});
