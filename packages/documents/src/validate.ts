import { basename } from 'node:path';
import { RecordError, type Validated } from '@contend/record';
import type { Host } from '@contend/record/schema';
import { BUDGETS, RUNTIME_BUDGETS } from './budgets.ts';
import { type DocumentKind, readDocument } from './document.ts';
import { ENGINE } from './engine.ts';
import { FUZZING } from './fuzzing.ts';
import { HITS } from './hits.ts';
import { INTERRUPTIONS } from './interruptions.ts';
import { SOAK } from './soak.ts';
import { WAITERS } from './waiters.ts';

/** By file name. */
const KINDS: ReadonlyMap<string, DocumentKind<{ host: Host }>> = new Map(
  [SOAK, INTERRUPTIONS, FUZZING, HITS, WAITERS, ENGINE, BUDGETS, RUNTIME_BUDGETS].map((kind) => [kind.file, kind]),
);

/** What is measured besides runs and known by its name; `null` for every other file. Its form states what must agree. */
export function validateDocument(file: string): Validated | null {
  const kind = KINDS.get(basename(file));
  if (kind === undefined) return null;
  try {
    readDocument(file, kind);
    return { file, ok: true, recomputed: true };
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    return { file, ok: false, error };
  }
}
