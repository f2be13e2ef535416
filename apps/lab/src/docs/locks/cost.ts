/** What the strategies of a family cost, and what is known of their counts: a row a strategy. */
import type { Cell, Explored } from '@contend/record';
import { codeSpan } from '@contend/report/code-span';
import { duration } from '@contend/report/units';
import { table } from '../table.ts';
import { cellsIn, contendersShown, type Source, STRATEGIES } from './source.ts';

const UNKNOWN = '—';

/** @param family the strategies in question, as they are listed or not */
export function costTable(source: Source, family: (strategy: string) => boolean, world: string): string {
  const cells = cellsIn(source.record, world).filter(({ strategy }) => family(strategy));
  if (cells.length === 0) return `The record has none of these among ${world}.`;
  const contenders = contendersShown(source.record, world);
  const most = contenders.at(-1) ?? 1;
  const rows = [...Map.groupBy(cells, ({ strategy }) => strategy)]
    .toSorted(([a], [b]) => STRATEGIES.indexOf(a) - STRATEGIES.indexOf(b))
    .map(([strategy, own]) => {
      const at = (n: number) => own.find((cell) => cell.contenders === n);
      const last = at(most);
      return [
        codeSpan(strategy),
        ...contenders.map((n) => speed(at(n))),
        last?.fairness.jain?.toFixed(2) ?? UNKNOWN,
        shown(last?.longestGap),
        shown(last?.waitByTime?.p999),
        counts(source.record.cells.filter((cell) => cell.strategy === strategy && cell.world === world)),
        explored(source, own),
      ];
    });
  const titles = [
    world,
    ...contenders.map(String),
    `Jain, ${most}`,
    `longest gap, ${most}`,
    `p99.9 wait by time, ${most}`,
    'count',
    'explored',
  ];
  return table(titles, rows);
}

/** Those of a family that the record lacks, in a sentence; empty where it has all. */
export function missing({ record }: Source, family: (strategy: string) => boolean): string {
  const there = new Set(record.cells.map(({ strategy }) => strategy));
  const gone = STRATEGIES.filter((strategy) => family(strategy) && !there.has(strategy));
  return gone.length === 0 ? '' : `Not in the record: ${gone.map((strategy) => codeSpan(strategy)).join(', ')}.`;
}

const shown = (ns: number | null | undefined): string => (ns == null ? UNKNOWN : duration(ns));

export function isExact({ verdict, lost }: Cell): boolean {
  return verdict === 'exact' && lost === 0;
}

/** A wrong count's speed is worth nothing, and marked. */
function speed(cell: Cell | undefined): string {
  if (cell === undefined) return UNKNOWN;
  if (cell.nsPerIncrement === null) return cell.verdict;
  return `${isExact(cell) ? '' : '✗ '}${duration(cell.nsPerIncrement.median)}`;
}

/** Of all of its cells, whatever their workload. */
function counts(cells: readonly Cell[]): string {
  const wrong = cells.filter((cell) => !isExact(cell));
  if (wrong.length === 0) return 'exact';
  const kinds = [...new Set(wrong.map(({ verdict }) => verdict))].join(', ');
  const promise = wrong.some(({ promised }) => promised) ? '' : ', not promised';
  return `${kinds} in ${wrong.length} of ${cells.length} cells${promise}`;
}

function explored({ checked }: Source, cells: readonly Cell[]): string {
  const [{ strategy, world } = { strategy: '', world: '' }] = cells;
  const report: Pick<Explored, 'verdict' | 'reached'> | undefined =
    cells.find((cell) => cell.explored !== null)?.explored ??
    checked?.reports.find((each) => each.strategy === strategy && each.world === world);
  if (report === undefined) return UNKNOWN;
  const { verdict, reached } = report;
  if (verdict === 'violation' || reached === null) return verdict;
  return `${reached.contenders} × ${reached.increments}`;
}
