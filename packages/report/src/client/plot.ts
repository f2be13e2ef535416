/** The frame of a drawing and its axes. */
import { type Attributes, FONT_SIZE, PAINT } from './paint.ts';
import { type Scale, short } from './scale.ts';
import { type Shape, shape } from './shape.ts';

/** Where marks may be, in a drawing that has its axes to the left and below. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface Size {
  width: number;
  height: number;
}

/** A panel of a picture. */
export interface Drawing {
  title: string;
  size: Size;
  /** An `svg`. */
  drawing: Shape;
}

/** What a page has side by side, and a phone one below the other, its words still legible there. */
export const BOX: Box = { left: 70, top: 14, width: 378, height: 310 };

const RIGHT = 12;
const BELOW = 58;

export const sizeOf = ({ left, top, width, height }: Box): Size => ({
  width: left + width + RIGHT,
  height: top + height + BELOW,
});

/**
 * @param box without a place where marks are as large as the drawing
 * @param parts axes and marks, in the box's own coordinates, from its upper left corner
 * @param more attributes
 */
export function plot(title: string, label: string, box: Box, parts: readonly Shape[], more: Attributes = {}): Drawing {
  const size = sizeOf(box);
  return {
    title,
    size,
    drawing: svgOf(
      label,
      size,
      [
        shape(
          'g',
          { transform: `translate(${box.left},${box.top})` },
          shape('rect', { ...PAINT.box, width: box.width, height: box.height }),
          ...parts,
        ),
      ],
      more,
    ),
  };
}

export function svgOf(label: string, { width, height }: Size, parts: readonly Shape[], more: Attributes = {}): Shape {
  return shape(
    'svg',
    {
      ...{ viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label, class: 'plot', 'font-size': FONT_SIZE },
      ...more,
    },
    ...parts,
  );
}

/** The range of a scale that goes up, for whoever drags over the drawing. */
export const rangeData = ({ range }: Scale): Attributes => ({ 'data-range': range.join('_') });

/** What of lines lies in the box: where it is zoomed, they come from beyond it. */
export function inBox({ width, height }: Box, ...shapes: readonly Shape[]): Shape {
  return shape('svg', { width, height, overflow: 'hidden' }, ...shapes);
}

/** SVG counts downwards. */
export const up = (scale: Pick<Scale, 'at'>, value: number, { height }: Box): number => round(height - scale.at(value));

/** A tenth of a pixel is as fine as anybody sees. */
export const round = (pixels: number): number => Math.round(pixels * 10) / 10;

export function yAxis(
  scale: Pick<Scale, 'at' | 'ticks'>,
  title: string,
  box: Box,
  written: (value: number) => string = short,
): Shape[] {
  return [
    ...scale.ticks.flatMap((tick) => {
      const y = up(scale, tick, box);
      return [
        shape('line', { ...PAINT.grid, x1: 0, x2: box.width, y1: y, y2: y }),
        shape('text', { ...PAINT.tick, x: -7, y: y + 4, 'text-anchor': 'end' }, written(tick)),
      ];
    }),
    shape(
      'text',
      { ...PAINT.axis, transform: `translate(-55,${box.height / 2}) rotate(-90)`, 'text-anchor': 'middle' },
      title,
    ),
  ];
}

/** @param places pixels from the left, and what stands below them */
export function xAxis(places: readonly (readonly [number, string])[], title: string, box: Box): Shape[] {
  return [
    ...places.map(([x, text]) =>
      shape('text', { ...PAINT.tick, x: round(x), y: box.height + 18, 'text-anchor': 'middle' }, text),
    ),
    shape('text', { ...PAINT.axis, x: box.width / 2, y: box.height + 41, 'text-anchor': 'middle' }, title),
  ];
}
