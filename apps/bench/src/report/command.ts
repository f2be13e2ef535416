/** `contend report`: each machine's page, of its newest record and what others have besides; and the site of them all. */
import { createHash } from 'node:crypto';
import { mkdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import {
  type ContendRecord,
  machineName,
  noteOn,
  plainText,
  RecordError,
  type RecordNote,
  readNotes,
  readPaths,
  readRecord,
} from '@contend/record';
import type { Run } from '@contend/report';
import { Failure, STATUS } from '../cli/failure.ts';
import { print, printJson } from '../cli/print.ts';
import { hitsAlone, holdsHits, isHits } from './hits.ts';
import { type Kept, keptOf, newestFirst, othersOf, type Problem } from './others.ts';

export interface ReportFlags {
  out?: string;
  /** Pictures as PNG, too. */
  png: boolean;
  /** Three pictures and up to ten sentences, for a README or a post. */
  article: boolean;
  json: boolean;
}

/** What cannot be read is named, and the rest goes on; the status tells in the end. */
export async function report(paths: readonly string[], { out, png, article, json }: ReportFlags): Promise<number> {
  const { pngDrawer, runOf, writeHits, writeReport, writeSite } = await import('@contend/report');
  if (png && (await pngDrawer()) === null)
    throw new Failure(
      'no-png',
      'PNG cannot be drawn on this system, for which resvg has no binary: leave --png out',
      STATUS.host,
    );
  // With one record alone there is nothing to compare: whoever gives a folder wants to see all that is in it.
  const folders = paths.some((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true);
  const { machines, runs, problems } = read(paths, out === undefined ? null : runOf);
  const withRecords = new Set([...machines.values()].flat().map(({ file }) => dirname(file)));
  const alone = hitsAlone(paths, withRecords, problems);
  const notes = new Map([...machines.values()].map(([{ file }]) => [file, noteBeside(file, problems)]));
  for (const { message } of problems) await print(`contend: ${message}\n`, process.stderr);
  const site = out !== undefined && (folders || machines.size + alone.size > 1);
  const folderOf = (machine: string, file: string): string =>
    out === undefined ? dirname(file) : site ? join(out, machine) : out;
  const reports = [];
  const withHits = new Set<string>();
  const say = async (files: readonly string[]): Promise<void> => {
    if (!json) await print(files.map((path) => `${path}\n`).join(''));
  };
  for (const [machine, records] of machines) {
    const [{ file }] = records;
    const folder = folderOf(machine, file);
    const beside = out === undefined ? basename(file) : null;
    const known = problems.length;
    const others = othersOf(machine, records, problems);
    for (const { message } of problems.slice(known)) await print(`contend: ${message}\n`, process.stderr);
    const { record } = readRecord(file);
    const files = await writing(folder, () =>
      writeReport(record, folder, beside, notes.get(file), others, { png, article }),
    );
    const { hits } = others;
    if (hits !== null) {
      files.push(...(await writing(folder, () => writeHits(hits, folder))));
      withHits.add(machine);
    }
    await say(files);
    reports.push({ machine, record: file, files });
  }
  for (const [machine, { file, hits }] of alone) {
    const folder = folderOf(machine, file);
    const files = await writing(folder, () => writeHits(hits, folder));
    await say(files);
    reports.push({ machine, record: null, files });
  }
  const pages = site && machines.size > 0 ? await writing(out, () => writeSite(runs, out, withHits)) : [];
  await say(pages);
  if (json) await printJson({ reports, site: pages, errors: problems });
  return problems.length === 0 ? STATUS.held : STATUS.input;
}

/** What the notes in a record's folder say of it; notes that are none are one more problem. */
function noteBeside(file: string, problems: Problem[]): RecordNote | null {
  try {
    return noteOn(readNotes(dirname(file)), basename(file));
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    problems.push({ code: error.code, message: error.message });
    return null;
  }
}

/** @param keep what is kept of each record besides its facts; `null` for nothing */
function read(
  paths: readonly string[],
  keep: ((record: ContendRecord) => Run) | null,
): { machines: Map<string, [Kept, ...Kept[]]>; runs: Run[]; problems: Problem[] } {
  const machines = new Map<string, Kept[]>();
  const runs: Run[] = [];
  const problems: Problem[] = [];
  const seen = new Map<string, string>();
  for (const found of readPaths(paths.filter((path) => !isHits(path)))) {
    if ('error' in found) {
      // A folder without a record is none for nothing where a hit counter was measured.
      if (found.error.code === 'unreadable' && holdsHits(found.file)) continue;
      problems.push({ code: found.error.code, message: found.error.message });
      continue;
    }
    const { file, record } = found;
    // A copy is no second measurement.
    const digest = createHash('sha256').update(JSON.stringify(record)).digest('hex');
    const twin = seen.get(digest);
    if (twin !== undefined) {
      const message = `${file} is the same run as ${twin}, and a run counts once: remove one of them`;
      problems.push({ code: 'same-run', message: plainText(message) });
      continue;
    }
    seen.set(digest, file);
    if (keep !== null) runs.push(keep(record));
    const machine = machineName(record.host);
    machines.set(machine, [...(machines.get(machine) ?? []), keptOf(file, record)]);
  }
  const sorted = [...machines].map(
    ([machine, records]) => [machine, newestFirst(records) as [Kept, ...Kept[]]] as const,
  );
  return { machines: new Map(sorted), runs, problems };
}

/** @throws Failure in place of what the file system says */
async function writing<T>(folder: string, write: () => Promise<T>): Promise<T> {
  try {
    mkdirSync(folder, { recursive: true });
    return await write();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    throw new Failure('unwritable', `cannot write to ${folder} (${code}): free some space or give another --out`);
  }
}
