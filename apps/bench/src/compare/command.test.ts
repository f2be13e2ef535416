import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ContendRecord, formatRecord } from '@contend/record';
import type { SyntheticCell } from '@contend/record/fixture';
import { afterAll, describe, expect, test } from 'vitest';
import { contend } from '../fixtures/in-process.ts';
import { compare } from './command.ts';
import { runsOf, thread } from './fixture.ts';
import { readSide } from './side.ts';

const folder = mkdtempSync(join(tmpdir(), 'contend-compare-'));
afterAll(() => rmSync(folder, { recursive: true }));

const CELLS = [thread('atomic/add', 14), thread('spinlock/tas', 45)];

/** A folder of runs, named as `contend run` names them. */
function runs(name: string, records: readonly ContendRecord[]): string {
  const path = join(folder, name);
  mkdirSync(path);
  records.forEach((record, run) => {
    writeFileSync(join(path, `2026-01-02T03-04-0${run}Z.json`), formatRecord(record));
  });
  return path;
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const record = (name: string, cells: readonly SyntheticCell[], seed = 1) =>
  file(name, formatRecord(runsOf(1, seed, cells)[0] as ContendRecord));

const one = record('one.json', CELLS);
const flags = { json: false, markdown: false };

describe('contend compare', () => {
  test('equal records: status 0, and one JSON document', async () => {
    const { status, stdout, stderr } = await contend(['compare', one, one, '--json']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'nothing-worse', base: { path: one, files: [one], runs: 1 } });
  });

  test('a planted wrong count: status 1, and a comment for the pull request', async () => {
    const wrong = record('wrong.json', [...CELLS.slice(1), thread('atomic/add', 1, { verdict: 'lost-updates' })]);
    const { status, stdout, stderr } = await contend(['compare', one, wrong, '--markdown']);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toMatch(/^\*\*✗ REGRESSION: 1 wrong count/);
  });

  test('a slow-down planted over several runs: status 1, at a threshold below it', async () => {
    const [base, head] = [
      runs('base', runsOf(6, 1, CELLS)),
      runs('head', runsOf(6, 50, [...CELLS.slice(1), thread('atomic/add', 28)])),
    ];
    const { status, stdout } = await contend(['compare', base, head, '--threshold', '50']);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^✗ REGRESSION: 1 slower, 1 without a called difference \(threshold 50 %\)\n/);
    const beyond = await contend(['compare', base, head, '--threshold', '150']);
    expect(beyond).toMatchObject({ status: 0, stderr: '' });
  });

  test('what cannot be compared: one line that names the field, and status 2', async () => {
    const [other] = runsOf(1, 1, CELLS) as [ContendRecord];
    for (const each of [other.runtime, ...other.runtimes]) each.version = '24.1.0';
    const path = file('other.json', formatRecord(other));
    const { status, stdout, stderr } = await contend(['compare', one, path]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toBe('contend: not comparable: runtime.version: 26.10.0 against 24.1.0; measure both sides alike\n');
  });
});

const BAD: [string, string, string][] = [
  ['truncated', file('truncated.json', '{"schemaVersion": 1, "cells": ['), 'not-json'],
  [
    'hostile',
    file('hostile.json', '{"schemaVersion": 1, "__proto__": {"admin": true}, "cells": "\\u001b[2J"}'),
    'invalid',
  ],
  ['made by a newer contend', file('future.json', '{"schemaVersion": 99}'), 'future-version'],
  ['of no known version', file('past.json', '{"schemaVersion": 0}'), 'invalid'],
  ['not there', join(folder, 'gone.json'), 'unreadable'],
  ['an empty folder', runs('empty', []), 'unreadable'],
  ['edited', file('edited.json', formatRecord(edited(runsOf(1, 1, CELLS)[0] as ContendRecord))), 'edited'],
];

function edited(made: ContendRecord): ContendRecord {
  const [cell] = made.cells;
  if (cell?.nsPerIncrement) cell.nsPerIncrement.median /= 2;
  return made;
}

test.each(BAD)('a record that is %s is refused as the reader refuses it, on either side', async (_, path, code) => {
  await expect(compare(one, path, flags)).rejects.toMatchObject({ code });
  await expect(compare(path, one, flags)).rejects.toMatchObject({ code });
});

test('one bad record spoils its folder', async () => {
  const path = runs('spoilt', runsOf(2, 1, CELLS));
  writeFileSync(join(path, '2026-01-09T00-00-00Z.json'), '{');
  await expect(compare(path, one, flags)).rejects.toMatchObject({ code: 'not-json' });
});

test('runs of several machines are no side', () => {
  const [first, second] = runsOf(2, 1, CELLS) as [ContendRecord, ContendRecord];
  second.host.cpu.model = 'Other';
  const path = runs('machines', [first, second]);
  expect(() => readSide('BASE', path)).toThrow(
    /^not comparable: host\.cpu\.model: Imaginary 2-Core against Other \(BASE: .*00Z\.json and .*01Z\.json\); give runs of one machine/,
  );
});

test('a copied run is refused: it would make the noise between runs look like none', () => {
  const path = runs('copied', runsOf(1, 1, CELLS));
  copyFileSync(join(path, '2026-01-02T03-04-00Z.json'), join(path, '2026-01-02T03-04-05Z.json'));
  expect(() => readSide('HEAD', path)).toThrow(/05Z\.json is the same run as .*00Z\.json.*remove one/);
});

test('more runs than are ever compared are refused before they are read', () => {
  const path = runs('many', []);
  for (let run = 0; run < 101; run++) copyFileSync(one, join(path, `2026-01-02T03-04-05Z-${run}.json`));
  expect(() => readSide('HEAD', path)).toThrow(/holds 101 records, and at most 100/);
});

test.each(['-1', 'x', '', '1001', '5%'])('--threshold %j is refused', async (threshold) => {
  await expect(compare(one, one, { ...flags, threshold })).rejects.toThrow(
    /--threshold .* must be a number from 0 to 1000/,
  );
});

test('--json and --markdown together are refused', async () => {
  await expect(compare(one, one, { json: true, markdown: true })).rejects.toThrow(/exclude each other/);
});
