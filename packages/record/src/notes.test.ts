import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { noteOn, readNotes } from './notes.ts';

const ONE = '2026-01-02T03-04-05Z.json';
const TWO = '2026-01-03T03-04-05Z-2.json';
const CONTRIBUTED = { status: 'contributed', by: 'maintainer', on: '2026-01-04' };
const REPRODUCED = { status: 'reproduced', by: 'ci', on: '2026-01-05', against: TWO };

function notes(content: unknown) {
  const folder = mkdtempSync(join(tmpdir(), 'contend-notes-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  if (content !== undefined) {
    writeFileSync(join(folder, 'notes.json'), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return readNotes(folder);
}

test('what is said of a record is found by its name, and of the others nothing is said', () => {
  const found = notes({ [ONE]: REPRODUCED, [TWO]: CONTRIBUTED });
  expect(noteOn(found, ONE)).toEqual(REPRODUCED);
  expect(noteOn(found, TWO)).toEqual(CONTRIBUTED);
  expect(noteOn(found, 'constructor')).toBeNull();
  expect(noteOn(notes(undefined), ONE)).toBeNull();
});

test.each<[string, unknown, RegExp]>([
  ['a record elsewhere', { [`../other/${ONE}`]: CONTRIBUTED }, /Z\.json/],
  ['a status that is none', { [ONE]: { ...CONTRIBUTED, status: 'verified' } }, /status/],
  ['a reproduction by nothing', { [ONE]: { ...CONTRIBUTED, status: 'reproduced' } }, /against/],
  ['a reproduction elsewhere', { [ONE]: { ...REPRODUCED, against: `../x/${TWO}` } }, /against.*beside/],
  ['a field that nobody knows', { [ONE]: { ...CONTRIBUTED, because: 'x' } }, /because/],
  ['a day that is none', { [ONE]: { ...CONTRIBUTED, on: '2026-02-31' } }, /on/],
  ['no JSON', '{', /not JSON/],
  ['more than anybody has to say', ' '.repeat(2 ** 21), /at most/],
])('%s is refused in one line', (_, content, says) => {
  expect(() => notes(content)).toThrow(says);
});
