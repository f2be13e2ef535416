/** One row a strategy, one column a number of contenders; a bar and the longest gap for the most contenders. */
import { type Cell, contendersOf, plainText } from '@contend/record';
import { type Group, keptByOne, stateOf } from '../../model/cells.ts';
import { MEANINGS, type Word } from '../../model/why.ts';
import { clip, padEnd, padStart, width, wrap } from '../layout.ts';
import { duration } from '../units.ts';
import { bar, wrongBar } from './bar.ts';
import { BEST_FIRST, type Column, columnOf, STYLES } from './column.ts';
import type { Paint } from './paint.ts';

const MIN_BAR = 5;
const MAX_BAR = 24;
const GAP = 'longest gap';
/** Of a duration such as `12.3 ms`. */
const GAP_WIDTH = 7;
/** Columns of a terminal from which there may be room for why. */
const WIDE = 100;

interface Layout {
  columns: Column[];
  /** Width of the strategies' names and of the bars. */
  name: number;
  bar: number;
  /** Whether some column has room for why. */
  why: boolean;
}

/** @param why the words for a cell, shown where there is room for them */
export function renderTable(group: Group, columns: number, paint: Paint, why: (cell: Cell) => Word[]): string[] {
  const most = group.contenders.at(-1) as number;
  const strategies = sortedBy(most, group);
  const names = strategies.map((strategy) => plainText(strategy, 60));
  const layout = layoutFor(group, Math.max(...names.map(width)), columns, (cell) => why(cell).join(', '));
  const peak = Math.max(
    0,
    ...group.cells.filter((cell) => cell.contenders === most && stateOf(cell) === 'right').map(speed),
  );
  const titles = layout.columns.map((column) => column.title).join('  ');
  const missing = group.contenders.length - layout.columns.length;
  return [
    paint('dim', `${' '.repeat(layout.name)}  ${titles} ${padStart(GAP, layout.bar + 1 + GAP_WIDTH)}`),
    ...strategies.flatMap((strategy, index) => {
      const cells = layout.columns.map((column) => column.render(strategy, paint)).join('  ');
      const last = group.cells.find((cell) => cell.strategy === strategy && cell.contenders === most);
      const row = `${padEnd(clip(names[index] as string, layout.name), layout.name)}  ${cells} ${tail(last, peak, layout, paint)}`;
      return [row.trimEnd(), ...keptNote(strategy, group, columns, paint)];
    }),
    ...(layout.why ? wrap(MEANINGS, columns).map((line) => paint('dim', line)) : []),
    ...(missing === 0
      ? []
      : [
          paint(
            'dim',
            `a wider terminal also shows ${group.contenders.slice(0, missing).join(', ')} ${plainText(contendersOf(group.world), 20)}`,
          ),
        ]),
  ];
}

function tail(cell: Cell | undefined, peak: number, layout: Layout, paint: Paint): string {
  if (cell === undefined || cell.throughput === null) return '';
  const state = stateOf(cell);
  const share = peak === 0 ? (speed(cell) === 0 ? 0 : 1) : speed(cell) / peak;
  const drawn = (state === 'right' ? bar : wrongBar)(share, layout.bar);
  const painted = state === 'right' ? drawn : paint(STYLES[state], drawn);
  const gap = cell.longestGap === null ? '' : duration(cell.longestGap);
  return `${painted}${' '.repeat(layout.bar - width(drawn))} ${padStart(gap, GAP_WIDTH)}`;
}

/**
 * From the best to the poorest: intervals everywhere, with why everywhere, for the most contenders only, nowhere; intervals
 * for the most contenders only, nowhere; then fewer columns.
 */
function layoutFor(group: Group, longest: number, columns: number, why: (cell: Cell) => string): Layout {
  const last = group.contenders.length - 1;
  const none = last + 1;
  const explained = columns >= WIDE && group.cells.some((cell) => why(cell) !== '');
  const choices = [
    ...(explained ? [0, last].map((whyFrom) => ({ first: 0, intervalsFrom: 0, whyFrom })) : []),
    ...[0, last, none].map((intervalsFrom) => ({ first: 0, intervalsFrom, whyFrom: none })),
    ...group.contenders.slice(1).map((_, index) => ({ first: index + 1, intervalsFrom: none, whyFrom: none })),
  ];
  let poorest: Layout | undefined;
  for (const name of [40, 26, 14].map((most) => Math.min(longest, most))) {
    for (const { first, intervalsFrom, whyFrom } of choices) {
      const shown = group.contenders
        .map((contenders, index) =>
          columnOf(group, contenders, { intervals: index >= intervalsFrom, why: index >= whyFrom ? why : null }),
        )
        .slice(first);
      const spare = columns - shown.reduce((sum, column) => sum + column.width + 2, name + 2 + GAP_WIDTH);
      const layout = { columns: shown, name, why: whyFrom < none };
      if (spare >= MIN_BAR) return { ...layout, bar: Math.min(MAX_BAR, spare) };
      poorest = { ...layout, bar: MIN_BAR };
    }
  }
  return poorest as Layout;
}

/** A high throughput says little when the contenders hardly met: said where it is read. */
function keptNote(strategy: string, group: Group, columns: number, paint: Paint): string[] {
  const kept = group.cells.filter((cell) => cell.strategy === strategy && stateOf(cell) === 'right' && keptByOne(cell));
  if (kept.length === 0) return [];
  const counts = kept.map((cell) => cell.contenders).sort((a, b) => a - b);
  const note = `! one contender kept it with ${counts.join(', ')} ${plainText(contendersOf(group.world), 20)}`;
  return wrap(note, columns - 2).map((line) => `  ${paint('note', line)}`);
}

/** By what happened with the most contenders: right counts first, the fastest of them on top. */
function sortedBy(most: number, { cells }: Group): string[] {
  const strategies = [...new Set(cells.map((cell) => cell.strategy))];
  const of = (strategy: string): Cell | undefined =>
    cells.find((cell) => cell.strategy === strategy && cell.contenders === most);
  const grade = (cell: Cell | undefined): number => (cell === undefined ? 3 : BEST_FIRST.indexOf(stateOf(cell)));
  const median = (cell: Cell | undefined): number => (cell === undefined ? 0 : speed(cell));
  return strategies.sort((a, b) => grade(of(a)) - grade(of(b)) || median(of(b)) - median(of(a)));
}

const speed = (cell: Cell): number => cell.throughput?.median ?? 0;
