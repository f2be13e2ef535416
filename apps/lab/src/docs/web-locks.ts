/** The page on `navigator.locks`: where it lies, and what is generated in it, from the record that lies beside it. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  type Cell,
  type ContendRecord,
  contendersIn,
  type MeasuredRuntime,
  processorName,
  readRecord,
  usableCores,
} from '@contend/record';
import { codeSpan } from '@contend/report/code-span';
import { fill } from './fill.ts';
import { ROOT } from './page.ts';
import { grouped, table } from './table.ts';

export const WEB_LOCKS = new URL('docs/web-locks.md', ROOT);
const RECORD = new URL('docs/web-locks/record.json', ROOT);
const STRATEGY = 'guests/web-locks';
const UNKNOWN = '—';

export function about({ host, startedAt }: Pick<ContendRecord, 'host' | 'startedAt'>): string {
  return `Measured on ${codeSpan(processorName(host.cpu))}, ${usableCores(host)} cores, ${codeSpan(startedAt.slice(0, 10))}: [the record](web-locks/record.json).`;
}

/** A row for each runtime and number of threads, and one for each runtime that has no such locks. */
export function judgedTable({ runtimes, cells }: Pick<ContendRecord, 'runtimes' | 'cells'>): string {
  const rows = runtimes.flatMap((runtime) => {
    const own = cells.filter((cell) => cell.runtime === runtime.label && cell.strategy === STRATEGY);
    return own.length === 0 ? [absentRow(runtime)] : own.map((cell) => judgedRow(runtime, cell));
  });
  return table(['runtime', 'engine', 'contenders', 'increments', 'lost', 'exclusion'], rows);
}

function judgedRow({ label, engine }: MeasuredRuntime, cell: Cell): string[] {
  const { world, contenders, expected, lost, verdict } = cell;
  const kept = verdict === 'exact' ? 'kept' : `**${verdict}**`;
  return [codeSpan(label), codeSpan(engine), contendersIn(world, contenders), grouped(expected), grouped(lost), kept];
}

function absentRow({ label, engine, absent }: MeasuredRuntime): string[] {
  const reason = absent.find(({ strategy }) => strategy === STRATEGY)?.reason;
  return [codeSpan(label), codeSpan(engine), '', '', '', reason === undefined ? UNKNOWN : codeSpan(reason)];
}

/** @returns the page as it should be, from the page as it is */
export function generatedWebLocks(): string {
  const { record } = readRecord(fileURLToPath(RECORD));
  const contents = { about: about(record), judged: judgedTable(record) };
  return fill(readFileSync(WEB_LOCKS, 'utf8'), new Map(Object.entries(contents)));
}
