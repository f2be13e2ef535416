import { expect, test } from 'vitest';
import { run, thread } from './fixture.ts';
import { stretchesOf } from './history.ts';
import { leaguesOf } from './leagues.ts';

const CELLS = [thread('atomic/add', 10)];
const at = (month: number, ...change: [Parameters<typeof run>[3]] | []) => run('A', month, CELLS, ...change);

test('runs stand side by side until something that speed depends on changes, which is named', () => {
  const stretches = stretchesOf([
    at(4, ({ suite }) => Object.assign(suite, { version: '0.2.0' })),
    at(1),
    at(3, ({ runtime }) => Object.assign(runtime, { version: '26.11.0' })),
    at(2, ({ host }) => Object.assign(host, { memoryBytes: 1 })),
  ]);
  expect(stretches.map(({ runs }) => runs.map(({ startedAt }) => startedAt.slice(5, 7)))).toEqual([
    ['01', '02'],
    ['03'],
    ['04'],
  ]);
  expect(stretches.map(({ since }) => since)).toEqual([
    [],
    [{ field: 'runtime.version', base: '26.10.0', head: '26.11.0' }],
    [
      { field: 'runtime.version', base: '26.11.0', head: '26.10.0' },
      { field: 'suite.version', base: '0.1.0', head: '0.2.0' },
    ],
  ]);
});

test('a return to what was before is a break too', () => {
  const other = at(2, ({ host }) => Object.assign(host, { kernel: '7.0.0' }));
  expect(stretchesOf([at(1), other, at(3)]).map(({ runs }) => runs.length)).toEqual([1, 1, 1]);
});

test('machines are compared only under one suite version and one runtime, as their host was last', () => {
  const newer = run('B', 5, CELLS, ({ suite }) => Object.assign(suite, { version: '0.2.0' }));
  const moved = at(3, ({ host }) => Object.assign(host, { kernel: '7.0.0' }));
  const leagues = leaguesOf([at(1), run('B', 1, CELLS), newer, moved]);
  expect(leagues.map(({ suite }) => suite)).toEqual(['0.2.0', '0.1.0']);
  expect(
    leagues[1]?.entrants.map(({ machine, runs }) => [machine, runs.map(({ startedAt }) => startedAt.slice(5, 7))]),
  ).toEqual([
    ['a-unknown-family-2-cores-linux-x64', ['03']],
    ['b-unknown-family-2-cores-linux-x64', ['01']],
  ]);
});

test('one core allowed and two are two machines', () => {
  const one = at(2, ({ host }) => Object.assign(host, { allowedCores: [0] }));
  expect(leaguesOf([at(1), one])[0]?.entrants).toHaveLength(2);
});
