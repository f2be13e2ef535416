/** `contend report`: the newest record of each machine as a page, pictures, Markdown and CSV. */
import { mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type ContendRecord, machineName, type RecordError, readPaths } from '@contend/record';
import { Failure, STATUS } from '../failure.ts';
import { print, printJson } from '../print.ts';

export interface ReportFlags {
  out?: string;
  json: boolean;
}

interface Found {
  file: string;
  record: ContendRecord;
}

/** What cannot be read is named, and the rest goes on; the status tells in the end. */
export async function report(paths: readonly string[], { out, json }: ReportFlags): Promise<number> {
  const { newest, errors } = read(paths);
  for (const { message } of errors) await print(`contend: ${message}\n`, process.stderr);
  const { writeReport } = await import('@contend/report');
  const reports = [];
  for (const [machine, { file, record }] of newest) {
    const folder = out === undefined ? dirname(file) : newest.size === 1 ? out : join(out, machine);
    const beside = out === undefined ? basename(file) : null;
    const files = await writing(folder, () => writeReport(record, folder, beside));
    if (!json) await print(files.map((path) => `${path}\n`).join(''));
    reports.push({ machine, record: file, files });
  }
  if (json) {
    await printJson({ reports, errors: errors.map(({ code, message }) => ({ code, message })) });
  }
  return errors.length === 0 ? STATUS.held : STATUS.input;
}

function read(paths: readonly string[]): { newest: Map<string, Found>; errors: RecordError[] } {
  const newest = new Map<string, Found>();
  const errors: RecordError[] = [];
  for (const found of readPaths(paths)) {
    if ('error' in found) {
      errors.push(found.error);
      continue;
    }
    const { file, record } = found;
    const machine = machineName(record.host);
    const known = newest.get(machine)?.record.startedAt ?? '';
    if (Date.parse(record.startedAt) > (Date.parse(known) || 0)) newest.set(machine, { file, record });
  }
  return { newest, errors };
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
