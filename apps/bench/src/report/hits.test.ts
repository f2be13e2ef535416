import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ContendRecord, formatRecord } from '@contend/record';
import { syntheticRecord } from '@contend/record/fixture';
import { syntheticHits } from '@contend/report/fixtures/hits';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contend } from '../fixtures/in-process.ts';

const PAGE = ['hits-lost.svg', 'hits-speed.svg', 'hits.html'];
const RECORD = '2026-01-02T03-04-05Z.json';
const FOLDER = 'hit-unknown-family-2-cores-linux-x64';

let folder: string;
const at = (...parts: string[]): string => join(folder, ...parts);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'contend-report-hits-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const hostOf = (cores: number): ContendRecord['host'] => {
  const { host } = syntheticRecord({ cells: [], blocks: 0 });
  const allowedCores = Array.from({ length: cores }, (_, core) => core);
  return { ...host, cpu: { vendor: 'Synthetic', model: 'Hit', signature: null }, allowedCores };
};
const hits = (cores: number): string => JSON.stringify({ ...syntheticHits(), host: hostOf(cores) });

function record(): string {
  const cell = { strategy: 'atomic/add', world: 'threads', contenders: 2, ns: 9 } as const;
  return formatRecord({ ...syntheticRecord({ cells: [cell], blocks: 2 }), host: hostOf(2) });
}

function put(path: string, text: string): void {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
}

test('is drawn beside the records of its machine, whose report leads to it, and into a folder of its own with --out', async () => {
  put(at('hit', FOLDER, RECORD), record());
  put(at('hit', FOLDER, 'hits.json'), hits(2));
  const { status, stdout, stderr } = await contend(['report', at('hit')]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  for (const name of PAGE) expect(stdout).toContain(name);
  expect(readdirSync(at('hit', FOLDER))).toEqual(expect.arrayContaining(PAGE));
  expect(readFileSync(at('hit', FOLDER, 'report.html'), 'utf8')).toContain('href="hits.html"');
  expect(await contend(['report', at('hit'), '--out', at('hit-out')])).toMatchObject({ status: 0 });
  expect(readdirSync(at('hit-out', FOLDER))).toEqual(expect.arrayContaining(PAGE));
});

test('is drawn where its machine has no record, by its folder and by itself', async () => {
  put(at('lone', FOLDER, 'hits.json'), hits(2));
  const { status, stderr } = await contend(['report', at('lone')]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(readdirSync(at('lone', FOLDER)).sort()).toEqual([...PAGE, 'hits.json'].sort());
  const own = ['report', at('lone', FOLDER, 'hits.json'), '--out', at('lone-out')];
  expect(await contend(own)).toMatchObject({ status: 0 });
  expect(readdirSync(at('lone-out')).sort()).toEqual(PAGE);
});

test('that is torn, or of another machine than the records beside it, is named, and the rest is done', async () => {
  for (const [name, text] of [
    ['torn', '{'],
    ['strayed', hits(1)],
  ] as const) {
    put(at(name, 'm', RECORD), record());
    put(at(name, 'm', 'hits.json'), text);
    const { status, stderr } = await contend(['report', at(name)]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^contend: .*hits\.json (is of another machine .*move it to hit-.*|is not JSON.*)\n$/);
    expect(readdirSync(at(name, 'm'))).toContain('report.html');
    expect(readdirSync(at(name, 'm'))).not.toContain('hits.html');
  }
});
