import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { recordPath } from '@contend/record';
import { syntheticRecord } from '@contend/record/fixture';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readDocument, writeDocument } from './document.ts';
import { FUZZING, type Fuzzing } from './fuzzing.ts';
import { INTERRUPTIONS, type Interruptions } from './interruptions.ts';
import { SOAK, type Soak, type SoakRow } from './soak.ts';
import { validateDocument } from './validate.ts';

const record = syntheticRecord({ blocks: 2 });
const { host, startedAt, suite } = record;
const runtime = { name: 'node', version: '26.0.0', engine: 'V8 14' };
const row: SoakRow = {
  ...{ strategy: 'a/b', strategyVersion: '1', world: 'threads', contenders: 2, pinned: true, startedAt, forks: 2 },
  ...{ commit: null, operations: 1_000, observed: 1_000, seconds: 3, verdict: 'exact', reason: null, reached: true },
};
const soak: Soak = { host, runtime, suite, increments: 1_000, rows: [row] };
const interruptions: Interruptions = {
  ...{ startedAt, host, runtime, suite, seed: 1 },
  rows: [{ signal: 'SIGKILL', afterMs: 3, status: null, records: 1, partial: 1, faults: [] }],
};
const fuzzing: Fuzzing = {
  ...{ startedAt, host, runtime, suite, seed: 1, seconds: 2, compared: 1, drawn: 1, faults: [] },
  mutations: [{ name: 'cut', accepted: 1, refused: 9 }],
};
let out: string;

beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'contend-document-'));
});
afterEach(() => rmSync(out, { recursive: true }));

test('each lies beside its machine’s records, replaces the one before and is validated by its name', () => {
  writeDocument(out, SOAK, { ...soak, increments: 2, rows: [{ ...row, operations: 2, observed: 2 }] });
  const path = writeDocument(out, SOAK, soak);
  expect(readDocument(path, SOAK)).toEqual(soak);
  expect(dirname(path)).toBe(dirname(recordPath(out, record)));
  writeDocument(out, INTERRUPTIONS, interruptions);
  writeDocument(out, FUZZING, fuzzing);
  expect(readdirSync(dirname(path)).sort()).toEqual(['fuzz.json', 'interruptions.json', 'soak.json']);
  expect(readdirSync(dirname(path)).map((name) => validateDocument(join(dirname(path), name))?.ok)).toEqual([
    true,
    true,
    true,
  ]);
  expect(validateDocument('2026-01-02T03-04-05Z.json')).toBeNull();
});

test.for<[string, object, string]>([
  ['an exact count that is wrong', { observed: 999 }, 'verdict'],
  ['more counted than done', { observed: 1_001 }, 'observed'],
  ['a loss of nothing', { verdict: 'lost-updates' }, 'verdict'],
  ['a goal that was not reached', { operations: 999, observed: 999 }, 'reached'],
  ['a goal that was', { reached: false }, 'reached'],
  ['an exact count of nothing', { operations: 0, observed: 0, reached: false }, 'operations'],
  ['a reason for nothing', { reason: 'because' }, 'reason'],
  ['a field too many', { more: 1 }, 'rows'],
  ['a number that is none', { seconds: Number.NaN }, 'seconds'],
])('a soak with %s is neither written nor read', ([, wrong, field]) => {
  const lie = { ...soak, rows: [{ ...row, ...wrong }] };
  expect(() => writeDocument(out, SOAK, lie)).toThrow(field);
  expect(readdirSync(out)).toEqual([]);
  writeFileSync(join(out, SOAK.file), JSON.stringify(lie));
  expect(validateDocument(join(out, SOAK.file))).toMatchObject({ ok: false, error: { code: 'invalid' } });
});

test('a strategy is soaked once', () => {
  expect(() => writeDocument(out, SOAK, { ...soak, rows: [row, row] })).toThrow('is there twice');
});

test('no more is looked at than was accepted', () => {
  expect(() => writeDocument(out, FUZZING, { ...fuzzing, compared: 2 })).toThrow('compared');
});

test('half a document is refused in one line', () => {
  const path = writeDocument(out, SOAK, soak);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.slice(0, text.length / 2));
  expect(() => readDocument(path, SOAK)).toThrow(/is not JSON/);
});
