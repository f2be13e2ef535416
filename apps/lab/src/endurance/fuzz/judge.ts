/** What becomes of mutated records: read, compared with the valid one, shown; and whatever of that should not be. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '@contend/bench/cli/failure';
import { comparisonOf } from '@contend/bench/compare/comparison';
import { renderMarkdown } from '@contend/bench/compare/markdown';
import type { Side } from '@contend/bench/compare/side';
import { renderComparison } from '@contend/bench/compare/terminal';
import type { Fuzzing } from '@contend/documents';
import { type ContendRecord, plainText, type ReadRecord, RecordError, readRecord } from '@contend/record';
import { renderSummary, renderTexts, writeReport } from '@contend/report';
import fc from 'fast-check';
import { liesIn } from './lies.ts';
import { mutationsOf } from './mutate.ts';

/** Pictures take longer than all else together: one accepted record in so many gets them. */
const PICTURED = 100;
/** CPU time that one input may take: far above what any does, pictures included. */
const MOST_CPU_S = 20;
const LONGEST_MESSAGE = 2_001;
const SCREEN = { columns: 80, colour: false };

export interface Fuzz {
  valid: ContendRecord;
  seed: number;
  inputs: number;
  /** The reader under test. */
  read?: (path: string) => ReadRecord;
  /** Called before each input with its number. */
  before?: (input: number) => void;
}

export type Found = Pick<Fuzzing, 'mutations' | 'compared' | 'drawn' | 'faults'>;

/** The same arguments find the same. */
export async function fuzz({ valid, seed, inputs, read = readRecord, before }: Fuzz): Promise<Found> {
  const folder = mkdtempSync(join(tmpdir(), 'contend-fuzz-'));
  const file = join(folder, 'record.json');
  const mutations = new Map<string, { accepted: number; refused: number }>();
  const found: Found = { mutations: [], compared: 0, drawn: 0, faults: [] };
  let accepted = 0;
  try {
    for (const [input, { name, make }] of fc.sample(mutationsOf(valid), { numRuns: inputs, seed }).entries()) {
      before?.(input);
      const fault = (says: string) => found.faults.push({ input, says: plainText(`${name}: ${says}`) });
      const { user } = process.cpuUsage();
      writeFileSync(file, make());
      const counts = mutations.getOrInsertComputed(name, () => ({ accepted: 0, refused: 0 }));
      const outcome = await within(() => read(file), fault);
      if (outcome === null) counts.refused++;
      else {
        counts.accepted++;
        for (const lie of liesIn(outcome)) fault(`accepted, and ${lie}`);
        if ((await within(() => compared(valid, outcome, file), fault)) !== null) found.compared++;
        const pictures = accepted++ % PICTURED === 0 ? folder : null;
        if ((await within(() => shown(outcome.record, pictures), fault)) !== null) found.drawn++;
      }
      const seconds = process.cpuUsage().user / 1e6 - user / 1e6;
      if (seconds > MOST_CPU_S) fault(`took ${seconds.toFixed(0)} s of CPU time`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  found.mutations = Array.from(mutations, ([name, counts]) => ({ name, ...counts }));
  return found;
}

/** @returns `null` for a refusal in one line, which is as it should be, and for whatever else was thrown, which is not */
async function within<T>(act: () => T | Promise<T>, fault: (says: string) => void): Promise<T | null> {
  try {
    return await act();
  } catch (error) {
    const { message } = error as Error;
    if (!(error instanceof RecordError || error instanceof Failure)) {
      fault(`crashed: ${error instanceof Error ? (error.stack ?? message) : error}`);
    } else if (plainText(message, LONGEST_MESSAGE) !== message) fault(`refused, but not in one plain line: ${message}`);
    return null;
  }
}

/** As BASE and as HEAD. @throws Failure for what cannot be compared */
function compared(valid: ContendRecord, { record, recomputed }: ReadRecord, path: string): true {
  const sideOf = (name: Side['name'], run: ReadRecord): Side => ({ name, path, runs: [{ file: path, ...run }] });
  const whole = { record: valid, recomputed: true };
  for (const [base, head] of [[whole, { record, recomputed }] as const, [{ record, recomputed }, whole] as const]) {
    const document = comparisonOf(sideOf('BASE', base), sideOf('HEAD', head));
    sound(record, [renderMarkdown(document), renderComparison(document, SCREEN), JSON.stringify(document)]);
  }
  return true;
}

async function shown(record: ContendRecord, pictures: string | null): Promise<true> {
  sound(record, [renderSummary(record, SCREEN), ...Object.values(await renderTexts(record, null, []))]);
  if (pictures !== null) await writeReport(record, pictures, null);
  return true;
}

/** @throws Error when figures that are none were shown, unless the record's own texts have such words */
function sound(record: ContendRecord, texts: readonly string[]): void {
  const own = JSON.stringify(record);
  for (const word of ['NaN', 'Infinity', '[object Object]']) {
    if (own.includes(word)) continue;
    for (const text of texts) {
      const where = withoutScripts(text).indexOf(word);
      if (where !== -1) throw new Error(`shows ${word}: …${text.slice(Math.max(0, where - 60), where + 60)}…`);
    }
  }
}

/** A page's own code may name what its figures must not be. */
function withoutScripts(text: string): string {
  return text.replaceAll(/<script\b[\s\S]*?<\/script>/g, '');
}
