import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sourceOf } from './source.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'contend-source-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('takes TypeScript of ours for its own source', () => {
  expect(sourceOf(import.meta.url)).toBe(import.meta.url);
});

it('finds the TypeScript that lies beside JavaScript of ours', () => {
  expect(sourceOf(import.meta.url.replace(/ts$/, 'js'))).toBe(import.meta.url);
});

it('takes JavaScript of ours without any beside it for its own source', () => {
  const bin = new URL('../../bin/contend.js', import.meta.url).href;
  expect(sourceOf(bin)).toBe(bin);
});

it('takes a plug-in for its own source, whatever lies beside it', async () => {
  for (const name of ['mine.js', 'mine.ts']) await writeFile(join(folder, name), '');
  const plugin = pathToFileURL(join(folder, 'mine.js')).href;
  expect(sourceOf(plugin)).toBe(plugin);
});
