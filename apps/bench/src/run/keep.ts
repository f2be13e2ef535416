/** Keeps the record of a run on disk: after each block, and at the end; somewhere else when the disk is full. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ContendRecord, checkpoint, ensureWritable, RecordError, writeRecord } from '@contend/record';
import { Failure } from '../cli/failure.ts';

/** A killed run loses no more than this. */
const SAVE_EVERY_MS = 10_000;

function asFailure(error: unknown): unknown {
  return error instanceof RecordError ? new Failure(error.code, error.message) : error;
}

export interface Keeper {
  /** Saves what was measured so far, every now and then. A failure is told once, and the run goes on. */
  soFar(record: () => ContendRecord): void;
  /** @returns the record's path. @throws Failure that says where the record went instead */
  finished(record: ContendRecord): string;
}

/**
 * @param now ms
 * @throws Failure when nothing can be written to the folder: better known before than after
 */
export function keeper(out: string, warn: (line: string) => void, now: () => number): Keeper {
  try {
    ensureWritable(out);
  } catch (error) {
    throw asFailure(error);
  }
  let warned = false;
  let saved = Number.NEGATIVE_INFINITY;
  return {
    soFar(record) {
      if (now() - saved < SAVE_EVERY_MS) return;
      saved = now();
      try {
        checkpoint(out, record());
      } catch (error) {
        if (!warned) warn(`warning: cannot save in between: ${error instanceof Error ? error.message : error}`);
        warned = true;
      }
    },
    finished(record) {
      try {
        return writeRecord(out, record);
      } catch (error) {
        if (!(error instanceof RecordError)) throw error;
        if (error.code === 'invalid') throw asFailure(error);
        throw new Failure(error.code, `${error.message}; ${elsewhere(record)}`);
      }
    },
  };
}

function elsewhere(record: ContendRecord): string {
  try {
    return `the record is in ${writeRecord(join(tmpdir(), 'contend-results'), record)}`;
  } catch {
    return 'nor can the temporary folder take it: free some space and use --json to keep the record through a pipe';
  }
}
