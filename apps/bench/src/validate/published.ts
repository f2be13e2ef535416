/** What is published: records, where they lie, what lies beside them, and what is noted on them. */
import { readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { validateDocument } from '@contend/documents';
import {
  misplaced,
  NOTES_NAME,
  RecordError,
  type RecordNote,
  readNotes,
  readPaths,
  readRecord,
  strangers,
  type Validated,
} from '@contend/record';
import { Failure } from '../cli/failure.ts';
import { disagreement } from '../compare/reproduced.ts';

/**
 * Every record of the paths; of those below a folder also their place, and once a machine what else lies in its folder. A
 * file may also be one of what is measured besides runs.
 *
 * @param now ms since 1970
 */
export function validatePublished(paths: readonly string[], now: number): Validated[] {
  return paths.flatMap((path) => {
    const document = validateDocument(path);
    if (document !== null) return [document];
    const machines = new Set<string>();
    const records = Array.from(readPaths([path]), (found): Validated => {
      const { file } = found;
      const below = relative(path, file);
      if (below.includes(sep)) machines.add(dirname(file));
      if ('error' in found) return { file, ok: false, error: found.error };
      const error = below === '' ? null : misplaced(path, file, found.record, now);
      return error === null ? { file, ok: true, recomputed: found.recomputed } : { file, ok: false, error };
    });
    return [...records, ...[...machines].flatMap(beside)];
  });
}

/** Only what is wrong: that nothing is needs no line of its own. */
function beside(machine: string): Validated[] {
  const wrong = (file: string, error: RecordError): Validated => ({ file, ok: false, error });
  const found = strangers(machine).map((error) => wrong(machine, error));
  for (const name of readdirSync(machine)) {
    const document = validateDocument(join(machine, name));
    if (document?.ok === false) found.push(document);
  }
  const path = join(machine, NOTES_NAME);
  try {
    for (const [name, note] of Object.entries(readNotes(machine))) {
      const problem = unfounded(machine, name, note);
      if (problem === null) continue;
      found.push(wrong(path, new RecordError('invalid', `${path}: ${name}: ${problem}; correct or remove the note`)));
    }
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    found.push(wrong(path, error));
  }
  return found;
}

/** Why a note does not hold, or `null`. Its names are those of files beside it, by its form. */
function unfounded(machine: string, name: string, note: RecordNote): string | null {
  const run = (file: string) => ({ file, ...readRecord(join(machine, file)) });
  try {
    const noted = run(name);
    if (note.status === 'contributed') return null;
    const problem = disagreement(noted, run(note.against));
    return problem === null ? null : `is not reproduced by ${note.against}: ${problem}`;
  } catch (error) {
    if (error instanceof RecordError || error instanceof Failure) return error.message;
    throw error;
  }
}
