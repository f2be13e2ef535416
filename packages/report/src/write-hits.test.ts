import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { strangers } from '@contend/record';
import { expect, onTestFinished, test } from 'vitest';
import { syntheticHits } from './fixtures/hits.ts';
import { writeHits } from './write-hits.ts';

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'contend-hits-'));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

const FILES = ['hits.html', 'hits-speed.svg', 'hits-lost.svg'];

test('writes a page and two pictures in place of older ones, all of which may lie among records', async () => {
  const directory = await folder();
  await writeFile(join(directory, 'hits.html'), 'old');
  const paths = await writeHits(syntheticHits(), directory);
  expect(paths.map((path) => basename(path))).toEqual(FILES);
  expect((await readdir(directory)).sort()).toEqual(FILES.toSorted());
  const [page, ...pictures] = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
  expect(page).toMatch(/^<!doctype html>\n<html/);
  for (const picture of pictures) expect(picture).toMatch(/^<svg /);
  expect(strangers(directory)).toEqual([]);
});

test('a folder that does not exist is an error that names it', async () => {
  await expect(writeHits(syntheticHits(), join(await folder(), 'nowhere'))).rejects.toThrow('nowhere');
});
