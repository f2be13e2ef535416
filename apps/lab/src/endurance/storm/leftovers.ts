/** What a command that was stopped left behind: on disk, and running. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { validatePublished } from '@contend/bench/validate/published';
import { RecordError, readRecord } from '@contend/record';

export interface Scene {
  /** Where its records go, with the record of an earlier run in it. */
  out: string;
  earlier: { path: string; bytes: Uint8Array };
  /** Its temporary folder. */
  temporary: string;
  /** Whether it had no chance to tidy up: then unfinished files may lie there, under names that nobody reads. */
  killed: boolean;
}

export interface Leftovers {
  records: number;
  partial: number;
  /** One sentence for each thing that should not be. */
  faults: string[];
}

const UNFINISHED = /^\..*\.tmp$/;
/** By its end a file shows that it is whole. */
const ENDS: readonly (readonly [RegExp, RegExp])[] = [
  [/\.svg$/, /<\/svg>\s*$/],
  [/\.html$/, /<\/html>\s*$/],
  [/\.(md|csv)$/, /\n$/],
];

export function leftovers({ out, earlier, temporary, killed }: Scene): Leftovers {
  const found: Leftovers = { records: 0, partial: 0, faults: [] };
  if (!isWhole(earlier)) found.faults.push('the record of the earlier run was changed');
  const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const path of files.map((entry) => join(entry.parentPath, entry.name))) {
    if (path !== earlier.path) look(path, relative(out, path), killed, found);
  }
  for (const { ok, error } of validatePublished([out], Date.now())) {
    if (!ok) found.faults.push(`contend validate: ${error?.message}`);
  }
  if (!killed) {
    found.faults.push(...readdirSync(temporary).map((name) => `${name} was left in the temporary folder`));
  }
  return found;
}

function isWhole({ path, bytes }: Scene['earlier']): boolean {
  try {
    return readFileSync(path).equals(bytes);
  } catch {
    return false;
  }
}

function look(path: string, name: string, killed: boolean, found: Leftovers): void {
  if (UNFINISHED.test(basename(path))) {
    if (!killed) found.faults.push(`${name} was left unfinished`);
  } else if (path.endsWith('.json')) {
    try {
      const { record } = readRecord(path);
      found.records++;
      if (record.partial) found.partial++;
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      found.faults.push(`${name}: ${error.message}`);
    }
  } else {
    const end = ENDS.find(([named]) => named.test(path))?.[1];
    if (end === undefined) found.faults.push(`${name} is nothing that contend writes`);
    else if (!end.test(readFileSync(path, 'utf8'))) found.faults.push(`${name} is not whole`);
  }
}
