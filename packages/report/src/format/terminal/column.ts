/** The column of one number of contenders: mark, throughput, interval, rank, why, aligned over its rows. */
import { type Cell, contendersIn, plainText } from '@contend/record';
import { type Group, rankOf, type State, stateOf } from '../../model/cells.ts';
import { padEnd, padStart, width } from '../layout.ts';
import { quantity } from '../units.ts';
import type { Paint, Style } from './paint.ts';

export const BEST_FIRST: readonly State[] = ['right', 'wrong', 'stopped'];
const MARKS: Record<State, string> = { right: '✓', wrong: '✗', stopped: '!' };
export const STYLES: Record<State, Style> = { right: 'right', wrong: 'wrong', stopped: 'note' };

export interface Column {
  title: string;
  width: number;
  /** The text of one strategy's cell, padded to the column's width. */
  render: (strategy: string, paint: Paint) => string;
}

interface Parts {
  value: string;
  interval: string;
  rank: string;
  why: string;
}

/** What a column has room for besides throughput and rank. */
export interface Room {
  intervals: boolean;
  /** How the words for a cell are got; `null` where there is no room for them. */
  why: ((cell: Cell) => string) | null;
}

export function columnOf(group: Group, contenders: number, room: Room): Column {
  const cells = group.cells.filter((cell) => cell.contenders === contenders);
  const parts = cells.map((cell) => partsOf(cell, cells, room));
  const widest = (part: keyof Parts): number => Math.max(0, ...parts.map((each) => width(each[part])));
  const [value, interval, rank, why] = [widest('value'), widest('interval'), widest('rank'), widest('why')];
  const figures = new Map(
    cells.map((cell, index) => {
      const each = parts[index] as Parts;
      const aligned = [
        padStart(each.value, value),
        ...(interval > 0 ? [padStart(each.interval, interval)] : []),
        ...(rank > 0 ? [padEnd(each.rank, rank)] : []),
        ...(why > 0 ? [padEnd(each.why, why)] : []),
      ];
      return [cell.strategy, cell.throughput === null ? noFigure(cell) : aligned.join(' ')];
    }),
  );
  const title = contendersIn(plainText(group.world, 20), contenders);
  const columns = Math.max(width(title), ...[...figures.values()].map((text) => 2 + width(text)));
  return {
    title: padEnd(title, columns),
    width: columns,
    render: (strategy, paint) => {
      const cell = cells.find((each) => each.strategy === strategy);
      if (cell === undefined) return padEnd('·', columns);
      const state = stateOf(cell);
      const text = figures.get(strategy) as string;
      const painted = state === 'right' ? text : paint(STYLES[state], text);
      return `${paint(STYLES[state], MARKS[state])} ${painted}${' '.repeat(columns - 2 - width(text))}`;
    },
  };
}

const noFigure = ({ verdict }: Cell): string => (verdict === 'exact' || verdict === 'within' ? '–' : verdict);

function partsOf(cell: Cell, family: readonly Cell[], { intervals, why }: Room): Parts {
  const { throughput } = cell;
  if (throughput === null) return { value: '', interval: '', rank: '', why: '' };
  const rank = rankOf(cell);
  const shared = family.filter((other) => rankOf(other) === rank).length > 1;
  return {
    value: quantity(throughput.median),
    interval: intervals ? spread(throughput) : '',
    rank: rank === null ? '' : `${rank}${shared ? '=' : ''}`,
    why: why === null ? '' : why(cell),
  };
}

/** The farther end of the interval, relative to the median: `±9%`. */
function spread({ median, low, high }: NonNullable<Cell['throughput']>): string {
  if (low === null || high === null || median === 0) return '';
  const percent = (Math.max(median - low, high - median) / median) * 100;
  return percent < 1 ? '±<1%' : percent > 99 ? '±>99%' : `±${Math.round(percent)}%`;
}
