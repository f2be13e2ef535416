import { describe, expect, test } from 'vitest';
import { explorerData } from '../../site/explorer-data.ts';
import { run, thread } from '../../site/fixture.ts';
import { alikeAndApart, chosenCells, movedTo, movedToAll, namesInOrder } from './choose.ts';
import { packCourse, unpackCourse } from './course.ts';
import { commandOf, type ExplorerView, firstView, packFacts, unpackFacts } from './data.ts';
import { explorerAddress, explorerViewAt } from './state.ts';

const data = explorerData([
  run('A', 1, [
    thread('atomic/add', 10),
    thread('spinlock/tas', 40),
    thread('unlocked/plain', 1, { verdict: 'lost-updates' }),
  ]),
  run('B', 2, [thread('atomic/add', 20), thread('spinlock/tas', 30, { contenders: 16 })]),
]);
const all: ExplorerView = { ...firstView(data), picked: data.facets.map(() => null) };
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
  expect(chosenCells(data, picking('machine', 'A, 2 cores, Linux'))).toEqual([0, 1, 2]);
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
  for (const view of [
    all,
    picking('strategy', 'atomic/add'),
    picking('strategy', 'atomic/add', 'spinlock/tas'),
    picking('machine'),
    { ...all, sort: 'record', descending: false, page: 3 },
  ]) {
    expect(explorerViewAt(explorerAddress(data, view), data)).toEqual(view);
  }
  expect(explorerViewAt('sort=__proto__&page=-7&nothing=1', data)).toEqual(firstView(data));
});

test('an address is all of the view, and of machines it means the folders', () => {
  const parts = [...new URLSearchParams(explorerAddress(data, firstView(data))).keys()];
  expect(parts).toEqual(data.facets.map(({ key }) => key));
  const renamed = {
    ...data,
    facets: data.facets.map((facet) => (facet.ids ? { ...facet, names: ['other', 'names'] } : facet)),
  };
  expect(explorerViewAt(explorerAddress(data, firstView(data)), renamed)).toEqual(firstView(data));
});

test('an address of what is not here any more opens the first view', () => {
  expect(explorerViewAt('machine=zzzz', data)).toEqual(firstView(data));
});

test('it opens on the newest machine’s threads, as many as cores, and nothing is mixed', () => {
  const chosen = chosenCells(data, firstView(data));
  expect(
    chosen.map((cell) => data.facets[place('machine')]?.names[data.facets[place('machine')]?.of[cell] ?? -1]),
  ).toEqual(['B, 2 cores, Linux']);
  const { apart, alike } = alikeAndApart(data, chosen);
  expect(apart).toEqual([]);
  expect(alike.get('contenders')).toBe('2');
});

test('of several numbers of contenders it opens on the greatest that is not above the cores', () => {
  const cells = [1, 2, 3, 4, 8].map((contenders) => thread('atomic/add', 10, { contenders }));
  const cores = (record: { host: { allowedCores: number[] | null } }) => {
    record.host.allowedCores = [0, 1, 2, 3, 4, 5];
  };
  const opened = explorerData([run('A', 1, cells, cores)]);
  expect(alikeAndApart(opened, chosenCells(opened, firstView(opened))).alike.get('contenders')).toBe('4');
});

describe('a pick', () => {
  const name = (key: string, text: string): number => data.facets[place(key)]?.names.indexOf(text) ?? -1;
  const moved = (from: ExplorerView, key: string, text: string) => movedTo(data, from, place(key), name(key, text));

  test('of another machine takes what was measured there as near as can be, and says what changed along', () => {
    const { picked, along } = moved(firstView(data), 'machine', 'A, 2 cores, Linux');
    const chosen = chosenCells(data, { ...all, picked });
    expect(chosen).toHaveLength(3);
    expect(alikeAndApart(data, chosen).apart).toEqual([]);
    expect(along).toEqual([]);
  });

  test('that was measured otherwise alone leads there, and not to nothing', () => {
    const start = { ...all, picked: moved(firstView(data), 'machine', 'A, 2 cores, Linux').picked };
    const { picked, along } = moved(start, 'contenders', '16');
    expect(chosenCells(data, { ...all, picked })).toHaveLength(1);
    expect(along.map(({ title, to }) => [title, to])).toContainEqual(['Machine', 'B, 2 cores, Linux']);
  });

  test('of all machines is one of all their records', () => {
    const { picked } = movedToAll(data, firstView(data), place('machine'));
    const { apart } = alikeAndApart(data, chosenCells(data, { ...all, picked }));
    expect(apart.map(({ title }) => title)).toEqual(['Machine']);
  });

  test('leaves what all are picked of', () => {
    expect(moved(all, 'contenders', '2').picked.filter((each) => each !== null)).toHaveLength(1);
  });
});

test('what a cell shows when it is opened comes back from text', () => {
  const facts = { wait: { p50: 60, p99: 120, max: 3000 }, handoffsPerMillion: 2, jain: null, promised: true };
  expect(unpackFacts(packFacts(facts))).toEqual(facts);
  expect(unpackFacts(packFacts({ ...facts, wait: null, promised: false }))).toEqual({
    ...facts,
    wait: null,
    promised: false,
  });
  const course = [
    { at: 0, ns: 20, low: 19, high: 22 },
    { at: 7, ns: null },
  ];
  expect(unpackCourse(packCourse(course))).toEqual(course);
  expect(unpackCourse('')).toEqual([]);
});

test('commands are kept once for many strategies, and name the right one', () => {
  expect(data.commands.texts.length).toBeLessThan(data.rates.length);
  expect(commandOf(data, 1)).toMatch(/--strategies spinlock\/tas .*--threads 2/);
});
