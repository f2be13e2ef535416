/** Cells that compare as points with their intervals, one a line. */
import { rangeOf, scaleOver, short } from '../scale.ts';
import { type Shape, shape } from '../shape.ts';
import type { ExplorerData, Facet } from './data.ts';

const ROW = 22;
const TOP = 36;
const BOTTOM = 8;
/** Pixels of a character. */
const CHARACTER = 7;

/** @param cells with a rate each. @param width pixels that there are */
export function chartOf(
  { rates, lows, highs }: ExplorerData,
  strategy: Facet,
  cells: readonly number[],
  width: number,
): Shape {
  const left = Math.min(200, Math.round(width * 0.48));
  const room = width - left - 22;
  const name = (cell: number): string =>
    clip(strategy.names[strategy.of[cell] as number] ?? '', Math.floor((left - 10) / CHARACTER));
  const values = cells.flatMap((cell) => [rates[cell], lows[cell], highs[cell]]).filter((value) => (value ?? 0) > 0);
  const scale = scaleOver(rangeOf(values as number[], 'log'), 'log', room);
  const x = (value: number): number => Math.round(10 * (left + scale.at(value))) / 10;
  const height = TOP + ROW * cells.length + BOTTOM;
  const ticks = spaced(scale.ticks, x);
  return shape(
    'svg',
    {
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'aria-label': 'Increments per second with 95 % intervals',
      class: 'picture',
    },
    shape('text', { x: 0, y: 12, class: 'axis' }, 'increments per second, 95 % interval'),
    ...ticks.flatMap((tick) => [
      shape('line', { class: 'grid', x1: x(tick), x2: x(tick), y1: TOP - 4, y2: height - BOTTOM }),
      shape('text', { x: x(tick), y: TOP - 8, 'text-anchor': 'middle', class: 'axis' }, short(tick)),
    ]),
    ...cells.flatMap((cell, row) => {
      const y = TOP + ROW * (row + 0.5);
      const [rate, low, high] = [rates[cell] as number, lows[cell] ?? null, highs[cell] ?? null];
      return [
        shape('text', { x: left - 8, y: y + 4, 'text-anchor': 'end' }, name(cell)),
        shape('line', { class: 'grid', x1: left, x2: left + room, y1: y, y2: y }),
        ...(low === null || high === null || low <= 0
          ? []
          : [shape('line', { class: 'band c1', x1: x(low), x2: x(high), y1: y, y2: y })]),
        shape('circle', { class: 'dot', cx: x(rate), cy: y, r: 4.5 }),
      ];
    }),
  );
}

/** Only ticks whose names do not touch. */
function spaced(ticks: readonly number[], x: (value: number) => number): number[] {
  let end = Number.NEGATIVE_INFINITY;
  return ticks.filter((tick) => {
    const half = (short(tick).length * CHARACTER) / 2 + 4;
    if (x(tick) - half < end) return false;
    end = x(tick) + half;
    return true;
  });
}

function clip(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, Math.max(1, most - 1)).join('')}…`;
}
