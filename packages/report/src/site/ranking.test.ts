import { describe, expect, test } from 'vitest';
import { run, thread } from './fixture.ts';
import { rankingOf, relativesOf } from './ranking.ts';
import type { Run } from './run.ts';
import { type Setting, settingsOf, versionsOf } from './settings.ts';

const HERE = [thread('atomic/add', 10), thread('spinlock/tas', 40), thread('spinlock/ttas', 20)];
/** Ten times as slow, and the two locks have changed places. */
const THERE = [thread('atomic/add', 100), thread('spinlock/tas', 200), thread('spinlock/ttas', 500)];

function onlySetting(...columns: Run[][]): Setting {
  const settings = settingsOf(columns);
  expect(settings).toHaveLength(1);
  return settings[0] as Setting;
}
const rowOf = ({ rows }: Setting, name: string): number => rows.findIndex(({ strategy }) => strategy === name);

test('a figure is relative to atomic/add of its own host', () => {
  const setting = onlySetting([run('A', 1, HERE)], [run('B', 2, THERE)]);
  const [here, there] = relativesOf(setting)[rowOf(setting, 'spinlock/tas')] ?? [];
  expect(here?.ratio).toBeCloseTo(4, 0);
  expect(there?.ratio).toBeCloseTo(2, 0);
  expect(here?.low).toBeLessThan(here?.ratio as number);
});

test('its own world, contenders and workload: another baseline would say something else', () => {
  const settings = settingsOf([
    [
      run('A', 1, [
        ...HERE,
        ...HERE.map((cell) => ({ ...cell, contenders: 4, ns: cell.strategy === 'atomic/add' ? 80 : cell.ns })),
      ]),
    ],
  ]);
  const ratios = settings.map((setting) => relativesOf(setting)[rowOf(setting, 'spinlock/tas')]?.[0]?.ratio);
  expect(ratios[0]).toBeCloseTo(4, 0);
  expect(ratios[1]).toBeCloseTo(0.5, 1);
});

test('without an exact atomic/add there is no relative figure', () => {
  const setting = onlySetting([
    run('A', 1, [thread('atomic/add', 10, { verdict: 'crashed' }), thread('spinlock/tas', 40)]),
  ]);
  expect(
    relativesOf(setting)
      .flat()
      .map(({ ratio }) => ratio),
  ).toEqual([null, null]);
});

describe('ranks', () => {
  test('what was called faster here and slower there is an inversion; what kept its place is none', () => {
    const setting = onlySetting([run('A', 1, HERE)], [run('B', 2, THERE)], [run('C', 3, HERE)]);
    const { inversions, ranks } = rankingOf(setting);
    expect(inversions).toEqual([
      { faster: rowOf(setting, 'spinlock/ttas'), slower: rowOf(setting, 'spinlock/tas'), here: [0, 2], there: [1] },
    ]);
    expect(ranks).toEqual([
      [1, 1, 1],
      [3, 2, 3],
      [2, 3, 2],
    ]);
  });

  test('an order that was not called on one host inverts nothing, and its ranks are shared', () => {
    const level = THERE.map((cell) => (cell.strategy === 'atomic/add' ? cell : { ...cell, ns: 300, noise: 0.3 }));
    const setting = onlySetting([run('A', 1, HERE)], [run('B', 2, level)]);
    const { inversions, ranks } = rankingOf(setting);
    expect(inversions).toEqual([]);
    expect(ranks.map(([, there]) => there)).toEqual([1, 2, 2]);
  });

  test('are none where there were too few forks to call anything among so many', () => {
    // Eight can tell two apart, but not three.
    const onlyEight = ({ cells }: { cells: { forks: unknown[] }[] }) => {
      for (const cell of cells) cell.forks.length = 8;
    };
    const setting = onlySetting([run('A', 1, HERE)], [run('B', 2, THERE, onlyEight)]);
    expect(rankingOf(setting).inversions).toEqual([]);
    expect(rankingOf(setting).ranks.map(([, there]) => there)).toEqual([null, null, null]);
    const two = onlySetting([run('A', 1, HERE)], [run('B', 2, THERE.slice(0, 2), onlyEight)]);
    expect(rankingOf(two).ranks.map(([, there]) => there)).toEqual([1, 2, null]);
  });

  test('count only what is exact on every ranked host', () => {
    const wrong = THERE.map((cell) =>
      cell.strategy === 'spinlock/ttas' ? { ...cell, verdict: 'lost-updates' as const } : cell,
    );
    const setting = onlySetting([run('A', 1, HERE)], [run('B', 2, wrong)]);
    expect(rankingOf(setting).ranks).toEqual([
      [1, 1],
      [2, 2],
      [null, null],
    ]);
  });

  test('a host that measured little takes no ranks from the others', () => {
    const setting = onlySetting([run('A', 1, HERE)], [run('B', 2, THERE)], [run('C', 3, HERE.slice(0, 1))]);
    expect(rankingOf(setting)).toMatchObject({ columns: [0, 1], rows: [0, 1, 2] });
    expect(rankingOf(setting).ranks[0]).toEqual([1, 1, null]);
  });
});

test('several runs of a host are one column: the median over runs, and wrong if one was', () => {
  const wrong = [thread('atomic/add', 10), thread('spinlock/tas', 40, { verdict: 'lost-updates' })];
  const { rows } = onlySetting([run('A', 1, HERE), run('A', 2, wrong)]);
  expect(rows.map(({ entries }) => entries[0]?.state)).toEqual(['right', 'wrong', 'right']);
  expect(rows[0]?.entries[0]?.contestant.runs.size).toBe(2);
});

test('what differs in pinning, work or runtime is another table; versions of a strategy share a row', () => {
  const other = run('B', 2, [
    thread('atomic/add', 10, { pinned: false }),
    thread('spinlock/tas', 40, { runtime: 'bun' }),
  ]);
  expect(settingsOf([[run('A', 1, HERE)], [other]])).toHaveLength(3);
  const longer = run('B', 2, HERE, ({ plan }) => Object.assign(plan.workloads[0] as object, { insideNs: 7 }));
  expect(settingsOf([[run('A', 1, HERE)], [longer]])).toHaveLength(2);
  const newer = run('B', 2, HERE, ({ cells }) => Object.assign(cells[1] as object, { strategyVersion: '2.0.0' }));
  const { rows } = onlySetting([run('A', 1, HERE)], [newer]);
  expect(rows.map((row) => [row.strategy, versionsOf(row)])).toEqual([
    ['atomic/add', ['0.1.0']],
    ['spinlock/tas', ['0.1.0', '2.0.0']],
    ['spinlock/ttas', ['0.1.0']],
  ]);
});

test('of several versions on one host the newest counts', () => {
  const slower = HERE.map((cell) => ({ ...cell, ns: 10 * cell.ns }));
  const newer = run('A', 2, slower, ({ cells }) => Object.assign(cells[1] as object, { strategyVersion: '2.0.0' }));
  const { rows } = onlySetting([run('A', 1, HERE), newer]);
  expect(rows.map(({ entries }) => entries[0]?.contestant.runs.size)).toEqual([2, 1, 2]);
  expect(rows[1]?.entries[0]?.version).toBe('2.0.0');
});

test('what was called the other way round of another version is no inversion between hosts', () => {
  const other = run('B', 2, THERE, ({ cells }) => Object.assign(cells[1] as object, { strategyVersion: '2.0.0' }));
  const there = [run('A', 1, HERE)];
  expect(rankingOf(onlySetting(there, [run('B', 2, THERE)])).inversions).toHaveLength(1);
  expect(rankingOf(onlySetting(there, [other])).inversions).toEqual([]);
});
