import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { RecordError } from './error.ts';
import { type ReadRecord, readRecord } from './read.ts';
import { inWords } from './system-error.ts';
import { RECORD_NAME } from './write.ts';

export interface Validated {
  /** As given, or as found below a folder that was. */
  file: string;
  ok: boolean;
  /** False: valid in form, but made by other formulas, so its summaries could not be checked. */
  recomputed?: boolean;
  error?: RecordError;
}

/**
 * Reads every file given and every record below every folder given, one at a time, since many may not fit into memory at
 * once. In a folder a record is known by its name, its UTC time: what is generated from records and what a run has not
 * finished are passed over. A folder without a record is an error, for it would otherwise pass with nothing looked at.
 */
export function* readPaths(
  paths: readonly string[],
): Generator<({ file: string } & ReadRecord) | { file: string; error: RecordError }> {
  for (const path of paths) {
    const files = attempt(path, () => ({ files: recordFiles(path) }));
    if ('error' in files) yield files;
    else for (const file of files.files) yield attempt(file, () => ({ file, ...readRecord(file) }));
  }
}

function attempt<T extends object>(file: string, read: () => T): T | { file: string; error: RecordError } {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    return { file, error };
  }
}

/**
 * The file itself, or every record below a folder.
 *
 * @throws RecordError where there is none
 */
export function recordFiles(path: string): string[] {
  const found = filesOf(path);
  if (found.length > 0) return found;
  throw new RecordError('unreadable', `${path} holds no record: give the folder that 'contend run' wrote to`);
}

function filesOf(path: string): string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && RECORD_NAME.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  } catch (error) {
    throw new RecordError('unreadable', `cannot read ${path}: ${inWords(error)}`);
  }
}
