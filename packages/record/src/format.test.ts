import { expect, test } from 'vitest';
import { syntheticRecord } from './fixture.ts';
import { formatRecord } from './format.ts';

test('the text is the record', () => {
  const record = syntheticRecord({ blocks: 3 });
  expect(JSON.parse(formatRecord(record))).toEqual(record);
  const empty = syntheticRecord({ cells: [] });
  expect(JSON.parse(formatRecord(empty))).toEqual(empty);
});

test('a fork is a line, and so is a field', () => {
  const record = syntheticRecord({ blocks: 3 });
  const lines = formatRecord(record).split('\n');
  const forks = lines.filter((line) => line.trimStart().startsWith('{"block":'));
  expect(forks).toHaveLength(record.cells.reduce((sum, cell) => sum + cell.forks.length, 0));
  expect(lines.filter((line) => line.startsWith('  "host": {'))).toHaveLength(1);
  expect(lines.length).toBeLessThan(record.cells.length * 36 + forks.length + 20);
});
