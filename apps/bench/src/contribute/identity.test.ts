import { formatRecord } from '@contend/record';
import { syntheticRecord } from '@contend/record/fixture';
import { expect, test } from 'vitest';
import { identifying, namesOf } from './identity.ts';

const NAMES = namesOf({
  hostname: 'tower.example.org',
  users: ['ada', undefined],
  home: '/home/ada',
  cwd: 'C:\\work\\c',
});
const record = () =>
  syntheticRecord({ cells: [{ strategy: 'a/b', world: 'threads', contenders: 2, ns: 9 }], blocks: 2 });

test('a synthetic record names nobody, wherever it is looked at', () => {
  expect(identifying(record(), NAMES)).toEqual([]);
  expect(identifying(record(), namesOf())).toEqual([]);
});

test.each<[string, string, string[]]>([
  ['its name', 'Linux on tower', ['host name']],
  ['its full name', 'x@TOWER.example.org', ['host name', 'host name']],
  ['its user', 'Ada’s', ['user name']],
  ['a path of its user', 'Error at file:///home/ada/mine.ts:3', ['user name', 'home directory']],
  ['where it was typed', 'C:\\work\\c\\mine.ts', ['working directory']],
])('%s in any field is found', (_, text, whats) => {
  const named = record();
  Object.assign(named.cells[0] ?? {}, { reason: text });
  expect(identifying(named, NAMES)).toEqual(whats.map((what) => ({ field: 'cells[0].reason', what })));
});

test('each kind of field is looked at', () => {
  const named = record();
  named.plan.argv.push('--out=/home/ada/x');
  named.warnings.push({ code: 'ada', message: '', mend: null });
  expect(new Set(identifying(named, NAMES).map(({ field }) => field))).toEqual(
    new Set(['plan.argv[1]', 'warnings[1].code']),
  );
  expect(identifying({ ada: 1 }, NAMES)).toEqual([{ field: 'the record', what: 'user name' }]);
});

test('a name within a word is not it, and what a system calls everybody names nobody', () => {
  expect(identifying({ x: 'adaptive towers' }, NAMES)).toEqual([]);
  const everybody = namesOf({ hostname: 'debian', users: ['root', 'me'], home: '/', cwd: '/' });
  expect(everybody).toEqual([]);
  expect(identifying(JSON.parse(formatRecord(record())), everybody)).toEqual([]);
});
