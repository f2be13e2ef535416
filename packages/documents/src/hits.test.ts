import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { recordPath } from '@contend/record';
import { syntheticRecord } from '@contend/record/fixture';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeDocument } from './document.ts';
import { HITS, type Hits, type HitsTrial, hitsVerdict } from './hits.ts';
import { validateDocument } from './validate.ts';

const { host, startedAt, finishedAt, suite } = syntheticRecord({ blocks: 2 });
const latency = { p50: 1, p90: 2, p99: 3, p999: 4, max: 5 };
const trial: HitsTrial = {
  strategy: 'mine',
  load: 'rate',
  fault: 'kill',
  repeat: 0,
  ms: 1_000,
  due: 120,
  sent: 110,
  answered: 100,
  refused: 4,
  unknown: 6,
  counted: 103,
  verdict: 'within',
  reason: null,
  hitsPerSecond: 100,
  latency,
};
const counter = { strategy: 'mine', title: 'Mine', code: 'x', promised: true, engine: null, plugin: 'mine.ts' };
const document: Hits = {
  startedAt,
  finishedAt,
  host,
  suite,
  runtime: { name: 'node', version: '26.0.0', engine: 'V8 14' },
  argv: ['hits'],
  partial: false,
  workers: 2,
  connections: 32,
  seconds: 1,
  rate: 120,
  apart: true,
  engines: [],
  counters: [counter],
  trials: [trial],
  warnings: [],
};
let out: string;

beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'contend-hits-form-'));
});
afterEach(() => rmSync(out, { recursive: true }));

test('it lies beside its machine’s records, is valid, and replaces the one before', () => {
  writeDocument(out, HITS, document);
  const again = { ...document, partial: true };
  const path = writeDocument(out, HITS, again);
  expect(dirname(path)).toBe(dirname(recordPath(out, document)));
  expect(readdirSync(dirname(path))).toEqual(['hits.json']);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(again);
  expect(validateDocument(path)).toMatchObject({ ok: true });
});

test.for<[string, Partial<HitsTrial>, RegExp]>([
  ['of a counter that is none', { strategy: 'yours' }, /strategy: is none of the counters/],
  ['with what was due in a closed loop', { load: 'closed' }, /due: is given where/],
  ['without what was due at a fixed rate', { due: null }, /due: is given where/],
  ['some of whose requests came to nothing', { sent: 111 }, /sent: is not what became of them/],
  ['that calls a loss within', { counted: 99 }, /verdict: is within where the numbers say lost-updates/],
  ['that calls too many within', { counted: 107 }, /verdict: is within where the numbers say over-counted/],
  ['that calls what nobody could ask within', { counted: null }, /verdict: is within where the numbers say crashed/],
  ['that calls exact what may not be', { verdict: 'exact' }, /verdict: is exact where the numbers say within/],
  ['with answers of no latency', { latency: null }, /latency: is of what was answered/],
  ['with a latency of no answer', { sent: 10, answered: 0, counted: 0 }, /latency: is of what was answered/],
])('a trial %s is refused, and nothing is written', ([, wrong, says]) => {
  expect(() => writeDocument(out, HITS, { ...document, trials: [{ ...trial, ...wrong }] })).toThrow(says);
  expect(readdirSync(out)).toEqual([]);
});

test('two counters of one name are refused', () => {
  expect(() => writeDocument(out, HITS, { ...document, counters: [counter, counter] })).toThrow(/counters.*twice/);
});

test.for<[Parameters<typeof hitsVerdict>[0], HitsTrial['verdict']]>([
  [{ answered: 10, unknown: 0, counted: 10 }, 'exact'],
  [{ answered: 10, unknown: 2, counted: 10 }, 'within'],
  [{ answered: 10, unknown: 2, counted: 12 }, 'within'],
  [{ answered: 10, unknown: 2, counted: 13 }, 'over-counted'],
  [{ answered: 10, unknown: 2, counted: 9 }, 'lost-updates'],
  [{ answered: 10, unknown: 2, counted: null }, 'crashed'],
])('%o is %s', ([numbers, verdict]) => {
  expect(hitsVerdict(numbers)).toBe(verdict);
});
