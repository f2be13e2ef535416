/** The pictures of a record as files. */
import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContendRecord } from '@contend/record';
import { gapChart } from './charts/gap.ts';
import { lostChart } from './charts/lost.ts';
import { throughputChart } from './charts/throughput.ts';
import { toSvg } from './svg.ts';

const CHARTS = { throughput: throughputChart, lost: lostChart, gap: gapChart };

/**
 * Writes `throughput.svg`, `lost.svg` and `gap.svg`, in place of those there.
 *
 * @param directory exists already
 * @returns the paths of the files, in that order
 * @throws what the file system says; a picture is then the old one or the new one, never half of one
 */
export async function writeCharts(record: ContendRecord, directory: string): Promise<string[]> {
  const paths: string[] = [];
  for (const [name, chart] of Object.entries(CHARTS)) {
    const path = join(directory, `${name}.svg`);
    await replaceFile(path, `${await toSvg(chart(record))}\n`);
    paths.push(path);
  }
  return paths;
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
