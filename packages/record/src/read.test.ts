import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RecordError, type RecordErrorCode } from './error.ts';
import { type SyntheticCell, syntheticRecord } from './fixture.ts';
import { readRecord } from './read.ts';
import type { Cell, ContendRecord } from './schema.ts';
import { hasControlCharacters } from './text.ts';

let folder: string;
let file: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'contend-read-'));
  file = join(folder, 'record.json');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** One of each kind, so that every summary is there and most are not null. */
const CELLS: SyntheticCell[] = [
  { strategy: 'atomic/add', world: 'threads', contenders: 2, ns: 14 },
  { strategy: 'spinlock/tas', world: 'threads', contenders: 2, ns: 45 },
  { strategy: 'unlocked/plain', world: 'threads', contenders: 2, ns: 2, verdict: 'lost-updates', promised: false },
  { strategy: 'guests/forgetful', world: 'threads', contenders: 2, ns: 2, verdict: 'deadlock', guest: true },
];
const VALID = JSON.stringify(syntheticRecord({ cells: CELLS, blocks: 12 }));
const copy = () => JSON.parse(VALID) as ContendRecord;

function read(content: string | Uint8Array): ReturnType<typeof readRecord> {
  writeFileSync(file, content);
  return readRecord(file);
}

/** The error of reading it, which must be of the kind that can be shown. */
function refusal(content: string | Uint8Array): RecordError | null {
  try {
    read(content);
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(RecordError);
    const { message } = error as RecordError;
    expect(hasControlCharacters(message)).toBe(false);
    expect(message.length).toBeLessThan(2_001);
    expect(message).toContain(file);
    return error as RecordError;
  }
}

test('a record comes back as it was written', () => {
  expect(read(VALID)).toEqual({ record: copy(), recomputed: true });
});

test('summaries by other formulas are not recomputed, and that is said', () => {
  const other = copy();
  other.method = '0';
  Object.assign(other.cells[0]?.throughput ?? {}, { median: 1 });
  expect(read(JSON.stringify(other)).recomputed).toBe(false);
});

/** Every field of every cell that is not raw, as its path. */
function summaries(): (string | number)[][] {
  const raw = new Set(['strategy', 'strategyVersion', 'guest', 'world', 'contenders', 'workload', 'runtime']);
  for (const name of [
    'engine',
    'hosts',
    'pinned',
    'promised',
    'wait',
    'waitByTime',
    'latency',
    'reproduce',
    'explored',
    'audit',
  ])
    raw.add(name);
  raw.add('forks');
  const leaves = (value: unknown, path: (string | number)[]): (string | number)[][] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]))
      : [path];
  return copy().cells.flatMap((cell, i) =>
    Object.entries(cell).flatMap(([key, value]) => (raw.has(key) ? [] : leaves(value, ['cells', i, key]))),
  );
}

function at(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], value);
}

function put(value: unknown, path: readonly (string | number)[], leaf: unknown): void {
  (at(value, path.slice(0, -1)) as Record<string | number, unknown>)[path.at(-1) as string] = leaf;
}

/** Other values of the same form. */
function lies(path: readonly (string | number)[], truth: unknown): unknown[] {
  const name = path.at(-1);
  if (name === 'verdict') return ['exact', 'overlap', 'crashed'].filter((verdict) => verdict !== truth);
  if (name === 'reason') return [truth === null ? 'none' : null, 'another'];
  if (name === 'jain' || name === 'overlap') return [0.5, null, 0, (truth as number) * (1 - 1e-8)];
  if (name === 'throughput' || name === 'nsPerIncrement') return [{ median: 1, low: null, high: null }];
  if (typeof truth !== 'number') return [1];
  if (Number.isInteger(truth)) return [truth + 1, name === 'rank' ? null : truth + 1_000];
  return [truth * (1 + 1e-8), truth * 2, 0, null];
}

