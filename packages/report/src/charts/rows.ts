/** A panel with a row a strategy: its name at the left, and along an axis what is drawn of it. */
import type { Look } from '../client/data.ts';
import { inkOf, PAINT } from '../client/paint.ts';
import { BOX, type Drawing, plot, round, xAxis } from '../client/plot.ts';
import type { Scale } from '../client/scale.ts';
import { type Shape, shape } from '../client/shape.ts';
import { clip } from '../format/layout.ts';

const ROW = 24;
/** For the longest of our names. */
const NAMES = 180;
const MOST_LETTERS = 23;
/** Pixels along the axis: a panel is as wide as those that have theirs at the left. */
export const ROWS_WIDTH = BOX.left + BOX.width - NAMES;

export interface Row {
  /** The strategy's among all, for whoever hides some. */
  place: number;
  look: Look;
  /** @param y the row's middle. @returns nothing where it has no figure: then its name is left out, too */
  draw: (y: number) => readonly Shape[];
}

interface Axis {
  /** What the panel shows, for who does not see it. */
  says: string;
  axis: string;
  /** Over {@link ROWS_WIDTH}. */
  scale: Scale;
  /** A tick as text. */
  written: (value: number) => string;
}

export function drawRows(title: string, { says, axis, scale, written }: Axis, rows: readonly Row[]): Drawing {
  const box = { ...BOX, left: NAMES, width: ROWS_WIDTH, height: rows.length * ROW };
  return plot(title, says, box, [
    ...scale.ticks.map((tick) =>
      shape('line', { ...PAINT.grid, x1: round(scale.at(tick)), x2: round(scale.at(tick)), y1: 0, y2: box.height }),
    ),
    ...xAxis(
      scale.ticks.map((tick) => [scale.at(tick), written(tick)] as const),
      axis,
      box,
    ),
    ...rows.flatMap(({ place, look, draw }, index) => {
      const y = (index + 0.5) * ROW;
      const shapes = draw(y);
      if (shapes.length === 0) return [];
      const name = { ...PAINT.tick, x: -8, y: y + 4, 'text-anchor': 'end' };
      return [shape('g', { 'data-strategy': place }, shape('text', name, clip(look.name, MOST_LETTERS)), ...shapes)];
    }),
  ]);
}

/**
 * The median as a mark, bars at the 99th and the 99.9th percentile, and a line from the first to the last.
 *
 * @param times ns
 * @param scale of seconds
 * @param marked at so many pixels
 */
export function percentiles(
  { p50, p99, p999 }: { p50: number; p99: number; p999: number },
  { colour }: Pick<Look, 'colour'>,
  scale: Scale,
  y: number,
  marked: (x: number) => Shape,
): Shape[] {
  if (p50 <= 0) return [];
  const x = (ns: number): number => round(scale.at(ns / 1e9));
  const bar = (ns: number): Shape =>
    shape('line', { stroke: inkOf(colour), 'stroke-width': 2, x1: x(ns), x2: x(ns), y1: y - 6, y2: y + 6 });
  return [
    shape('line', { stroke: inkOf(colour), 'stroke-width': 1.4, x1: x(p50), x2: x(p999), y1: y, y2: y }),
    bar(p99),
    bar(p999),
    marked(x(p50)),
  ];
}
