/** What a machine's page is made of besides its newest record: what other records of the machine have, and the documents beside them. */
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type DocumentKind, ENGINE, HITS, readDocument, SOAK } from '@contend/documents';
import { type ContendRecord, machineName, plainText, RecordError, readPaths, readRecord } from '@contend/record';
import type { Host } from '@contend/record/schema';
import { type Facts, factsOf, type Others, type Part, sourcesAmong } from '@contend/report';

/** What is remembered of a record: many whole ones may not fit into memory at once. */
export interface Kept {
  file: string;
  startedAt: string;
  facts: Facts;
}

export interface Problem {
  code: string;
  message: string;
}

export const keptOf = (file: string, record: ContendRecord): Kept => ({
  file,
  startedAt: record.startedAt,
  facts: factsOf(record),
});

/** Of those that began at once the one that was found first. */
export function newestFirst(records: readonly Kept[]): Kept[] {
  return records.toSorted((a, b) => (Date.parse(b.startedAt) || 0) - (Date.parse(a.startedAt) || 0));
}

/**
 * @param machine its records' folder name
 * @param records of one machine, the page's own first
 * @param problems what of it cannot be read is added to them, and left out
 */
export function othersOf(machine: string, records: readonly Kept[], problems: Problem[]): Others {
  const [newest, ...older] = records as [Kept, ...Kept[]];
  const { faults, sweep, explored, ...more } = sourcesAmong(newest, older);
  const read = new Map<string, Part>();
  const part = (kept: Kept | null): Part | null => {
    if (kept === null) return null;
    const { file } = kept;
    const found = read.get(file) ?? {
      record: readRecord(file).record,
      file: dirname(file) === dirname(newest.file) ? basename(file) : null,
    };
    read.set(file, found);
    return found;
  };
  const folders = [...new Set(records.map(({ file }) => dirname(file)))];
  return {
    faults: part(faults),
    sweep: part(sweep),
    'mostly-read': part(more['mostly-read']),
    distance: part(more.distance),
    latency: part(more.latency),
    explored: part(explored),
    soak: documentIn(folders, SOAK, machine, problems),
    engine: documentIn(folders, ENGINE, machine, problems),
    hits: documentIn(folders, HITS, machine, problems),
  };
}

/** For the page beside a record that was written just now. */
export function othersBeside(path: string, record: ContendRecord, problems: Problem[]): Others {
  const machine = machineName(record.host);
  const older: Kept[] = [];
  for (const found of readPaths([dirname(path)])) {
    // What cannot be read, `contend report` names.
    if ('error' in found || found.file === path || machineName(found.record.host) !== machine) continue;
    older.push(keptOf(found.file, found.record));
  }
  return othersOf(machine, [keptOf(path, record), ...newestFirst(older)], problems);
}

function documentIn<T extends { host: Host }>(
  folders: readonly string[],
  kind: DocumentKind<T>,
  machine: string,
  problems: Problem[],
): T | null {
  const path = folders.map((folder) => join(folder, kind.file)).find((each) => existsSync(each));
  if (path === undefined) return null;
  try {
    const document = readDocument(path, kind);
    const owner = machineName(document.host);
    if (owner === machine) return document;
    throw new RecordError('invalid', `${path} is of another machine than the records beside it: move it to ${owner}`);
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    problems.push({ code: error.code, message: plainText(error.message) });
    return null;
  }
}
