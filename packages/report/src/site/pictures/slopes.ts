/** Ranks from machine to machine: lines that cross in colour are orders that turn, called so on either side. */

import { colourOf } from '../../charts/palette.ts';
import { type Shape, shape } from '../../client/shape.ts';
import type { Grid, GridCell, GridColumn } from '../grid.ts';
import { type Inversion, rankingOf } from '../ranking.ts';
import { says } from './matrix.ts';
import { LINE, nameOf, picture, pixels, round, text, title, wrapped } from './text.ts';

/** Machines beside each other: of more, those with most orders that turn. */
export const MOST_SLOPES = 8;
const ROW = 22;
const GAP = 132;
const RADIUS = 9;

export interface Slopes {
  drawing: Shape;
  /** Their rows are the grid's, their columns those below. */
  inversions: readonly Inversion[];
  columns: readonly GridColumn[];
  shown: number;
  of: number;
}

/** @returns `null` where no two machines are ranked */
export function slopesOf(grid: Grid, label: string): Slopes | null {
  const chosen = mostTurned(grid);
  if (chosen.length < 2) return null;
  const entries = grid.rows.map(({ strategy, cells }) => ({
    strategy,
    entries: chosen.map((column) => cells[column]?.entry ?? null),
  }));
  const { rows: common, ranks, inversions, columns } = rankingOf({ rows: entries });
  const rows = common.filter((row) => columns.every((column) => (ranks[row]?.[column] ?? null) !== null));
  if (rows.length < 2 || columns.length < 2) return null;
  const cellOf = (row: number, column: number): GridCell => grid.rows[row]?.cells[chosen[column] as number] as GridCell;
  const places = columns.map((column) => {
    const rank = (row: number): number => ranks[row]?.[column] ?? 0;
    const time = (row: number): number => cellOf(row, column).ratio ?? Number.POSITIVE_INFINITY;
    const sorted = [...rows].sort((a, b) => compare(rank(a), rank(b)) || compare(time(a), time(b)) || a - b);
    return new Map(sorted.map((row, place) => [row, place]));
  });
  const name = (row: number): string => nameOf(grid.rows[row]?.strategy ?? '');
  const turns = (row: number): boolean => inversions.some(({ faster, slower }) => faster === row || slower === row);
  const left = 34 + Math.max(...rows.map((row) => pixels(name(row))));
  const heads = columns.map((column) => wrapped(grid.columns[chosen[column] as number]?.lines ?? [], GAP - 10, 7));
  const top = 12 + LINE * Math.max(...heads.map(({ length }) => length));
  const x = (place: number): number => left + GAP / 2 + GAP * place;
  const y = (row: number, place: number): number => top + ROW * ((places[place]?.get(row) ?? 0) + 0.5);
  const label2 = (row: number, place: number, end: boolean): Shape =>
    text(
      x(place) + (end ? 16 : -16),
      y(row, place) + 4,
      end ? `${name(row)}${turns(row) ? ' ⇅' : ''}` : `${turns(row) ? '⇅ ' : ''}${name(row)}`,
      {
        ...(end ? {} : { 'text-anchor': 'end' }),
        ...(turns(row) && { class: 'turning' }),
      },
    );
  const last = columns.length - 1;
  const line = (row: number, place: number): Shape => {
    const [x1, y1, x2, y2] = [x(place), y(row, place), x(place + 1), y(row, place + 1)].map(round);
    const turned = inversions.some(
      ({ faster, slower, here, there }) =>
        (faster === row || slower === row) && across(columns[place], columns[place + 1], here, there),
    );
    const kind = turned ? `slope turned c${colourOf(grid.rows[row]?.strategy ?? '')}` : 'slope';
    return shape('line', { class: kind, x1: x1 ?? 0, y1: y1 ?? 0, x2: x2 ?? 0, y2: y2 ?? 0 });
  };
  const lines = rows.flatMap((row) => columns.slice(1).map((_, place) => line(row, place)));
  const isTurned = ({ attributes }: Shape): boolean => String(attributes.class).includes('turned');
  const drawing = picture(2 * left + GAP * columns.length - GAP + 64, top + ROW * rows.length + 4, label, [
    ...heads.flatMap((words, place) =>
      words.map((each, index) =>
        text(x(place), top - 8 - LINE * (words.length - 1 - index), each, { 'text-anchor': 'middle', class: 'axis' }),
      ),
    ),
    ...lines.filter((each) => !isTurned(each)),
    ...lines.filter(isTurned),
    ...rows.flatMap((row) => [label2(row, 0, false), label2(row, last, true)]),
    ...rows.flatMap((row) =>
      columns.map((column, place) => {
        const rank = String(ranks[row]?.[column]);
        return shape(
          'g',
          { class: 'place', transform: `translate(${round(x(place))},${round(y(row, place))})` },
          title(`${name(row)}: ${says(cellOf(row, column))}; among those on all of these machines rank ${rank}`),
          shape('circle', { r: RADIUS }),
          text(0, 4, rank, { 'text-anchor': 'middle' }),
        );
      }),
    ),
  ]);
  return {
    drawing,
    inversions,
    columns: chosen.map((column) => grid.columns[column] as GridColumn),
    shown: columns.length,
    of: grid.ranking.columns.length,
  };
}

/** Whether a pair was called one way in the first column and the other way in the second. */
function across(
  a: number | undefined,
  b: number | undefined,
  here: readonly number[],
  there: readonly number[],
): boolean {
  if (a === undefined || b === undefined) return false;
  return (here.includes(a) && there.includes(b)) || (there.includes(a) && here.includes(b));
}

/** Those with the most orders that turn, each counted for every column in which it is the other way round. */
function mostTurned({ ranking: { columns, inversions } }: Grid): number[] {
  const turns = (column: number): number =>
    inversions.reduce(
      (sum, { here, there }) =>
        sum + (here.includes(column) ? there.length : 0) + (there.includes(column) ? here.length : 0),
      0,
    );
  const counts = new Map(columns.map((column) => [column, turns(column)]));
  return [...columns]
    .sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || a - b)
    .slice(0, MOST_SLOPES)
    .sort((a, b) => a - b);
}

const compare = (a: number, b: number): number => (a === b ? 0 : a - b);
