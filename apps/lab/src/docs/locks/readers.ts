/** What locks do for contenders that mostly read: from the newest committed record that has such cells, whichever machine's. */
import { fileURLToPath } from 'node:url';
import {
  type Cell,
  type ContendRecord,
  isMostlyRead,
  processorName,
  readRecord,
  recordFiles,
  usableCores,
} from '@contend/record';
import { codeSpan } from '@contend/report/code-span';
import { duration, rate } from '@contend/report/units';
import { table } from '../table.ts';
import { isExact } from './cost.ts';

export interface Reading {
  record: ContendRecord;
  /** From the repository's root. */
  file: string;
}

const UNKNOWN = '—';

/** @param root of the repository. @returns `null`: none was committed yet */
export function newestReading(root: URL): Reading | null {
  const folder = fileURLToPath(new URL('results/', root));
  const found = recordFiles(folder)
    .map((path) => ({ record: readRecord(path).record, file: `results/${path.slice(folder.length)}` }))
    .filter(({ record }) => !record.partial && record.cells.some(({ workload }) => isMostlyRead(workload)))
    .toSorted((a, b) => Date.parse(b.record.startedAt) - Date.parse(a.record.startedAt));
  return found[0] ?? null;
}

/** A row a strategy, the quickest of those that counted right first. */
export function readersTable(reading: Reading | null, world: string): string {
  const all = reading?.record.cells.filter((cell) => cell.world === world) ?? [];
  const cells = all.filter(({ workload }) => isMostlyRead(workload));
  if (cells.length === 0) return `No committed record has readers among ${world}.`;
  const contenders = Math.max(...cells.map((cell) => cell.contenders));
  const workloads = [...new Set(cells.map(({ workload }) => workload))];
  const rows = [...Map.groupBy(cells, ({ strategy }) => strategy)]
    .map(([strategy, own]) => {
      const under = (workload: string) =>
        own.find((cell) => cell.workload === workload && cell.contenders === contenders);
      const hot = all.find(
        (cell) => cell.strategy === strategy && cell.workload === 'hot' && cell.contenders === contenders,
      );
      return { strategy, steps: workloads.map(under), hot, wrong: own.filter((cell) => !isExact(cell)) };
    })
    .toSorted((a, b) => a.wrong.length - b.wrong.length || speedOf(b.steps.at(-1)) - speedOf(a.steps.at(-1)))
    .map(({ strategy, steps, hot, wrong }) => [
      codeSpan(strategy),
      ...steps.map(shown),
      shownTime(steps.at(-1)?.waitByTime?.p999),
      shownTime(hot?.nsPerIncrement?.median),
      wrong.length === 0 ? 'exact' : [...new Set(wrong.map(({ verdict }) => verdict))].join(', '),
    ]);
  const writes = workloads.map((workload) => `1 write in ${workload.slice(workload.lastIndexOf('-') + 1)}`);
  return table([`${contenders} ${world}`, ...writes, 'p99.9 wait by time', 'only writes, ns each', 'count'], rows);
}

const speedOf = (cell: Cell | undefined): number => cell?.throughput?.median ?? 0;

function shown(cell: Cell | undefined): string {
  if (cell === undefined) return UNKNOWN;
  return cell.throughput === null ? cell.verdict : `${isExact(cell) ? '' : '✗ '}${rate(cell.throughput.median)}`;
}

const shownTime = (ns: number | null | undefined): string => (ns == null ? UNKNOWN : duration(ns));

export function aboutReading(reading: Reading | null): string {
  if (reading === null) return 'No committed record has such cells yet.';
  const { host, runtime, startedAt } = reading.record;
  return [
    `Reads and writes per second of all contenders, medians over fresh processes; measured on ${codeSpan(processorName(host.cpu))},`,
    `${usableCores(host)} cores, under ${codeSpan(`${runtime.name} ${runtime.version}`)}, ${codeSpan(startedAt.slice(0, 10))}:`,
    `[the record](../${reading.file}).`,
  ].join(' ');
}
