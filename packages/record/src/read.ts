import { readFileSync, statSync } from 'node:fs';
import { edited } from './edited.ts';
import { RecordError } from './error.ts';
import { parseForm } from './form.ts';
import { implausible } from './plausible.ts';
import { fieldName, type Problem } from './problem.ts';
import { type ContendRecord, METHOD, SCHEMA_VERSION } from './schema.ts';
import { isUnlikeRecord } from './structure.ts';
import { inWords } from './system-error.ts';

/** Bytes. */
const MAX_SIZE = 64 * 2 ** 20;
const MEND = 'restore the file as it was written, or measure again';

export interface ReadRecord {
  record: ContendRecord;
  /** False: made by another version of the formulas, so its summaries could not be checked. */
  recomputed: boolean;
}

/**
 * Reads one record and believes nothing of it: form, plausibility, and every summary made again from the raw rounds.
 *
 * @throws RecordError whose message names the file as given, the field and how to mend it
 */
export function readRecord(path: string): ReadRecord {
  const value = parseFile(path);
  checkVersion(path, value);
  const form = parseForm(value);
  if ('problem' in form) throw wrong(path, 'invalid', form.problem);
  const { record } = form;
  const impossible = implausible(record);
  if (impossible !== null) throw wrong(path, 'invalid', impossible);
  if (record.method !== METHOD) return { record, recomputed: false };
  const lie = edited(record);
  if (lie !== null) throw wrong(path, 'edited', lie);
  return { record, recomputed: true };
}

/**
 * The JSON of a file, whatever it describes.
 *
 * @throws RecordError as {@link readRecord}
 */
export function parseFile(path: string): unknown {
  return parse(path, load(path));
}

function load(path: string): Buffer {
  try {
    // Opening a pipe or a device could wait for ever.
    const found = statSync(path);
    if (!found.isFile())
      throw new RecordError('unreadable', `${path} is not a file: give a record or a folder of records`);
    if (found.size > MAX_SIZE) {
      const mebibytes = Math.ceil(found.size / 2 ** 20);
      throw new RecordError('too-large', `${path} has ${mebibytes} MiB and a record at most 64: give another file`);
    }
    return readFileSync(path);
  } catch (error) {
    if (error instanceof RecordError) throw error;
    throw new RecordError('unreadable', `cannot read ${path}: ${inWords(error)}`);
  }
}

function parse(path: string, bytes: Buffer): unknown {
  if (isUnlikeRecord(bytes)) throw new RecordError('not-json', `${path} is nested as no record is: give another file`);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new RecordError('not-json', `${path} is not JSON (${(error as Error).message}): ${MEND}`);
  }
}

/** Before anything else: a newer form would only look wrong in a hundred ways. */
function checkVersion(path: string, value: unknown): void {
  const version = (value as { schemaVersion?: unknown } | null)?.schemaVersion;
  if (typeof version === 'number' && Number.isInteger(version) && version > SCHEMA_VERSION) {
    const message = `${path} was made by a newer contend (format ${version}, this one reads ${SCHEMA_VERSION})`;
    throw new RecordError('future-version', `${message}: update contend`);
  }
}

function wrong(path: string, code: 'invalid' | 'edited', { path: field, message }: Problem): RecordError {
  const what = `${fieldName(field) || 'the record'}: ${message}`;
  return new RecordError(code, `${path}: ${what.length > 400 ? `${what.slice(0, 399)}…` : what}; ${MEND}`);
}
