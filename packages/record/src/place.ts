/** Where a record lies says what it is: its folder names the machine, its file the start of its run. */
import { readdirSync } from 'node:fs';
import { basename, dirname, relative, sep } from 'node:path';
import { RecordError } from './error.ts';
import { NOTES_NAME } from './notes.ts';
import type { ContendRecord } from './schema.ts';
import { RECORD_NAME, recordPath } from './write.ts';

/** ms by which the clocks of two machines may differ. */
const CLOCKS_DIFFER_MS = 86_400_000;
const MEND = 'leave the file as and where contend run wrote it';

/** What contend writes beside records. Pages and pictures run code in whoever opens them, so each is known by its name. */
const GENERATED =
  /^(report\.html|hits\.html|report\.md|article\.md|cells\.csv|(throughput|lost|gap|runtimes|latency|distance|sweep|mostly-read|host|hits-speed|hits-lost)\.(svg|png)|[a-z][a-z-]*\.json)$/;

/**
 * What is wrong with the place of a record that was found below a folder, or `null`. One that lies in the folder itself is
 * judged by its content alone: a folder of machines was not what was given.
 *
 * @param now ms since 1970
 */
export function misplaced(folder: string, file: string, record: ContendRecord, now: number): RecordError | null {
  const wrong = (message: string) => new RecordError('invalid', `${file}: ${message}; ${MEND}`);
  if (Date.parse(record.finishedAt) > now + CLOCKS_DIFFER_MS) return wrong('finishedAt: lies in the future');
  if (!relative(folder, file).includes(sep)) return null;
  const belongs = recordPath('.', record);
  const machine = basename(dirname(belongs));
  if (basename(dirname(file)) !== machine) return wrong(`its host belongs into a folder ${machine}`);
  if (basename(file).replace(/Z(-\d+)?\.json$/, 'Z.json') !== basename(belongs)) {
    return wrong(`startedAt: is ${record.startedAt}, which is not what the file is called`);
  }
  return null;
}

/** Files among the records of a machine that contend does not write: nobody looks for a script there. */
export function strangers(machine: string): RecordError[] {
  return readdirSync(machine, { withFileTypes: true })
    .filter((entry) => !(entry.isFile() && (RECORD_NAME.test(entry.name) || GENERATED.test(entry.name))))
    .filter(({ name }) => !/\.partial\.json$|^\..*\.tmp$/.test(name))
    .map(({ name }) => {
      const what = `${machine}${sep}${name} is nothing that contend writes (records, their report, ${NOTES_NAME})`;
      return new RecordError('invalid', `${what}: remove it`);
    });
}
