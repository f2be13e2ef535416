import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strangers } from '@contend/record';
import { syntheticRecord } from '@contend/record/fixture';
import { expect, onTestFinished, test, vi } from 'vitest';
import { PICTURES } from './story/block.ts';
import { pngDrawer, writeCharts, writeReport } from './write.ts';

const NAMES = ['throughput.svg', 'lost.svg', 'gap.svg'];
const CELL = { strategy: 'a/b', world: 'threads', contenders: 2, ns: 10 } as const;
/** Without a sweep, and on a host that said nothing of itself. */
const RECORD = syntheticRecord({ cells: [CELL] });
for (const fork of RECORD.cells.flatMap((cell) => cell.forks)) Object.assign(fork, { pingPongNs: null, steal: null });

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

test('a sweep and the host get a picture each, which a record without them takes away', async () => {
  const directory = await folder();
  await writeCharts(syntheticRecord({ cells: [CELL, { ...CELL, workload: 'sweep-0' }] }), directory);
  expect((await readdir(directory)).sort()).toEqual([...NAMES, 'sweep.svg', 'host.svg'].sort());
  await writeCharts(RECORD, directory);
  expect((await readdir(directory)).sort()).toEqual(NAMES.toSorted());
});

test('runtimes get a picture where there are several, and every picture may lie among records', async () => {
  const directory = await folder();
  const cells = ['hot', 'sweep-0', 'mostly-read-10'].flatMap((workload) => [
    { ...CELL, workload },
    { ...CELL, workload, runtime: 'bun 1.4.5' },
  ]);
  await writeReport(syntheticRecord({ cells }), directory, null, null, undefined, { png: true, article: true });
  expect(await readdir(directory)).toContain('runtimes.svg');
  for (const name of PICTURES) await writeFile(join(directory, `${name}.svg`), '');
  expect(strangers(directory)).toEqual([]);
});

test('a picture that cannot be put in its place leaves nothing behind', async () => {
  const directory = await folder();
  await mkdir(join(directory, 'throughput.svg'));
  await expect(writeCharts(RECORD, directory)).rejects.toThrow();
  expect(await readdir(directory)).toEqual(['throughput.svg']);
});

test('what is looked for in a folder of records knows all pictures that are written', async () => {
  const directory = await folder();
  for (const name of PICTURES.flatMap((picture) => [`${picture}.svg`, `${picture}.png`]))
    await writeFile(join(directory, name), '');
  expect(strangers(directory)).toEqual([]);
});

test('a folder that does not exist is an error that names it', async () => {
  const missing = join(await folder(), 'nowhere');
  await expect(writeCharts(RECORD, missing)).rejects.toThrow('nowhere');
});

test('the report beside a record tells what is noted on it, and one elsewhere does not', async () => {
  const directory = await folder();
  const [name, other] = ['2026-01-02T03-04-05Z.json', '2026-01-03T03-04-05Z.json'] as const;
  const said = { by: 'ci', on: '2026-01-04' } as const;
  const pages = async () => [
    await readFile(join(directory, 'report.md'), 'utf8'),
    await readFile(join(directory, 'report.html'), 'utf8'),
  ];
  await writeReport(RECORD, directory, name, { status: 'reproduced', ...said, against: other });
  for (const page of await pages()) expect(page).toMatch(/Reproduced.* by CI.*2026-01-03T03-04-05Z\.json/);
  await writeReport(RECORD, directory, other, { status: 'contributed', ...said });
  for (const page of await pages()) expect(page).toMatch(/Contributed.* by pull request/);
  await writeReport(RECORD, directory, null);
  for (const page of await pages()) expect(page).not.toMatch(/Contributed|Reproduced/);
});

test('pictures as PNG lie beside their SVG, in twice its size, and a picture that is taken away takes its PNG along', async () => {
  const directory = await folder();
  const swept = syntheticRecord({ cells: [CELL, { ...CELL, workload: 'sweep-0' }] });
  await writeCharts(swept, directory, undefined, { png: true });
  const pngs = (await readdir(directory)).filter((name) => name.endsWith('.png'));
  expect(pngs.sort()).toEqual(['gap.png', 'host.png', 'lost.png', 'sweep.png', 'throughput.png']);
  const png = await readFile(join(directory, 'gap.png'));
  const [, width] = /width="(\d+)"/.exec(await readFile(join(directory, 'gap.svg'), 'utf8')) ?? [];
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(png.readUInt32BE(16)).toBe(2 * Number(width));
  await writeCharts(RECORD, directory);
  expect(await readdir(directory)).not.toContain('sweep.png');
});

test('an article is written where it is asked for, and shows the pictures that were', async () => {
  const directory = await folder();
  await writeReport(RECORD, directory, null);
  expect(await readdir(directory)).not.toContain('article.md');
  await writeReport(RECORD, directory, null, null, undefined, { article: true });
  expect(await readFile(join(directory, 'article.md'), 'utf8')).toContain('](throughput.svg)');
  await writeReport(RECORD, directory, null, null, undefined, { article: true, png: true });
  expect(await readFile(join(directory, 'article.md'), 'utf8')).toContain('](throughput.png)');
});

test('where resvg has no binary there is nothing that draws PNG', async () => {
  expect(await pngDrawer()).not.toBeNull();
  vi.doMock('@resvg/resvg-js', () => {
    throw new Error('no binary');
  });
  onTestFinished(() => {
    vi.doUnmock('@resvg/resvg-js');
    vi.resetModules();
  });
  vi.resetModules();
  expect(await pngDrawer()).toBeNull();
});
