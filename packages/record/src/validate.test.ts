import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { syntheticRecord } from './fixture.ts';
import { formatRecord } from './format.ts';
import { readPaths } from './validate.ts';

let folder: string;
const text = formatRecord(syntheticRecord({ blocks: 2 }));
const put = (name: string, content: string) => writeFileSync(join(folder, name), content);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'contend-validate-'));
  for (const name of ['machine-a', 'machine-b', 'empty']) mkdirSync(join(folder, name));
  put('machine-a/2026-01-02T03-04-05Z.json', text);
  put('machine-a/2026-01-02T03-04-05Z-2.json', text);
  put('machine-b/2026-01-03T03-04-05Z.json', text.replace('"lost": ', '"lost": 1'));
  put('machine-b/2026-01-03T03-04-05Z.partial.json', '{');
  put('machine-b/throughput.vl.json', '{ "$schema": "a picture" }');
  put('index.json', '[]');
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a folder: every record in it, at any depth, and nothing else', () => {
  expect([...readPaths([folder])]).toEqual([
    { file: join(folder, 'machine-a/2026-01-02T03-04-05Z-2.json'), record: expect.anything(), recomputed: true },
    { file: join(folder, 'machine-a/2026-01-02T03-04-05Z.json'), record: expect.anything(), recomputed: true },
    { file: join(folder, 'machine-b/2026-01-03T03-04-05Z.json'), error: expect.objectContaining({ code: 'edited' }) },
  ]);
});

test('a file is read whatever its name', () => {
  const file = join(folder, 'machine-b/2026-01-03T03-04-05Z.partial.json');
  expect([...readPaths([file])]).toEqual([{ file, error: expect.objectContaining({ code: 'not-json' }) }]);
});

test('a folder without records does not pass for a valid one', () => {
  const file = join(folder, 'empty');
  expect([...readPaths([file])]).toMatchObject([{ file, error: { code: 'unreadable' } }]);
});

test('one bad path does not hide the others', () => {
  const results = [...readPaths([join(folder, 'none'), join(folder, 'machine-a')])];
  expect(results.map((found) => 'record' in found)).toEqual([false, true, true]);
  expect(results[0]).toMatchObject({ error: { message: expect.stringContaining('no such file or directory') } });
});
