import { expect, test } from 'vitest';
import { explorerData } from '../../site/explorer-data.ts';
import { run, thread } from '../../site/fixture.ts';
import { alikeAndApart, chosenCells, namesInOrder } from './choose.ts';
import { type ExplorerView, FIRST_VIEW } from './data.ts';
import { explorerAddress, explorerViewAt } from './state.ts';

const data = explorerData([
  run('A', 1, [
    thread('atomic/add', 10),
    thread('spinlock/tas', 40),
    thread('unlocked/plain', 1, { verdict: 'lost-updates' }),
  ]),
  run('B', 2, [thread('atomic/add', 20), thread('spinlock/tas', 30, { contenders: 16 })]),
]);
const all: ExplorerView = { ...FIRST_VIEW, picked: data.facets.map(() => null) };
const place = (key: string): number => data.facets.findIndex((facet) => facet.key === key);
const picking = (key: string, ...names: string[]): ExplorerView => ({
  ...all,
  picked: data.facets.map((facet) =>
    facet.key === key ? new Set(names.map((name) => facet.names.indexOf(name))) : null,
  ),
});

test('a wrong count has its reason and no figure, and comes last whichever way', () => {
  expect([data.rates[2], data.highs[2], data.ratios[2], data.troubles[2]]).toEqual([null, null, null, 'lost 20 %']);
  expect(chosenCells(data, all)).toEqual([0, 3, 4, 1, 2]);
  expect(chosenCells(data, { ...all, descending: false })).toEqual([1, 4, 3, 0, 2]);
});

test('the baseline is that of the same record and the same contenders', () => {
  expect(data.ratios[1]).toBeCloseTo(4, 0);
  expect(data.ratios[4]).toBeNull();
});

test('cells are picked by any facet, and none picked is none shown', () => {
  expect(chosenCells(data, picking('strategy', 'spinlock/tas'))).toEqual([4, 1]);
  expect(chosenCells(data, picking('machine', 'a-unknown-family-2-cores-linux-x64'))).toEqual([0, 1, 2]);
  expect(chosenCells(data, picking('machine'))).toEqual([]);
});

test('what the chosen cells mix is said', () => {
  expect(alikeAndApart(data, [0, 1, 2]).apart).toEqual([]);
  expect(alikeAndApart(data, [0, 1, 2, 3, 4]).apart.map(({ title }) => title)).toEqual(['Machine', 'Contenders']);
  expect(alikeAndApart(data, [0, 1]).alike.get('runtime')).toBe('node 26.10.0');
});

test('names are in the order in which people look them up', () => {
  const names = ['16', '2', '1'];
  expect(namesInOrder(names).map((index) => names[index])).toEqual(['1', '2', '16']);
});

test('an address brings back its view; what it does not know it leaves', () => {
  expect(explorerAddress(data, all)).toBe('');
  for (const view of [
    all,
    picking('strategy', 'atomic/add'),
    picking('strategy', 'atomic/add', 'spinlock/tas'),
    picking('machine'),
    { ...all, sort: 'record', descending: false, page: 3 },
  ]) {
    expect(explorerViewAt(explorerAddress(data, view), data)).toEqual(view);
  }
  expect(explorerViewAt('sort=__proto__&page=-7&nothing=1', data)).toEqual(all);
  expect(place('record')).toBeGreaterThan(0);
});
