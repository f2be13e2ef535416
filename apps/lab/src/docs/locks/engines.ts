/** The same locks in every engine: from the committed record of the most runtimes, whichever machine's. */
import { fileURLToPath } from 'node:url';
import { contendersIn, processorName, readRecord, recordFiles, usableCores } from '@contend/record';
import { codeSpan } from '@contend/report/code-span';
import { type Across, acrossRuntimes, comparedToFirst } from '@contend/report/runtimes';
import { duration } from '@contend/report/units';
import { table } from '../table.ts';
import { ratioText } from './against.ts';
import { isExact } from './cost.ts';
import type { Reading } from './readers.ts';

const NONE = 'No committed record has several runtimes yet.';
const UNKNOWN = '—';

/** @param root of the repository. @returns of those with the most runtimes the newest; `null`: none was committed yet */
export function mostRuntimes(root: URL): Reading | null {
  const folder = fileURLToPath(new URL('results/', root));
  const [most] = recordFiles(folder)
    .map((path) => ({ record: readRecord(path).record, file: `results/${path.slice(folder.length)}` }))
    .filter(({ record }) => !record.partial && record.runtimes.length > 1)
    .toSorted(
      (a, b) =>
        b.record.runtimes.length - a.record.runtimes.length ||
        Date.parse(b.record.startedAt) - Date.parse(a.record.startedAt),
    );
  return most ?? null;
}

export function aboutEngines(reading: Reading | null): string {
  if (reading === null) return NONE;
  const { host, startedAt, runtimes } = reading.record;
  const rows = runtimes.map(({ label, engine, flags, clockStepNs, pinnedBy, cpuTime }) => [
    codeSpan(label),
    codeSpan(engine),
    flags.length === 0 ? UNKNOWN : flags.map((flag) => codeSpan(flag)).join(', '),
    duration(clockStepNs),
    pinnedBy ?? UNKNOWN,
    cpuTime ?? UNKNOWN,
  ]);
  return [
    `Measured on ${codeSpan(processorName(host.cpu))}, ${usableCores(host)} cores, ${codeSpan(startedAt.slice(0, 10))}: [the record](../${reading.file}).`,
    table(['runtime', 'engine', 'flags or preferences', 'clock step', 'threads pinned by', 'CPU time from'], rows),
  ].join('\n\n');
}

/** A table for each number of contenders: ns per increment, and how many times as long that is as in the first runtime. */
export function enginesTables(reading: Reading | null, world: string): string {
  const all = reading === null ? [] : acrossRuntimes(reading.record).filter((each) => each.world === world);
  if (all.length === 0) return reading === null ? NONE : `The record has none of these among ${world}.`;
  return all.map(tableOf).join('\n\n');
}

function tableOf(across: Across): string {
  const compared = comparedToFirst(across);
  const rows = across.rows.map(({ strategy, cells }) => [
    codeSpan(strategy),
    ...cells.map((cell, i) => {
      if (cell === undefined) return UNKNOWN;
      if (cell.nsPerIncrement === null) return cell.verdict;
      const ns = `${isExact(cell) ? '' : '✗ '}${duration(cell.nsPerIncrement.median)}`;
      const found = compared.find((each) => each.strategy === strategy && each.runtime === across.runtimes[i]);
      return found === undefined ? ns : `${ns}, ${ratioText(found, found.call)}`;
    }),
  ]);
  return table([contendersIn(across.world, across.contenders), ...across.runtimes], rows);
}
