/** Which lock wins where: strategies by machines, the colour of their time relative to `atomic/add`, their rank in the cell. */
import { type Shape, shape } from '../../client/shape.ts';
import { percent, times } from '../../format/units.ts';
import type { Grid, GridCell } from '../grid.ts';
import { relativeWord } from '../words.ts';
import { heatOf } from './heat.ts';
import { LINE, nameOf, picture, pixels, text, title, wrapped } from './text.ts';

/** More columns have their heads upright, and ranks alone. */
const WIDE = 8;
const ROW = 24;
const MOST_LINES = 6;
const UPRIGHT = 340;

/** The names apart from the cells: where these move sideways, those stay. */
export interface Matrix {
  names: Shape;
  cells: Shape;
}

export function matrixOf(grid: Grid, label: string): Matrix {
  const { names, cells, left, right, height } = partsOf(grid);
  return {
    names: shape(
      'svg',
      { viewBox: `0 0 ${left} ${height}`, width: left, height, 'aria-hidden': 'true', class: 'picture stays' },
      ...names,
    ),
    cells: picture(right, height, label, cells),
  };
}

/** Both in one, for a picture that does not move. */
export function composed(grid: Grid): { drawing: Shape[]; width: number; height: number } {
  const { names, cells, left, right, height } = partsOf(grid);
  const drawing = [shape('g', {}, ...names), shape('g', { transform: `translate(${left},0)` }, ...cells)];
  return { drawing, width: left + right, height };
}

interface Parts {
  names: Shape[];
  cells: Shape[];
  left: number;
  right: number;
  height: number;
}

function partsOf(grid: Grid): Parts {
  const wide = grid.columns.length <= WIDE;
  const column = wide ? 94 : 28;
  const heads = grid.columns.map(({ lines }) =>
    wide ? wrapped(lines, column - 8, MOST_LINES) : [uprightWords(lines)],
  );
  const top = wide
    ? 10 + LINE * Math.max(...heads.map(({ length }) => length))
    : 14 + Math.max(...heads.map(([head = '']) => pixels(head)));
  const height = top + ROW * grid.rows.length + 2;
  const names = grid.rows.map(({ strategy }) => nameOf(strategy));
  const left = 10 + Math.max(...names.map(pixels));
  const upright = ([head = '']: readonly string[], x: number): Shape =>
    shape('text', { transform: `translate(${x + 5},${top - 7}) rotate(-90)`, class: 'axis' }, head);
  return {
    ...{ left, height },
    right: 2 + column * grid.columns.length,
    names: names.map((name, row) => text(left - 8, top + ROW * (row + 0.5) + 4, name, { 'text-anchor': 'end' })),
    cells: [
      ...heads.map((lines, place) => {
        const x = column * (place + 0.5);
        const start = top - 8 - LINE * (lines.length - 1);
        const words = wide
          ? lines.map((line, index) => text(x, start + LINE * index, line, { 'text-anchor': 'middle', class: 'axis' }))
          : [upright(lines, x)];
        return shape('g', {}, title(grid.columns[place]?.machine ?? ''), ...words);
      }),
      ...grid.rows.flatMap(({ strategy, cells }, row) =>
        cells.flatMap((cell, place) => {
          if (cell.entry === null) return [];
          const said = `${nameOf(strategy)}, ${grid.columns[place]?.lines.join(', ')}: ${says(cell)}`;
          const at = `translate(${1 + column * place},${top + ROW * row})`;
          return [shape('g', { transform: at }, title(said), ...drawn(cell, column, wide))];
        }),
      ),
    ],
  };
}

function drawn({ entry, ratio, rank }: GridCell, column: number, wide: boolean): Shape[] {
  const [width, height] = [column - 2, ROW - 2];
  const box = (kind: string): Shape => shape('rect', { class: kind, width, height, rx: 3 });
  const middle = { 'text-anchor': 'middle' };
  if (entry?.state !== 'right') {
    const [x, y] = [width / 2, height / 2];
    const cross = shape('path', { class: 'crossed', d: `M${x - 5},${y - 5}l10,10m0,-10l-10,10` });
    return [box('heat wrong'), cross];
  }
  const place = rank === null ? '' : String(rank);
  const best = rank === 1 ? [box('best')] : [];
  if (!wide) return [box(heatOf(ratio)), ...best, text(width / 2, 15.5, place, middle)];
  return [
    box(heatOf(ratio)),
    ...best,
    text(24, 15.5, place, { 'text-anchor': 'end', class: 'rank' }),
    text(width - 8, 15.5, ratio === null ? '' : `${times(ratio)} ×`, { 'text-anchor': 'end' }),
  ];
}

/** A long name is cut, and not what tells its columns apart. */
function uprightWords([name = '', ...rest]: readonly string[]): string {
  const behind = rest.map((each) => `, ${each}`).join('');
  return `${wrapped([name], UPRIGHT - pixels(behind), 1)[0] ?? ''}${behind}`;
}

/** `rank 2, 2.13 (2.05–2.20) × atomic/add`. */
export function says(cell: GridCell): string {
  const { entry, rank, ratio } = cell;
  if (entry === null) return 'not measured';
  if (entry.state !== 'right')
    return entry.lost > 0
      ? `count wrong, lost ${percent(entry.lost)}`
      : `${entry.state === 'wrong' ? 'count wrong' : 'no result'}: ${entry.verdict}`;
  return [
    rank === null ? 'not ranked' : `rank ${rank}`,
    ratio === null ? 'no atomic/add beside it' : `${relativeWord(cell)} × atomic/add`,
  ].join(', ');
}
