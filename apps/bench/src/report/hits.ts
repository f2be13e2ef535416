/** Hit counters that lie beside no record: nobody would come upon them by one. */
import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { HITS, type Hits, readDocument } from '@contend/documents';
import { machineName, plainText, RecordError } from '@contend/record';
import type { Problem } from './others.ts';

export interface Measured {
  file: string;
  hits: Hits;
}

/** Whether a path that was given is one. */
export const isHits = (path: string): boolean => basename(path) === HITS.file;

/** Whether it is, or is the folder of some. */
export const holdsHits = (path: string): boolean => hitsFiles(path).length > 0;

/**
 * @param beside the folders of records, whose hit counters are shown with these
 * @param problems what cannot be read is added to them, and left out
 * @returns of each machine the newest, by its folder's name
 */
export function hitsAlone(
  paths: readonly string[],
  beside: ReadonlySet<string>,
  problems: Problem[],
): Map<string, Measured> {
  const alone = new Map<string, Measured>();
  for (const file of new Set(paths.flatMap(hitsFiles))) {
    if (beside.has(dirname(file))) continue;
    try {
      const hits = readDocument(file, HITS);
      const machine = machineName(hits.host);
      const before = alone.get(machine);
      if (before === undefined || isNewer(hits, before.hits)) alone.set(machine, { file, hits });
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      problems.push({ code: error.code, message: plainText(error.message) });
    }
  }
  return alone;
}

const isNewer = (a: Hits, b: Hits): boolean => Date.parse(a.startedAt) > Date.parse(b.startedAt);

function hitsFiles(path: string): string[] {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return isHits(path) ? [path] : [];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name === HITS.file)
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
