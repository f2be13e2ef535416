import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ContendRecord, formatRecord, recordPath } from '@contend/record';
import { expect, onTestFinished, test } from 'vitest';
import { runsOf, thread } from '../compare/fixture.ts';
import { validatePublished } from './published.ts';

const CELLS = [thread('atomic/add', 14), thread('spinlock/tas', 45)];
const NOW = Date.parse('2026-01-10T00:00:00Z');
const ONE = '2026-01-02T03-04-05Z.json';
const TWO = '2026-01-03T03-04-05Z.json';

/** Two runs of one machine, as they were written. @returns the folder of the results, and the machine's in it */
function results(cells = CELLS) {
  const folder = mkdtempSync(join(tmpdir(), 'contend-published-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const first = runsOf(1, 1, CELLS)[0] as ContendRecord;
  const second = {
    ...(runsOf(1, 50, cells)[0] as ContendRecord),
    startedAt: '2026-01-03T03:04:05.000Z',
    finishedAt: '2026-01-03T03:09:05.000Z',
  };
  for (const record of [first, second]) {
    const path = recordPath(folder, record);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, formatRecord(record));
  }
  return { folder, machine: dirname(recordPath(folder, first)) };
}

const wrong = (folder: string) =>
  validatePublished([folder], NOW).flatMap(({ error }) => (error === undefined ? [] : [error.message]));
const reproduced = { [ONE]: { status: 'reproduced', by: 'maintainer', on: '2026-01-04', against: TWO } };

test('nothing is wrong with the committed results', () => {
  const committed = fileURLToPath(new URL('../../../../results', import.meta.url));
  const found = validatePublished([committed], Date.now());
  expect(found.length).toBeGreaterThan(0);
  expect(found.filter(({ ok }) => !ok)).toEqual([]);
});

test('runs as they were written, and a note that two of them bear', () => {
  const { folder, machine } = results();
  writeFileSync(join(machine, 'notes.json'), JSON.stringify(reproduced));
  expect(wrong(folder)).toEqual([]);
});

test('a note that its runs do not bear is named', () => {
  const { folder, machine } = results([thread('atomic/add', 45), thread('spinlock/tas', 14)]);
  writeFileSync(join(machine, 'notes.json'), JSON.stringify(reproduced));
  expect(wrong(folder)).toEqual([expect.stringMatching(/is not reproduced by .*other way round; correct or remove/)]);
  writeFileSync(join(machine, 'notes.json'), JSON.stringify({ '2025-01-01T00-00-00Z.json': { ...reproduced[ONE] } }));
  expect(wrong(folder)).toEqual([expect.stringMatching(/no such file/)]);
  writeFileSync(join(machine, 'notes.json'), '[');
  expect(wrong(folder)).toEqual([expect.stringMatching(/not JSON/)]);
});

test('a soak beside the records, or given alone, is held to its form', () => {
  const { folder, machine } = results();
  const soak = join(machine, 'soak.json');
  writeFileSync(soak, '{ "rows": [] }');
  expect(wrong(folder)).toEqual([expect.stringContaining(soak)]);
  expect(validatePublished([soak], NOW)).toMatchObject([{ file: soak, ok: false }]);
});

test('a record moved to another machine or time, and a script beside it, are named', () => {
  const { folder, machine } = results();
  copyFileSync(join(machine, ONE), join(machine, '2026-01-05T03-04-05Z.json'));
  mkdirSync(join(folder, 'faster-machine'));
  copyFileSync(join(machine, ONE), join(folder, 'faster-machine', ONE));
  writeFileSync(join(machine, 'setup.sh'), 'true');
  expect(wrong(folder)).toEqual([
    expect.stringMatching(/faster-machine.*belongs into/),
    expect.stringMatching(/startedAt/),
    expect.stringMatching(/setup\.sh is nothing that contend writes/),
  ]);
});

test('a file is judged by its content, wherever it lies', () => {
  const { folder, machine } = results();
  const file = join(folder, 'mine.json');
  copyFileSync(join(machine, ONE), file);
  expect(validatePublished([file], NOW)).toEqual([{ file, ok: true, recomputed: true }]);
});
