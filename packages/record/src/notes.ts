/**
 * What is said about the records of a machine, beside them: `<machine>/notes.json`. A record is never rewritten, so whether
 * somebody else measured the same is no part of it.
 */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { RecordError } from './error.ts';
import { fieldName } from './problem.ts';
import { codeOf, inWords } from './system-error.ts';
import { RECORD_NAME } from './write.ts';

export const NOTES_NAME = 'notes.json';
/** Bytes. */
const MAX_SIZE = 2 ** 20;

/** A file's name without a folder, so that it cannot lead anywhere else. */
const recordName = z.string().regex(RECORD_NAME, 'must be the name of a record beside the notes');
/** By whom it was added, which nothing can check, and when. */
const said = { by: z.enum(['ci', 'maintainer']), on: z.iso.date() };

const note = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('contributed'), ...said }),
  /** `against`: the record of another run on a like host that agrees. */
  z.strictObject({ status: z.literal('reproduced'), ...said, against: recordName }),
]);
const notes = z.record(recordName, note);

/** By the records' file names. */
export type Notes = z.infer<typeof notes>;
export type RecordNote = z.infer<typeof note>;

/**
 * @param machine the folder of one machine's records
 * @returns none where there is no file
 * @throws RecordError `unreadable`, `too-large`, `not-json` or `invalid`
 */
export function readNotes(machine: string): Notes {
  const path = join(machine, NOTES_NAME);
  const { success, data, error } = notes.safeParse(parse(path));
  if (success) return data;
  const issue = error.issues[0];
  const where = fieldName((issue?.path ?? []).map((part) => (typeof part === 'symbol' ? String(part) : part)));
  const message = issue?.message ?? 'not notes';
  throw new RecordError('invalid', `${path}: ${where || 'the notes'}: ${message}; see CONTRIBUTING.md for its form`);
}

/** What is said of one record. @param notes as {@link readNotes} gives them @param file the record's name */
export function noteOn(notes: Notes, file: string): RecordNote | null {
  return (Object.hasOwn(notes, file) ? notes[file] : undefined) ?? null;
}

function parse(path: string): unknown {
  let text: string;
  try {
    const size = statSync(path).size;
    if (size > MAX_SIZE) throw new RecordError('too-large', `${path} has ${size} bytes and notes at most ${MAX_SIZE}`);
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof RecordError) throw error;
    if (codeOf(error) === 'ENOENT') return {};
    throw new RecordError('unreadable', `cannot read ${path}: ${inWords(error)}`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RecordError('not-json', `${path} is not JSON (${(error as Error).message}): correct it`);
  }
}
