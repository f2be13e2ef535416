import { syntheticRecord } from '@contend/record/fixture';
import { expect, test } from 'vitest';
import { chartData, firstView } from '../charts/data.ts';
import { addressOf, viewAt } from './address.ts';
import type { View } from './data.ts';

const record = syntheticRecord();
for (const cell of record.cells.slice(0, 3)) cell.workload = 'typical';
const data = chartData(record);
const first = firstView(record, data);
const only = (...indexes: number[]): View['strategies'] => data.looks.map((_, index) => indexes.includes(index));

test.for<[string, Partial<View>]>([
  ['two strategies', { strategies: only(1, 4) }],
  ['all but two', { strategies: only(1, 4).map((shown) => !shown) }],
  ['none', { strategies: only() }],
  ['one world', { worlds: [false, true] }],
  ['another workload', { workload: 1 - first.workload }],
  ['another scale', { scale: 'linear' }],
  ['a part of the axis', { zoom: [1.234e6, 5.678e8] }],
  [
    'all of it',
    {
      ...{ strategies: only(0), worlds: [true, false], workload: 1 - first.workload, scale: 'linear' },
      zoom: [1.234e6, 5.678e8],
    },
  ],
])('a view is the same when its address is opened: %s', ([, part]) => {
  const view = { ...first, ...part };
  const address = addressOf(data, view, first);
  expect(viewAt(address, data, first)).toEqual(view);
  expect(address).not.toBe('');
  expect(address.length).toBeLessThan(90);
});

test('the view that a page opens with has no address', () => {
  expect(addressOf(data, first, first)).toBe('');
  expect(viewAt('', data, first)).toEqual(first);
});

test('an address outlives a page that is made anew with one strategy more', () => {
  const address = addressOf(data, { ...first, strategies: only(1) }, first);
  const more = { ...data, looks: [{ ...data.looks[0], name: 'a/new' }, ...data.looks] as typeof data.looks };
  const { strategies } = viewAt(address, more, { ...first, strategies: more.looks.map(() => true) });
  expect(more.looks.filter((_, index) => strategies[index]).map(({ name }) => name)).toEqual([data.looks[1]?.name]);
});

test('an address of somebody else’s making picks nothing that is not there', () => {
  for (const address of [
    'workload=<script>',
    'scale=cubic',
    'world=x',
    'only',
    '%',
    '__proto__=1',
    'zoom=',
    'zoom=1',
    'zoom=x_y',
    'zoom=9_-9',
    'zoom=1_1e999',
    'zoom=5_5',
  ]) {
    const view = viewAt(address, data, first);
    expect(view.workload).toBe(first.workload);
    expect(view.scale).toBe('log');
    expect(view.zoom).toBeNull();
    expect(view.strategies).toHaveLength(data.looks.length);
  }
});
