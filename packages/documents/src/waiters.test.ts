import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { recordPath } from '@contend/record';
import { syntheticRecord } from '@contend/record/fixture';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeDocument } from './document.ts';
import { WAITERS, type Waiters, type WaitersRow } from './waiters.ts';

const { host, startedAt, finishedAt, suite } = syntheticRecord({ blocks: 2 });
const row: WaitersRow = {
  strategy: 'a/b',
  strategyVersion: '1',
  guest: true,
  waiters: 64,
  ns: [200, 210],
  reason: null,
};
const document: Waiters = {
  startedAt,
  finishedAt,
  host,
  suite,
  runtime: { name: 'node', version: '26.0.0', engine: 'V8 14' },
  warmUpMs: 100,
  windowMs: 100,
  rows: [row],
};
let out: string;

beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'contend-waiters-'));
});
afterEach(() => rmSync(out, { recursive: true }));

test('it lies beside its machine’s records and replaces the one before', () => {
  writeDocument(out, WAITERS, document);
  const again = { ...document, rows: [{ ...row, ns: [], reason: 'no answer within 10 s' }] };
  const path = writeDocument(out, WAITERS, again);
  expect(dirname(path)).toBe(dirname(recordPath(out, document)));
  expect(readdirSync(dirname(path))).toEqual(['waiters.json']);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(again);
});

test.for<[string, Partial<WaitersRow>]>([
  ['a figure that is not one', { ns: [Number.NaN] }],
  ['figures and a reason', { reason: 'died' }],
  ['neither', { ns: [] }],
])('%s is refused, and nothing is written', ([, wrong]) => {
  expect(() => writeDocument(out, WAITERS, { ...document, rows: [{ ...row, ...wrong }] })).toThrow(/rows\[0\]\.ns/);
  expect(readdirSync(out)).toEqual([]);
});
