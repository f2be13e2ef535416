import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { RecordError } from './error.ts';
import { readRecord } from './read.ts';
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
 * Reads every file given and every record below every folder given. In a folder a record is known by its name, its UTC
 * time: what is generated from records and what a run has not finished are passed over. A folder without a record is an
 * error, for it would otherwise pass with nothing looked at.
 */
export function validatePaths(paths: readonly string[]): Validated[] {
  return paths.flatMap((path) => {
    try {
      const files = filesOf(path);
      if (files.length > 0) return files.map(validate);
      throw new RecordError('unreadable', `${path} holds no record: give the folder that 'contend run' wrote to`);
    } catch (error) {
      return [failed(path, error)];
    }
  });
}

function validate(file: string): Validated {
  try {
    return { file, ok: true, recomputed: readRecord(file).recomputed };
  } catch (error) {
    return failed(file, error);
  }
}

function failed(file: string, error: unknown): Validated {
  if (!(error instanceof RecordError)) throw error;
  return { file, ok: false, error };
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
