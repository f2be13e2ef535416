import { expect, test } from 'vitest';
import { allowedCores, formatCoreList, parseCoreList } from './core-list.ts';

test.each([
  ['0', [0]],
  ['0-3', [0, 1, 2, 3]],
  ['0-1,4,6-7', [0, 1, 4, 6, 7]],
  ['', null],
  ['0-', null],
  ['all', null],
])('the list %j is %j', (list, cores) => {
  expect(parseCoreList(list)).toEqual(cores);
});

test.each(['0', '0-3', '0-1,4,6-7', '0,2,4', ''])('the list %j is written as it is read', (list) => {
  expect(formatCoreList(parseCoreList(list) ?? [])).toBe(list);
});

test('the allowed cores stand in the status of a process', () => {
  const status = 'Name:\tnode\nCpus_allowed:\tff\nCpus_allowed_list:\t2-3\nMems_allowed_list:\t0\n';
  expect(allowedCores(status)).toEqual([2, 3]);
  expect(allowedCores('Name:\tnode\n')).toBeNull();
});
