/** The page on `navigator.locks`: where it lies, and what is generated in it, from the record of the most runtimes. */
import { readFileSync } from 'node:fs';
import {
  type Cell,
  type ContendRecord,
  contendersIn,
  type MeasuredRuntime,
  processorName,
  usableCores,
} from '@contend/record';
import { codeSpan } from '@contend/report/code-span';
import { fill } from './fill.ts';
import { mostRuntimes } from './locks/engines.ts';
import type { Reading } from './locks/readers.ts';
import { ROOT } from './page.ts';
import { grouped, table } from './table.ts';

export const WEB_LOCKS = new URL('docs/web-locks.md', ROOT);
const STRATEGY = 'guests/web-locks';
const UNKNOWN = '—';
const NONE = 'No committed record has several runtimes yet.';

function about({ record: { host, startedAt }, file }: Reading): string {
  return `Measured on ${codeSpan(processorName(host.cpu))}, ${usableCores(host)} cores, ${codeSpan(startedAt.slice(0, 10))}: [the record](../${file}).`;
}

/** A row for each runtime and number of threads, and one for each runtime that has no such locks. */
export function judgedTable({ runtimes, cells }: Pick<ContendRecord, 'runtimes' | 'cells'>): string {
  const rows = runtimes.flatMap((runtime) => {
    const own = cells.filter(
      (cell) =>
        cell.runtime === runtime.label && cell.strategy === STRATEGY && cell.world === 'threads' && cell.contenders > 1,
    );
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
  const reading = mostRuntimes(ROOT);
  const contents =
    reading === null ? { about: NONE, judged: NONE } : { about: about(reading), judged: judgedTable(reading.record) };
  return fill(readFileSync(WEB_LOCKS, 'utf8'), new Map(Object.entries(contents)));
}
