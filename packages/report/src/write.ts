/** A record's report as files: pictures, pages, table. */
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type ContendRecord, type RecordNote, replaceFile } from '@contend/record';
import { gapChart } from './charts/gap.ts';
import { hostChart } from './charts/host.ts';
import { lostChart } from './charts/lost.ts';
import type { Picture } from './charts/picture.ts';
import { mostlyReadChart, sweepChart } from './charts/series.ts';
import { throughputChart } from './charts/throughput.ts';
import { renderCsv } from './format/csv.ts';
import { renderReport } from './format/html/report.ts';
import { renderMarkdown } from './format/markdown.ts';
import { toSvg } from './format/svg.ts';
import { NO_OTHERS, type Others } from './model/machine.ts';
import { PICTURES, type PictureName } from './story/block.ts';
import { storyOf } from './story/story.ts';

/** Those that neither the record nor another of the machine has anything for are `null`. */
const CHARTS: Record<PictureName, (record: ContendRecord, others: Others) => Picture | null> = {
  throughput: throughputChart,
  lost: lostChart,
  gap: gapChart,
  sweep: (record, { sweep }) => sweepChart(sweep?.record ?? record, record),
  'mostly-read': (record, others) => mostlyReadChart(others['mostly-read']?.record ?? record, record),
  host: (record) => hostChart(record),
};

/**
 * Writes `throughput.svg`, `lost.svg` and `gap.svg`; `sweep.svg` and `mostly-read.svg` if the record has such workloads,
 * and `host.svg` if its forks have the host beside them. All in place of those there: a picture of an older record does not stay among the new.
 *
 * @param directory exists already
 * @returns the paths of the files, in that order
 * @throws what the file system says; a picture is then the old one or the new one, never half of one
 */
export async function writeCharts(
  record: ContendRecord,
  directory: string,
  others: Others = NO_OTHERS,
): Promise<string[]> {
  const paths: string[] = [];
  for (const [name, chart] of Object.entries(CHARTS)) {
    const path = join(directory, `${name}.svg`);
    const picture = chart(record, others);
    if (picture === null) {
      await rm(path, { force: true });
    } else {
      replaceFile(path, `${toSvg(picture)}\n`);
      paths.push(path);
    }
  }
  return paths;
}

/**
 * Writes a report of a record: its pictures, `report.html`, `report.md` which shows the pictures, and `cells.csv`.
 *
 * @param file the record's name, if the report will lie beside it
 * @param note what the notes beside the record say of it
 * @param others what other records and documents of the machine have, and this record lacks
 * @returns the paths of all
 * @throws as {@link writeCharts}
 */
export async function writeReport(
  record: ContendRecord,
  directory: string,
  file: string | null,
  note: RecordNote | null = null,
  others: Others = NO_OTHERS,
): Promise<string[]> {
  const pictures = await writeCharts(record, directory, others);
  const drawn = PICTURES.filter((name) => pictures.some((path) => basename(path) === `${name}.svg`));
  const texts = {
    'report.html': await renderReport(record, file, note, others),
    'report.md': renderMarkdown(storyOf(record, file, note, others), drawn),
    'cells.csv': renderCsv(record),
  };
  const written = pictures;
  for (const [name, text] of Object.entries(texts)) {
    const path = join(directory, name);
    replaceFile(path, text);
    written.push(path);
  }
  return written;
}

/** What a report has besides pictures, by file name. @param drawn the pictures that lie beside it */
export async function renderTexts(
  record: ContendRecord,
  file: string | null,
  drawn: readonly PictureName[],
): Promise<Record<'report.html' | 'report.md' | 'cells.csv', string>> {
  return {
    'report.html': await renderReport(record, file),
    'report.md': renderMarkdown(storyOf(record, file), drawn),
    'cells.csv': renderCsv(record),
  };
}
