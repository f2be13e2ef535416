import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { recordPath } from '@contend/record';
import { syntheticRecord } from '@contend/record/fixture';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeDocument } from './document.ts';
import { ENGINE, type Engine } from './engine.ts';
import { validateDocument } from './validate.ts';

const { host, startedAt, finishedAt, suite } = syntheticRecord({ blocks: 2 });
const document: Engine = {
  startedAt,
  finishedAt,
  host,
  suite,
  runtime: { name: 'node', version: '26.0.0', engine: 'V8 14' },
  pinned: true,
  windows: 15,
  windowMs: 5,
  rows: [{ operation: 'pause', ns: [31, 32] }],
};
let out: string;

beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'contend-engine-'));
});
afterEach(() => rmSync(out, { recursive: true }));

test('it lies beside its machine’s records, is validated by its name, and replaces the one before', () => {
  writeDocument(out, ENGINE, document);
  const again = { ...document, rows: [{ operation: 'wake-up', ns: [] }] };
  const path = writeDocument(out, ENGINE, again);
  expect(dirname(path)).toBe(dirname(recordPath(out, document)));
  expect(readdirSync(dirname(path))).toEqual(['engine.json']);
  expect(validateDocument(path)?.ok).toBe(true);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(again);
});

test.each([Number.NaN, 0, -1])('%d is no figure: it is refused, and nothing is written', (ns) => {
  const wrong = { ...document, rows: [{ operation: 'pause', ns: [ns] }] };
  expect(() => writeDocument(out, ENGINE, wrong)).toThrow(/engine\.json would not be valid \(rows\[0\]\.ns\[0\]/);
  expect(readdirSync(out)).toEqual([]);
});
