import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { syntheticRecord } from '@contend/record/fixture';
import { expect, onTestFinished, test } from 'vitest';
import { writeCharts } from './write.ts';

const NAMES = ['throughput.svg', 'lost.svg', 'gap.svg'];
const RECORD = syntheticRecord({ cells: [{ strategy: 'a/b', world: 'threads', contenders: 2, ns: 10 }] });

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'contend-report-'));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

test('writes three pictures and nothing besides, in place of older ones', async () => {
  const directory = await folder();
  await writeFile(join(directory, 'lost.svg'), 'old');
  const paths = await writeCharts(RECORD, directory);
  expect(paths).toEqual(NAMES.map((name) => join(directory, name)));
  expect((await readdir(directory)).sort()).toEqual(NAMES.toSorted());
  for (const path of paths) expect((await readFile(path, 'utf8')).slice(0, 5)).toBe('<svg ');
});

test('a picture that cannot be put in its place leaves nothing behind', async () => {
  const directory = await folder();
  await mkdir(join(directory, 'throughput.svg'));
  await expect(writeCharts(RECORD, directory)).rejects.toThrow();
  expect(await readdir(directory)).toEqual(['throughput.svg']);
});

test('a folder that does not exist is an error that names it', async () => {
  const missing = join(await folder(), 'nowhere');
  await expect(writeCharts(RECORD, missing)).rejects.toThrow('nowhere');
});
