import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { syntheticRecord } from './fixture.ts';
import { misplaced, strangers } from './place.ts';
import { recordPath } from './write.ts';

const RECORD = syntheticRecord({ cells: [], blocks: 0 });
const NOW = Date.parse('2026-01-10T00:00:00Z');
const MACHINE = 'imaginary-2-core-unknown-family-2-cores-linux-x64';
const verdict = (file: string, record = RECORD) => misplaced('results', join('results', file), record, NOW)?.message;

test('where a run puts its record is its place, and a second run of one second has a number', () => {
  expect(misplaced('results', recordPath('results', RECORD), RECORD, NOW)).toBeNull();
  expect(verdict(`${MACHINE}/2026-01-02T03-04-05Z-2.json`)).toBeUndefined();
  expect(verdict(`of-yesterday/${MACHINE}/2026-01-02T03-04-05Z.json`)).toBeUndefined();
});

test('a record of another machine, of another time, or of a time to come is named', () => {
  expect(verdict('elsewhere/2026-01-02T03-04-05Z.json')).toMatch(`belongs into a folder ${MACHINE}`);
  expect(verdict(`${MACHINE}/2026-01-02T03-04-06Z.json`)).toMatch(/startedAt.*not what the file is called/);
  const later = { ...RECORD, startedAt: '2026-02-02T03:04:05.000Z', finishedAt: '2026-02-02T03:09:05.000Z' };
  expect(verdict(`${MACHINE}/2026-02-02T03-04-05Z.json`, later)).toMatch(/future/);
});

test('a folder of loose records is not one of machines', () => {
  expect(verdict('2027-01-02T03-04-05Z.json')).toBeUndefined();
});

test('what contend does not write is named, what it writes is not', () => {
  const folder = mkdtempSync(join(tmpdir(), 'contend-place-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const ours = [
    '2026-01-02T03-04-05Z.json',
    '2026-01-02T03-04-05Z.partial.json',
    'report.html',
    'notes.json',
    'host.svg',
  ];
  for (const name of [...ours, 'index.html', 'run.sh', 'evil.svg', 'REPORT.HTML'])
    writeFileSync(join(folder, name), '');
  mkdirSync(join(folder, 'more'));
  symlinkSync(join(folder, 'run.sh'), join(folder, 'cells.csv'));
  const named = strangers(folder).map(({ message }) => message.slice(folder.length + 1).split(' ')[0]);
  // A file system that knows no case keeps one of the two.
  expect(named.filter((name) => name !== 'REPORT.HTML').sort()).toEqual([
    'cells.csv',
    'evil.svg',
    'index.html',
    'more',
    'run.sh',
  ]);
});
