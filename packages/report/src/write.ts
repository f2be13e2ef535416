/** The pictures of a record, and the page that shows them, as files. */
import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { ContendRecord } from '@contend/record';
import { gapChart } from './charts/gap.ts';
import { hostChart } from './charts/host.ts';
import { lostChart } from './charts/lost.ts';
import { sweepChart } from './charts/sweep.ts';
import { throughputChart } from './charts/throughput.ts';
import { renderPage } from './page.ts';
import { toSvg } from './svg.ts';

/** Those that a record has nothing for are `null`. */
const CHARTS = { throughput: throughputChart, lost: lostChart, gap: gapChart, sweep: sweepChart, host: hostChart };

/**
 * Writes `throughput.svg`, `lost.svg` and `gap.svg`; `sweep.svg` if the record has a sweep, and `host.svg` if its forks have
 * the host beside them. All in place of those there: a picture of an older record does not stay among the new.
 *
 * @param directory exists already
 * @returns the paths of the files, in that order
 * @throws what the file system says; a picture is then the old one or the new one, never half of one
 */
export async function writeCharts(record: ContendRecord, directory: string): Promise<string[]> {
  const paths: string[] = [];
  for (const [name, chart] of Object.entries(CHARTS)) {
    const path = join(directory, `${name}.svg`);
    const spec = chart(record);
    if (spec === null) {
      await rm(path, { force: true });
    } else {
      await replaceFile(path, `${await toSvg(spec)}\n`);
      paths.push(path);
    }
  }
  return paths;
}

/**
 * Writes the record's pictures beside it, and `README.md`, which shows them.
 *
 * @param path of the record
 * @returns the paths of all
 * @throws as {@link writeCharts}
 */
export async function writePage(record: ContendRecord, path: string): Promise<string[]> {
  const directory = dirname(path);
  const pictures = await writeCharts(record, directory);
  const page = join(directory, 'README.md');
  await replaceFile(
    page,
    renderPage(
      record,
      basename(path),
      pictures.map((picture) => basename(picture)),
    ),
  );
  return [...pictures, page];
}

/** A rename within a folder happens as a whole or not at all. */
async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, text, { flag: 'wx' });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
