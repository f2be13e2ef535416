/** One side of a comparison: the runs of one machine with one version of everything. */
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import {
  type ContendRecord,
  differing,
  HOST_FIELDS,
  MEASURE_FIELDS,
  plainText,
  readRecord,
  recordFiles,
  unlikeWorkloads,
} from '@contend/record';
import { Failure } from '../cli/failure.ts';
import type { SideSummary } from './document.ts';
import { notComparable } from './fields.ts';

/** The cost of exact distributions grows with its fourth power; nobody who measures needs as many. */
const MAX_RUNS = 100;
const MEND = 'give runs of one machine and one version';

export interface Run {
  file: string;
  record: ContendRecord;
  /** False: made by other formulas. */
  recomputed: boolean;
}

export interface Side {
  name: 'BASE' | 'HEAD';
  path: string;
  runs: readonly [Run, ...Run[]];
}

/**
 * @param path a record, or a folder with those of several runs
 * @throws RecordError for what is no record
 * @throws Failure when its runs cannot stand for one side: they differ in a field, or one is there twice
 */
export function readSide(name: Side['name'], path: string): Side {
  const files = filesOf(path);
  if (files.length > MAX_RUNS) {
    const message = `${path} holds ${files.length} records, and at most ${MAX_RUNS} are compared: give a smaller folder`;
    throw new Failure('too-many', plainText(message));
  }
  const [first, ...others] = files.map((file): Run => ({ file, ...readRecord(file) })) as [Run, ...Run[]];
  for (const run of others) agree(name, first, run);
  const runs = [first, ...others] as const;
  eachOnce(runs);
  return { name, path, runs: [...runs] };
}

export function summary({ path, runs }: Side): SideSummary {
  const starts = runs.map(({ record }) => record.startedAt).sort();
  return {
    path,
    files: runs.map(({ file }) => file),
    runs: runs.length,
    from: starts[0] as string,
    to: starts.at(-1) as string,
  };
}

function filesOf(path: string): string[] {
  // A file that is not there is for the reader to complain about.
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [path];
  return recordFiles(path);
}

function agree(name: string, first: Run, other: Run): void {
  const [difference] = [
    ...differing(first.record, other.record, [...MEASURE_FIELDS, ...HOST_FIELDS]),
    ...unlikeWorkloads(first.record, other.record),
  ];
  if (difference !== undefined) throw notComparable(difference, MEND, `${name}: ${first.file} and ${other.file}`);
}

/** A copy is no second measurement: it would make the noise between runs look like none. */
export function eachOnce(runs: readonly Run[]): void {
  const seen = new Map<string, string>();
  for (const { file, record } of runs) {
    const digest = createHash('sha256').update(JSON.stringify(record.cells)).digest('hex');
    const twin = seen.get(digest);
    if (twin !== undefined) {
      const message = `${file} is the same run as ${twin}, and a run counts once: remove one of them`;
      throw new Failure('same-run', plainText(message));
    }
    seen.set(digest, file);
  }
}
