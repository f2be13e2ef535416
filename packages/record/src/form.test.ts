import { expect, test } from 'vitest';
import { syntheticRecord } from './fixture.ts';
import { parseForm } from './form.ts';

const record = syntheticRecord({ cells: [{ strategy: 'atomic/add', world: 'threads', contenders: 2, ns: 14 }] });

test('a record is of the form', () => {
  expect(parseForm(record)).toEqual({ record });
});

test('the first field that is not is named', () => {
  const cells = [...record.cells, { ...record.cells[0], contenders: 1.5 }];
  expect(parseForm({ ...record, cells })).toEqual({
    problem: { path: ['cells', 1, 'contenders'], message: 'expected int, received number' },
  });
});

test('nothing behind the first wrong cell is looked at', () => {
  const looked: number[] = [];
  const wrong = (i: number) => ({
    get strategy() {
      looked.push(i);
      return i;
    },
  });
  expect(parseForm({ ...record, cells: Array.from({ length: 100 }, (_, i) => wrong(i)) })).toHaveProperty('problem');
  expect(new Set(looked)).toEqual(new Set([0]));
});