describe('an edited summary is found out', () => {
  test.each(summaries().map((path) => [path.join('.'), path] as const))('%s', (_, path) => {
    const truth = at(copy(), path);
    for (const lie of lies(path, truth)) {
      if (lie === truth) continue;
      const record = copy();
      put(record, path, lie);
      const error = refusal(JSON.stringify(record));
      // A null where the form has a number is not even a lie.
      const expected: RecordErrorCode[] = lie === null ? ['edited', 'invalid'] : ['edited'];
      expect(expected, `${String(truth)} became ${String(lie)}`).toContain(error?.code);
    }
  });

  test('whole estimates taken away', () => {
    for (const name of ['throughput', 'nsPerIncrement'] as const) {
      const record = copy();
      put(record, ['cells', 0, name], null);
      expect(refusal(JSON.stringify(record))?.code).toBe('edited');
    }
  });

  test('raw rounds that no longer make the summaries', () => {
    const record = copy();
    put(record, ['cells', 0, 'forks', 3, 'rounds', 0, 'ms'], 40);
    expect(refusal(JSON.stringify(record))?.code).toBe('edited');
  });

  test('one update among billions', () => {
    const record = syntheticRecord({ cells: [{ strategy: 'atomic/add', world: 'threads', contenders: 2, ns: 0.1 }] });
    const cell = record.cells[0] as Cell;
    expect(cell.expected).toBeGreaterThan(2e9);
    for (const name of ['expected', 'observed'] as const) {
      const edited = { ...record, cells: [{ ...cell, [name]: cell[name] + 1 }] };
      expect(refusal(JSON.stringify(edited))?.code).toBe('edited');
    }
  });

  test('but a last place rounded differently is not', () => {
    const record = copy();
    const path = ['cells', 0, 'throughput', 'median'];
    put(record, path, (at(record, path) as number) * (1 + 1e-12));
    expect(refusal(JSON.stringify(record))).toBeNull();
  });
});

test('the message names the file, the field, both values and how to mend it', () => {
  const record = copy();
  put(record, ['cells', 2, 'lost'], 0);
  const message = refusal(JSON.stringify(record))?.message;
  expect(message).toContain(`${file}: cells[2].lost: is 0, but the rounds make `);
  expect(message).toContain('restore the file as it was written, or measure again');
});

test('a record from the future asks for an update, whatever else it holds', () => {
  const error = refusal('{ "schemaVersion": 3, "cells": "of another kind" }');
  expect(error?.code).toBe('future-version');
  expect(error?.message).toContain('was made by a newer contend');
  expect(error?.message).toContain('update');
});

describe('hostile and broken input costs one line', () => {
  const nested = (times: number) => '['.repeat(times) + ']'.repeat(times);
  const withStart = (start: string) => VALID.replace('{', `{${start},`);
  const cell = VALID.slice(VALID.indexOf('"cells":[') + 9, VALID.indexOf(',{"strategy":"spinlock/tas"'));

  test.each<[string, RecordErrorCode, string | (() => string | Uint8Array)]>([
    ['nothing', 'not-json', ''],
    ['half a record', 'not-json', VALID.slice(0, VALID.length / 2)],
    ['two records', 'not-json', VALID + VALID],
    ['escape sequences instead of JSON', 'not-json', '\u001b]0;owned\u0007\u001b[2J{'],
    ['bytes that are no text', 'not-json', () => Uint8Array.of(0x22, 0xff, 0xfe, 0x22)],
    ['zeros', 'not-json', () => new Uint8Array(1_000)],
    ['nesting by the million', 'not-json', () => nested(5_000_000)],
    ['nesting in a field', 'not-json', () => withStart(`"deep":${nested(50)}`)],
    ['parts by the million', 'not-json', () => `[${'{},'.repeat(3_000_000)}{}]`],
    ['null', 'invalid', 'null'],
    ['a number', 'invalid', '1e999'],
    ['a list', 'invalid', '[]'],
    ['an empty object', 'invalid', '{}'],
    ['a version that is none', 'invalid', '{ "schemaVersion": 0 }'],
    ['a version in words', 'invalid', '{ "schemaVersion": "99" }'],
    ['a prototype', 'invalid', withStart('"__proto__":{"schemaVersion":1}')],
    ['a constructor', 'invalid', withStart('"constructor":{"prototype":{}}')],
    ['an unknown field with a name of escapes', 'invalid', withStart('"\\u001b[31m\\n":1')],
    ['a prototype deep inside', 'invalid', VALID.replace('"vendor":', '"__proto__":{"x":1},"vendor":')],
    ['escapes in a text', 'invalid', VALID.replace('"Imaginary 2-Core"', '"\\u001b[2JImaginary"')],
    ['infinity', 'invalid', VALID.replace('"pingPongNs":', '"pingPongNs":1e999,"was":')],
    ['a number beyond all counts', 'invalid', VALID.replace(/"operations":\d+/, '"operations":1e300')],
    ['a negative count', 'invalid', VALID.replace(/"operations":\d+/, '"operations":-1')],
    ['a huge text', 'invalid', () => VALID.replace('Imaginary', 'x'.repeat(10_000_000))],
    ['a huge number', 'invalid', () => VALID.replace(/"memoryBytes":\d+/, `"memoryBytes":${'9'.repeat(100_000)}`)],
    ['errors by the hundred thousand', 'invalid', () => VALID.replace(cell, '{},'.repeat(99_000).slice(0, -1))],
    ['the same cell twice', 'invalid', () => VALID.replace(cell, `${cell},${cell}`)],
  ])('%s', (_, code, content) => {
    expect(refusal(typeof content === 'string' ? content : content())?.code).toBe(code);
  });

  test('a file that is too large is not even opened', () => {
    writeFileSync(file, '');
    truncateSync(file, 64 * 2 ** 20 + 1);
    expect(() => readRecord(file)).toThrow(expect.objectContaining({ code: 'too-large' }));
  });

  test.each([
    ['a file that is not there', () => join(folder, 'none.json'), 'no such file or directory'],
    ['a folder', () => folder, 'is not a file'],
    ['a path through a file', () => join(file, 'record.json'), 'not a directory'],
    ['a name of escapes', () => join(folder, '\u001b[31m\n.json'), 'no such file'],
    ['a name that no system has', () => `${folder}/\0`, 'null bytes'],
  ])('%s', (_, path, words) => {
    writeFileSync(file, VALID);
    const error = thrown(() => readRecord(path()));
    expect(error.code).toBe('unreadable');
    expect(error.message).toContain(words);
    expect(hasControlCharacters(error.message)).toBe(false);
  });

  test.skipIf(process.platform === 'win32')('a device that never ends', () => {
    expect(thrown(() => readRecord('/dev/zero')).message).toContain('is not a file');
  });
});

