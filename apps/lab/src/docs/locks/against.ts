/** Strategies against one of them, paired by block from the record's own forks. */
import type { Cell } from '@contend/record';
import { ratioOf } from '@contend/report/calls';
import { codeSpan } from '@contend/report/code-span';
import { duration, quantity } from '@contend/report/units';
import { CONFIDENCE, type Comparison, holm } from '@contend/stats';
import { table } from '../table.ts';
import { isExact } from './cost.ts';
import { cellsIn, contendersShown, type Source, STRATEGIES } from './source.ts';

const UNKNOWN = '—';

/** Times of `a` in times of `b`, as a text. */
export function ratioText(
  { ratio, low, high }: Pick<Comparison, 'ratio' | 'low' | 'high'>,
  call?: Comparison['call'],
): string {
  const interval = low === null || high === null ? '' : ` (${quantity(low)} to ${quantity(high)})`;
  const said = call === undefined ? '' : call === 'none' ? ', not called' : `, **${call}**`;
  return `${quantity(ratio)}${interval}${said}`;
}

/**
 * ns per increment of each relative to the base's, with 99 % intervals. What is called is corrected by Holm over the
 * comparisons of a column, as ranks are over a family.
 *
 * @param others which to compare, by their ids
 */
export function againstTable(
  { record }: Source,
  base: string,
  others: (strategy: string) => boolean,
  world: string,
): string {
  const cells = cellsIn(record, world);
  const contenders = contendersShown(record, world);
  if (!cells.some(({ strategy }) => strategy === base)) return `${codeSpan(base)} is not in the record.`;
  const compared = STRATEGIES.filter(
    (strategy) => strategy !== base && others(strategy) && cells.some((cell) => cell.strategy === strategy),
  );
  if (compared.length === 0) return `The record has no other strategy to compare with ${codeSpan(base)}.`;
  const at = (strategy: string, n: number) => cells.find((cell) => cell.strategy === strategy && cell.contenders === n);
  const columns = contenders.map((n) => {
    const found = compared.map((strategy) => compareCells(at(base, n), at(strategy, n)));
    const called = calls(found);
    return found.map((each, i) => (typeof each === 'string' ? each : ratioText(each, called[i])));
  });
  const rows = compared.map((strategy, i) => [codeSpan(strategy), ...columns.map((column) => column[i] as string)]);
  return table([`${world}, to ${codeSpan(base)}`, ...contenders.map(String)], rows);
}

/** @returns why not, where nothing may be compared */
function compareCells(a: Cell | undefined, b: Cell | undefined): Comparison | string {
  if (a === undefined || b === undefined) return UNKNOWN;
  const wrong = [a, b].find((cell) => !isExact(cell));
  if (wrong !== undefined) return `${codeSpan(wrong.strategy)}: ${wrong.verdict}`;
  return ratioOf(a, b) ?? UNKNOWN;
}

/** By place; `none` where nothing was compared. */
function calls(found: readonly (Comparison | string)[]): Comparison['call'][] {
  const tested = found.flatMap((each, place) =>
    typeof each === 'string' || each.pValue === null ? [] : [{ place, call: each.call, pValue: each.pValue }],
  );
  const adjusted = holm(tested.map(({ pValue }) => pValue));
  const all: Comparison['call'][] = found.map(() => 'none');
  for (const [i, { place, call }] of tested.entries()) {
    if ((adjusted[i] as number) <= 1 - CONFIDENCE) all[place] = call;
  }
  return all;
}

/** Percentiles of the waits by time that are shown. */
const SHOWN = [
  ['p99', 'p99'],
  ['p99.9', 'p999'],
] as const;

/** Strategies whose waits stand side by side: without hand-off, with it, and where no contender waits for another. */
const SIDE_BY_SIDE = ['mutex/futex', 'mutex/fair', 'atomic/add'];

/** What bounded hand-off does to the longest waits, and what it costs. A cell is audited once, so its waits have no interval. */
export function fairTable({ record }: Source): string {
  const cells = cellsIn(record, 'threads');
  const rows = contendersShown(record, 'threads').flatMap((n) => {
    const [futex, fair, add] = SIDE_BY_SIDE.map((strategy) =>
      cells.find((cell) => cell.strategy === strategy && cell.contenders === n),
    );
    if (futex === undefined || fair === undefined || n === 1) return [];
    const paired = compareCells(futex, fair);
    const price = typeof paired === 'string' ? paired : ratioText(paired, paired.call);
    return SHOWN.map(([title, percentile]) => {
      const [before, after, none] = [futex, fair, add].map((cell) => cell?.waitByTime?.[percentile] ?? null);
      return [
        ...[String(n), title],
        before == null ? UNKNOWN : duration(before),
        after == null ? UNKNOWN : duration(after),
        before == null || after == null || before === 0 ? UNKNOWN : quantity(after / before),
        none == null ? UNKNOWN : duration(none),
        price,
      ];
    });
  });
  if (rows.length === 0) return 'The record does not have both of `mutex/futex` and `mutex/fair`.';
  const titles = SIDE_BY_SIDE.map((strategy) => codeSpan(strategy));
  return table(['threads', 'waits by time', ...titles.slice(0, 2), 'ratio', ...titles.slice(2), 'ns, ratio'], rows);
}
