import { syntheticRecord } from '@contend/record/fixture';
import { expect, test } from 'vitest';
import { hostileRecord } from '../fixtures/hostile.ts';
import { renderCsv } from './csv.ts';

/** RFC 4180, by hand: what reads must not be what wrote. */
function fieldsOf(csv: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g)) {
    rows.at(-1)?.push(quoted === undefined ? (plain as string) : quoted.replaceAll('""', '"'));
    if (end === '\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

test('a head, and a row a cell with plain numbers', () => {
  const record = syntheticRecord();
  const [head = [], ...rows] = fieldsOf(renderCsv(record));
  expect(rows).toHaveLength(record.cells.length);
  expect(new Set(rows.map((row) => row.length))).toEqual(new Set([head.length]));
  const of = (name: string): string => rows[3]?.[head.indexOf(name)] as string;
  const cell = record.cells[3];
  expect(of('strategy')).toBe(cell?.strategy);
  expect(Number(of('increments_per_s'))).toBe(cell?.throughput?.median);
  expect(of('promised')).toBe(String(cell?.promised));
});

test('what was not measured is empty, not 0', () => {
  const csv = renderCsv(
    syntheticRecord({ cells: [{ strategy: 'a/b', world: 'threads', contenders: 2, ns: 9, verdict: 'deadlock' }] }),
  );
  const [head = [], row = []] = fieldsOf(csv);
  for (const name of ['increments_per_s', 'wait_max_ns', 'rank', 'explored']) expect(row[head.indexOf(name)]).toBe('');
});

test('no text is a formula, and none leaves its field', () => {
  const record = hostileRecord();
  const [head = [], ...rows] = fieldsOf(renderCsv(record));
  expect(rows).toHaveLength(record.cells.length);
  const texts = rows.flatMap((row) =>
    ['strategy', 'world', 'reproduce', 'runtime'].map((name) => row[head.indexOf(name)] as string),
  );
  expect(texts.filter((text) => /^[=+\-@]/.test(text))).toEqual([]);
  expect(texts).toContain('\'=HYPERLINK("https://example.org")');
});
