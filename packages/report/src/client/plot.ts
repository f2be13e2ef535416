/** The frame of a drawing: its axes, and the marks that all drawings share. Colours are classes, which the page styles. */
import type { Look, Point } from './data.ts';
import { type Scale, short, shortTime } from './scale.ts';
import { type Shape, shape } from './shape.ts';

const WIDTH = 460;
const HEIGHT = 380;
/** What is left of them for marks. */
export const BOX = { left: 62, top: 14, width: 386, height: 310 } as const;

const RADIUS = 5;
const CROSS = 'M-1,-1L1,1M-1,1L1,-1';

/**
 * @param y what goes up, for whoever drags over it
 * @param axes and marks: in the box's own coordinates, from its upper left corner
 */
export function plot(label: string, y: Scale, axes: readonly Shape[], marks: readonly Shape[]): Shape {
  return shape(
    'svg',
    {
      ...{ viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': label, class: 'plot' },
      'data-range': y.range.join('_'),
    },
    shape(
      'g',
      { transform: `translate(${BOX.left},${BOX.top})` },
      shape('rect', { class: 'box', width: BOX.width, height: BOX.height }),
      ...axes,
      ...marks,
    ),
  );
}

/** What of lines lies in the box: where it is zoomed, they come from beyond it. */
export function inBox(...shapes: readonly Shape[]): Shape {
  return shape('svg', { width: BOX.width, height: BOX.height, overflow: 'hidden' }, ...shapes);
}

/** SVG counts downwards. */
export const up = (scale: Scale, value: number): number => round(BOX.height - scale.at(value));

/** A tenth of a pixel is as fine as anybody sees. */
export const round = (pixels: number): number => Math.round(pixels * 10) / 10;

export function yAxis(scale: Scale, title: string): Shape[] {
  return [
    ...scale.ticks.flatMap((tick) => {
      const y = up(scale, tick);
      return [
        shape('line', { class: 'grid', x1: 0, x2: BOX.width, y1: y, y2: y }),
        shape('text', { class: 'tick', x: -7, y: y + 4, 'text-anchor': 'end' }, short(tick)),
      ];
    }),
    shape(
      'text',
      { class: 'axis', transform: `translate(-48,${BOX.height / 2}) rotate(-90)`, 'text-anchor': 'middle' },
      title,
    ),
  ];
}

/** @param places pixels from the left, and what stands below them */
export function xAxis(places: readonly (readonly [number, string])[], title: string): Shape[] {
  return [
    ...places.map(([x, text]) =>
      shape('text', { class: 'tick', x: round(x), y: BOX.height + 18, 'text-anchor': 'middle' }, text),
    ),
    shape('text', { class: 'axis', x: BOX.width / 2, y: BOX.height + 40, 'text-anchor': 'middle' }, title),
  ];
}

/** Filled where the count is right, hollow and crossed where it is wrong, ringed where one contender kept it. */
export function mark(point: Point, { mark, colour, name }: Look, x: number, y: number): Shape {
  const kind = point.wrong ? 'mark wrong' : 'mark';
  const parts = [shape('path', { d: mark, transform: `scale(${RADIUS})` })];
  if (point.wrong) parts.push(shape('path', { class: 'cross', d: CROSS, transform: `scale(${RADIUS * 0.8})` }));
  if (point.kept) parts.push(shape('circle', { class: 'ring', r: RADIUS * 1.9 }));
  return shape(
    'g',
    { class: `${kind} c${colour}`, transform: `translate(${round(x)},${round(y)})` },
    shape('title', {}, says(point, name)),
    ...parts,
  );
}

/** `spinlock/tas, 4 contenders: 12.3 M/s (11.9 M to 12.8 M), longest gap 3 ms, count wrong`. */
function says({ contenders, rate, low, high, gap, wrong, kept }: Point, name: string): string {
  const interval = low === null || high === null ? '' : ` (${short(low)} to ${short(high)})`;
  return [
    `${name}, ${contenders} ${contenders === 1 ? 'contender' : 'contenders'}: ${rate === null ? 'no figure' : `${short(rate)}/s${interval}`}`,
    ...(gap === null ? [] : [`longest gap ${shortTime(gap)}`]),
    ...(wrong ? ['count wrong'] : []),
    ...(kept ? ['one contender kept it'] : []),
  ].join(', ');
}
