/** A record's report as files: pictures, pages, table. */
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type ContendRecord, type RecordNote, replaceFile } from '@contend/record';
import { distanceChart } from './charts/distance.ts';
import { gapChart } from './charts/gap.ts';
import { hostChart } from './charts/host.ts';
import { latencyChart } from './charts/latency.ts';
import { lostChart } from './charts/lost.ts';
import type { Picture } from './charts/picture.ts';
import { runtimesChart } from './charts/runtimes.ts';
import { mostlyReadChart, sweepChart } from './charts/series.ts';
import { throughputChart } from './charts/throughput.ts';
import { layOut } from './format/card.ts';
import { renderCsv } from './format/csv.ts';
import { renderReport } from './format/html/report.ts';
import { renderArticle, renderMarkdown } from './format/markdown.ts';
import { toSvg } from './format/svg.ts';
import { NO_OTHERS, type Others } from './model/machine.ts';
import { articleOf } from './story/article/article.ts';
import { PICTURES, type PictureName } from './story/block.ts';
import { storyOf } from './story/story.ts';

/** Those that neither the record nor another of the machine has anything for are `null`. */
const CHARTS: Record<PictureName, (record: ContendRecord, others: Others) => Picture | null> = {
  throughput: throughputChart,
  lost: lostChart,
  gap: gapChart,
  runtimes: runtimesChart,
  latency: (record, { latency }) => latencyChart(latency?.record ?? record),
  distance: (record, { distance }) => distanceChart(distance?.record ?? record, record),
  sweep: (record, { sweep }) => sweepChart(sweep?.record ?? record, record),
  'mostly-read': (record, others) => mostlyReadChart(others['mostly-read']?.record ?? record, record),
  host: (record) => hostChart(record),
};

/** What is written only where it is asked for. */
export interface Asked {
  /** Beside each picture the same as PNG. */
  png?: boolean;
  /** `article.md`: three pictures and up to ten sentences. */
  article?: boolean;
}

/** Twice as many pixels as the drawing has units: sharp on the screens of today. */
const PNG_SCALE = 2;

/** `null` on a system for which resvg has no binary. */
export async function pngDrawer(): Promise<((svg: string, widthPx?: number) => Uint8Array) | null> {
  try {
    return (await import('./format/png.ts')).toPng;
  } catch {
    return null;
  }
}

/**
 * Writes `throughput.svg`, `lost.svg` and `gap.svg`; `runtimes.svg` if the record has several; `latency.svg` where
 * acknowledgements travel; `distance.svg`, `sweep.svg` and `mostly-read.svg` if the record, or another of the machine, has such
 * workloads, and `host.svg` if its forks have the host beside them. All in place of those there: a picture of an older
 * record does not stay among the new.
 *
 * @param directory exists already
 * @returns the paths of the files, in that order, each with its PNG behind it if that is asked for
 * @throws what the file system says; a picture is then the old one or the new one, never half of one
 */
export async function writeCharts(
  record: ContendRecord,
  directory: string,
  others: Others = NO_OTHERS,
  { png = false }: Asked = {},
): Promise<string[]> {
  const toPng = png ? await pngDrawer() : null;
  const paths: string[] = [];
  const put = (path: string, content: string | Uint8Array): void => {
    replaceFile(path, content);
    paths.push(path);
  };
  for (const [name, chart] of Object.entries(CHARTS)) {
    const [path, drawn] = ['svg', 'png'].map((extension) => join(directory, `${name}.${extension}`)) as [
      string,
      string,
    ];
    const picture = chart(record, others);
    if (picture === null) {
      await rm(path, { force: true });
      await rm(drawn, { force: true });
    } else {
      const svg = toSvg(picture);
      put(path, `${svg}\n`);
      if (toPng !== null) put(drawn, toPng(svg, PNG_SCALE * layOut(picture).size.width));
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
 * @param asked what else
 * @returns the paths of all
 * @throws as {@link writeCharts}
 */
export async function writeReport(
  record: ContendRecord,
  directory: string,
  file: string | null,
  note: RecordNote | null = null,
  others: Others = NO_OTHERS,
  asked: Asked = {},
): Promise<string[]> {
  const pictures = await writeCharts(record, directory, others, asked);
  const drawn = PICTURES.filter((name) => pictures.some((path) => basename(path) === `${name}.svg`));
  const texts = {
    'report.html': await renderReport(record, file, note, others),
    'report.md': renderMarkdown(storyOf(record, file, note, others), drawn),
    'cells.csv': renderCsv(record),
    ...(asked.article && {
      'article.md': renderArticle(articleOf(record, others), drawn, asked.png ? 'png' : 'svg'),
    }),
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
