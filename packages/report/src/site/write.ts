/** A site of many machines as files: what compares them, what shows any cell, and each machine over time. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '@contend/record';
import { renderExplorer } from './explorer-page.ts';
import { renderHistory } from './history-page.ts';
import { renderIndex } from './index-page.ts';
import { machineNamesOf } from './machine-names.ts';
import type { Run } from './run.ts';

/**
 * Writes `index.html`, `explorer.html` and, into a folder of each machine's name, `history.html`. They lead to a
 * `report.html` in the same folder.
 *
 * @param directory exists already
 * @returns the paths of the files, in that order
 * @throws what the file system says; a file is then the old one or the new one, never half of one
 */
export async function writeSite(runs: readonly Run[], directory: string): Promise<string[]> {
  const names = machineNamesOf(runs);
  const pages: [string, string][] = [
    [join(directory, 'index.html'), renderIndex(runs)],
    [join(directory, 'explorer.html'), await renderExplorer(runs)],
  ];
  for (const [machine, own] of Map.groupBy(runs, (run) => run.machine)) {
    await mkdir(join(directory, machine), { recursive: true });
    pages.push([
      join(directory, machine, 'history.html'),
      renderHistory(own as [Run, ...Run[]], names.get(machine) ?? machine),
    ]);
  }
  for (const [path, text] of pages) replaceFile(path, text);
  return pages.map(([path]) => path);
}
