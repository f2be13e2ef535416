/** Puts records on disk so that no reader ever sees half of one, and no run ever replaces another's. */
import fs from 'node:fs';
import { dirname, join } from 'node:path';
import { RecordError } from './error.ts';
import { parseForm } from './form.ts';
import { formatRecord } from './format.ts';
import { implausible } from './plausible.ts';
import { fieldName } from './problem.ts';
import { replaceFile, temporaryPath, writeTemporary } from './replace.ts';
import type { ContendRecord, Host } from './schema.ts';
import { codeOf, inWords } from './system-error.ts';

/** How a finished record is called: its run's start, and a number where two runs started in the same second. */
export const RECORD_NAME = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ(-\d+)?\.json$/;

const FULL = new Set(['ENOSPC', 'EFBIG', 'EDQUOT']);
/** What file systems without hard links answer to `link`. */
const NO_LINKS = new Set(['EPERM', 'EACCES', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'UNKNOWN']);

/** `<out>/<machine>/<UTC time>.json`: where a record goes when nothing is there yet. */
export function recordPath(out: string, record: Pick<ContendRecord, 'host' | 'startedAt'>): string {
  return `${stem(out, record)}.json`;
}

/**
 * Writes a finished record and removes its checkpoint. Never replaces a file: a second run of the same second gets a
 * number behind its time.
 *
 * @returns the record's path
 * @throws RecordError `invalid` for what no reader would accept, `disk-full`, `unwritable`
 */
export function writeRecord(out: string, record: ContendRecord): string {
  return guarded(out, () => {
    const beginning = stem(out, record);
    const text = checked(record);
    fs.mkdirSync(dirname(beginning), { recursive: true });
    const temporary = writeTemporary(dirname(beginning), text);
    try {
      const path = place(temporary, beginning);
      fs.rmSync(checkpointPath(out, record), { force: true });
      return path;
    } finally {
      fs.rmSync(temporary, { force: true });
    }
  });
}

/**
 * Writes what has been measured so far to `<UTC time>.partial.json`, in place of the checkpoint before: a killed run
 * loses nothing but its last steps.
 *
 * @returns the checkpoint's path
 * @throws as {@link writeRecord}
 */
export function checkpoint(out: string, record: ContendRecord): string {
  return guarded(out, () => {
    const path = checkpointPath(out, record);
    const text = checked(record);
    fs.mkdirSync(dirname(path), { recursive: true });
    replaceFile(path, text);
    return path;
  });
}

/**
 * Makes the folder and proves that files can be written there, before hours are spent on measuring.
 *
 * @throws RecordError `unwritable` or `disk-full`
 */
export function ensureWritable(out: string): void {
  guarded(out, () => {
    fs.mkdirSync(out, { recursive: true });
    const probe = temporaryPath(out);
    try {
      fs.writeFileSync(probe, 'contend was here', { flag: 'wx' });
    } finally {
      fs.rmSync(probe, { force: true });
    }
  });
}

function stem(out: string, { host, startedAt }: Pick<ContendRecord, 'host' | 'startedAt'>): string {
  const time = new Date(startedAt).toISOString().replace(/\.\d+/, '').replaceAll(':', '-');
  return join(out, machineName(host), time);
}

function checkpointPath(out: string, record: ContendRecord): string {
  return `${stem(out, record)}.partial.json`;
}

/**
 * What the machine is, never what it is called: 'amd-epyc-family-26-model-2-2-cores-linux-x64'. Safe as a folder's name.
 * Every x86 processor is named by its family and model, known or not, since a hypervisor's name for it is shared by several.
 */
export function machineName({ cpu, allowedCores, availableParallelism, os, arch }: Host): string {
  const cores = allowedCores?.length ?? availableParallelism;
  const signature = arch === 'x64' ? [slug(cpu.signature ?? 'unknown family')] : [];
  return [slug(cpu.model) || 'unknown-cpu', ...signature, cores, 'cores', slug(os.platform), slug(arch)].join('-');
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/\((r|tm|c)\)|[®™]/g, ' ')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
}

/** As text. A record that contend could not read again is a defect of contend: better found at the first checkpoint. */
function checked(record: ContendRecord): string {
  const form = parseForm(record);
  const problem = 'problem' in form ? form.problem : implausible(form.record);
  if (problem === null) return formatRecord(record);
  const what = `${fieldName(problem.path) || 'the record'}: ${problem.message}`;
  throw new RecordError('invalid', `this run's record would not be valid (${what}): please report it`);
}

/** A link fails where a file already is, and is there whole or not at all. */
function place(temporary: string, stem: string): string {
  for (let n = 1; ; n++) {
    const path = n === 1 ? `${stem}.json` : `${stem}-${n}.json`;
    try {
      linkOrCopy(temporary, path);
      return path;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
}

function linkOrCopy(from: string, to: string): void {
  try {
    fs.linkSync(from, to);
  } catch (error) {
    if (!NO_LINKS.has(codeOf(error) ?? '')) throw error;
    copyExclusively(from, to);
  }
}

function copyExclusively(from: string, to: string): void {
  try {
    fs.copyFileSync(from, to, fs.constants.COPYFILE_EXCL);
  } catch (error) {
    // Half a copy is ours to remove; a file that was there before is not.
    if (codeOf(error) !== 'EEXIST') fs.rmSync(to, { force: true });
    throw error;
  }
}

function guarded<T>(out: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (error instanceof RecordError || codeOf(error) === undefined) throw error;
    if (FULL.has(codeOf(error) ?? '')) {
      throw new RecordError('disk-full', `no room in ${out}: ${inWords(error)}; free some space or give another --out`);
    }
    throw new RecordError('unwritable', `cannot write to ${out}: ${inWords(error)}; give another --out`);
  }
}
