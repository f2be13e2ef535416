import { syntheticRecord } from '@contend/record/fixture';
import { expect, test } from 'vitest';
import { type Facts, factsOf, sourcesAmong } from './machine.ts';

const NOTHING: Facts = {
  faults: false,
  sweep: false,
  'mostly-read': false,
  distance: false,
  latency: false,
  explored: [],
};
const held = (name: string, facts: Partial<Facts>) => ({ name, facts: { ...NOTHING, ...facts } });
const names = (sources: ReturnType<typeof sourcesAmong<ReturnType<typeof held>>>) =>
  Object.fromEntries(Object.entries(sources).map(([kind, source]) => [kind, source?.name ?? null]));

test('what the newest record lacks is taken from the newest other one that has it', () => {
  const others = [
    held('plain', {}),
    held('swept', { sweep: true, explored: ['a/b', 'a/c'] }),
    held('full', { sweep: true, faults: true, 'mostly-read': true, explored: ['a/b', 'a/c', 'a/d'] }),
  ];
  expect(names(sourcesAmong(held('newest', { explored: ['a/b'] }), others))).toEqual({
    faults: 'full',
    sweep: 'swept',
    'mostly-read': 'full',
    distance: null,
    latency: null,
    explored: 'swept',
  });
});

test('what the newest record has is its own, however much more another has', () => {
  const newest = held('newest', { faults: true, sweep: true, 'mostly-read': true, explored: ['a/b', 'a/c'] });
  const other = held('other', { faults: true, sweep: true, 'mostly-read': true, explored: ['a/b'] });
  expect(names(sourcesAmong(newest, [other]))).toEqual({
    faults: null,
    sweep: null,
    'mostly-read': null,
    distance: null,
    latency: null,
    explored: null,
  });
});

test('a record has what was measured in it; a run that asked for no faults, or found none to make, has none', () => {
  const cells = ['hot', 'sweep-100', 'mostly-read-10'].map((workload) => ({
    ...{ strategy: 'a/b', world: 'threads' as const, contenders: 2, ns: 10 },
    workload,
  }));
  const record = syntheticRecord({ cells });
  expect(factsOf(record)).toEqual({
    faults: false,
    sweep: true,
    'mostly-read': true,
    distance: false,
    latency: false,
    explored: [],
  });
  expect(factsOf({ ...record, faults: [] }).faults).toBe(false);
  Object.assign(record.cells[0] ?? {}, {
    explored: { verdict: 'no violation', reached: null, states: 1, source: 'a/b', says: '' },
  });
  expect(factsOf(record).explored).toEqual(['a/b']);
});
