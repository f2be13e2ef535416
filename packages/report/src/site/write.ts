/** A site of many machines as files: what compares them, what shows any cell, and each machine over time. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '@contend/record';
import { renderExplorer } from './explorer-page.ts';
import { renderHistory } from './history-page.ts';
import { type Front, frontOf, PREVIEW, renderIndex, renderPreview } from './index-page.ts';
import type { Run } from './run.ts';

/**
 * Writes `index.html`, `explorer.html`, into a folder of each machine's name `history.html`, and `preview.png`. They lead to a
 * `report.html` in the same folder.
 *
 * @param directory exists already
 * @param hits the machines whose folder has a `hits.html` besides
 * @returns the paths of the files, in that order
 * @throws what the file system says; a file is then the old one or the new one, never half of one
 */
export async function writeSite(
  runs: readonly Run[],
  directory: string,
  hits: ReadonlySet<string> = new Set(),
): Promise<string[]> {
  const front = frontOf(runs, hits);
  const pages: [string, string][] = [
    [join(directory, 'index.html'), renderIndex(front)],
    [join(directory, 'explorer.html'), await renderExplorer(runs)],
  ];
  for (const [machine, own] of Map.groupBy(runs, (run) => run.machine)) {
    await mkdir(join(directory, machine), { recursive: true });
    pages.push([
      join(directory, machine, 'history.html'),
      renderHistory(own as [Run, ...Run[]], front.names.get(machine) ?? machine),
    ]);
  }
  for (const [path, text] of pages) replaceFile(path, text);
  return [...pages.map(([path]) => path), ...(await writePreview(front, directory))];
}

/** Nothing is lost but the picture in previews where PNGs cannot be made, or nothing is comparable. */
async function writePreview(front: Front, directory: string): Promise<string[]> {
  const path = join(directory, PREVIEW);
  const svg = renderPreview(front);
  const png = svg === null ? null : await import('../format/png.ts').catch(() => null);
  if (svg === null || png === null) {
    await rm(path, { force: true });
    return [];
  }
  replaceFile(path, png.toPng(svg));
  return [path];
}
