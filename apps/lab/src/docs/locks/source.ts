/** What the page on locks is made from: one committed record of one machine, and what lies beside it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUILTIN } from '@contend/bench/catalogue/builtin';
import { BUDGETS, type Budgets, ENGINE, type Engine, readDocument, WAITERS, type Waiters } from '@contend/documents';
import { type Cell, type ContendRecord, processorName, readRecord, recordFiles, usableCores } from '@contend/record';
import { codeSpan } from '@contend/report/code-span';
import { parsed } from '../newest.ts';
import type { CheckedDocument } from '../proof.ts';

/** One machine's, so that what others contribute changes nothing here. */
export const MACHINE = 'amd-epyc-family-26-model-2-2-cores-linux-x64';
const WORKLOAD = 'hot';
/** What locks are held against. */
export const PTHREAD = 'native/pthread-mutex';

export interface Source {
  record: ContendRecord;
  /** From the repository's root. */
  file: string;
  checked: Pick<CheckedDocument, 'reports'> | null;
  waiters: Waiters | null;
  engine: Engine | null;
  budgets: Budgets | null;
}

/** @param root of the repository */
export function committed(root: URL): Source {
  const folder = `results/${MACHINE}`;
  const at = fileURLToPath(new URL(`${folder}/`, root));
  const records = recordFiles(at).map((path) => ({ path, record: readRecord(path).record }));
  const { path, record } = fullest(records);
  const beside = <T>(name: string, read: (path: string) => T): T | null =>
    existsSync(join(at, name)) ? read(join(at, name)) : null;
  return {
    record,
    file: `${folder}/${path.slice(at.length)}`,
    checked: beside('checked.json', parsed<CheckedDocument>),
    waiters: beside(WAITERS.file, (name) => readDocument(name, WAITERS)),
    engine: beside(ENGINE.file, (name) => readDocument(name, ENGINE)),
    budgets: beside(BUDGETS.file, (name) => readDocument(name, BUDGETS)),
  };
}

/** The one with the most strategies, and of several the newest: a run of a few says little about families. */
export function fullest<T extends { record: ContendRecord }>(records: readonly T[]): T {
  const strategies = ({ record }: T) => new Set(record.cells.map(({ strategy }) => strategy)).size;
  const whole = records.filter(({ record }) => !record.partial);
  const [first] = whole.toSorted(
    (a, b) => strategies(b) - strategies(a) || Date.parse(b.record.startedAt) - Date.parse(a.record.startedAt),
  );
  if (first === undefined) throw new Error(`no record of ${MACHINE} is committed: npx turbo run bench`);
  return first;
}

/** The strategies that come with contend, in the order of their listing. */
export const STRATEGIES: readonly string[] = BUILTIN.map((specifier) => specifier.replace('@contend/', ''));

/** Cells with nothing inside or outside the section, in the record's own runtime, pinned where any are. */
export function cellsIn({ cells }: ContendRecord, world: string): Cell[] {
  const [{ runtime, pinned } = { runtime: '', pinned: false }] = cells.toSorted(
    (a, b) => Number(b.pinned) - Number(a.pinned),
  );
  return cells.filter(
    (cell) => cell.world === world && cell.workload === WORKLOAD && cell.runtime === runtime && cell.pinned === pinned,
  );
}

/** Numbers of contenders that tables have columns for: among threads one, one a core and two a core; every one among tasks. */
export function contendersShown(record: ContendRecord, world: string): number[] {
  const cores = usableCores(record.host);
  const measured = new Set(cellsIn(record, world).map(({ contenders }) => contenders));
  const wanted = world === 'threads' ? [1, cores, 2 * cores].filter((n) => measured.has(n)) : [...measured];
  return [...new Set(wanted)].sort((a, b) => a - b);
}

export function about({ record, file }: Source): string {
  const { host, runtime, startedAt, plan } = record;
  const virtual =
    host.virtualised === null || host.virtualised === 'no' ? '' : `, virtual (${codeSpan(host.virtualised)})`;
  return [
    `Measured on ${codeSpan(processorName(host.cpu))}, ${usableCores(host)} cores${virtual}, under`,
    `${codeSpan(`${runtime.name} ${runtime.version}`)}, ${codeSpan(startedAt.slice(0, 10))}, profile`,
    `${codeSpan(plan.profile)}: [the record](../${file}) with every round.`,
  ].join(' ');
}