function thrown(act: () => unknown): RecordError {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(RecordError);
    return error as RecordError;
  }
  throw new Error('nothing was thrown');
}

describe('whatever is done to a record, it is refused in one line or still true', () => {
  const paths: (string | number)[][] = [];
  const walk = (value: unknown, path: (string | number)[]): void => {
    if (path.length > 0) paths.push(path);
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) walk(inner, [...path, Array.isArray(value) ? Number(key) : key]);
  };
  walk(copy(), []);
  const summarised = new Set(summaries().map((path) => path.join('.')));

  const leaf = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.double(),
    fc.integer(),
    fc.constantFrom(null, -0, 1e308, 5e-324, 2 ** 53, '__proto__', '\u001b[2J', '9'.repeat(400)),
  );

  test('any field replaced', () => {
    fc.assert(
      fc.property(fc.constantFrom(...paths), leaf, (path, value) => {
        const record = copy();
        const truth = at(record, path);
        put(record, path, value);
        if (refusal(JSON.stringify(record)) !== null) return;
        // Accepted: then no summary may have changed by more than a rounding error.
        if (!summarised.has(path.join('.')) || truth === value) return;
        expect(Math.abs((value as number) / (truth as number) - 1)).toBeLessThanOrEqual(1e-9);
      }),
      { numRuns: 300 },
    );
  });

  /** What came into the format later, and may be missing in a file of before. */
  const LATER = [
    ...['readsPerWrite', 'reads', 'calibration', 'explored', 'faults', 'signature', 'engines', 'inFlight', 'hosts'],
    ...['distanceMs', 'latency', 'refused', 'unknown', 'failed', 'roundTrips', 'trials', 'alike'],
  ];

  // All of them, not a sample: which field may be missing is the format's promise.
  test('each field removed', () => {
    for (const path of paths) {
      const record = copy();
      const parent = at(record, path.slice(0, -1)) as Record<string, unknown> | unknown[];
      if (Array.isArray(parent)) parent.splice(path.at(-1) as number, 1);
      else delete parent[path.at(-1) as string];
      const error = refusal(JSON.stringify(record));
      const later = LATER.includes(String(path.at(-1))) || (path[0] === 'cells' && path.at(-1) === 'engine');
      if (later) expect(error, path.join('.')).toBeNull();
      else if (!Array.isArray(parent)) expect(error?.code, path.join('.')).toBe('invalid');
    }
  });

  test('any bytes changed, cut out or put in', () => {
    const bytes = Buffer.from(VALID);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(20), fc.uint8Array({ maxLength: 20 }), (start, cut, put) => {
        refusal(Buffer.concat([bytes.subarray(0, start), put, bytes.subarray(start + cut)]));
      }),
      { numRuns: 200 },
    );
  });

  test('any JSON', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (json) => {
        expect(refusal(json)).not.toBeNull();
      }),
    );
  });
});
