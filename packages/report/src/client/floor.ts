/** The floor of cost: what is no contestant is a level across the room of its number of contenders, named at the right. */
import type { Look, Point } from './data.ts';
import { PAINT } from './paint.ts';
import { type Box, round, up } from './plot.ts';
import type { Scale } from './scale.ts';
import { type Shape, shape } from './shape.ts';

/** Pixels from one name to the next, so that those of levels close to each other can be read. */
const NAME_LINE = 14;

/** A wrong count is no floor: it stays where it is crossed. */
export function isLevel({ strategy, wrong }: Point, looks: readonly Look[]): boolean {
  return wrong === null && looks[strategy]?.floor != null;
}

/**
 * @param start pixels from the left to the room of a number of contenders
 * @param room its width
 */
export function drawLevels(
  levels: readonly Point[],
  looks: readonly Look[],
  scale: Scale,
  box: Box,
  start: (contenders: number) => number,
  room: number,
): Shape[] {
  const most = levels.reduce((largest, { contenders }) => Math.max(largest, contenders), 0);
  let above = Number.NEGATIVE_INFINITY;
  return levels
    .toSorted((a, b) => (b.rate as number) - (a.rate as number))
    .flatMap(({ strategy, contenders, rate }) => {
      const y = up(scale, rate as number, box);
      const [x1, x2] = [round(start(contenders)), round(start(contenders) + room)];
      const line = shape('line', { ...PAINT.floor, x1, x2, y1: y, y2: y });
      if (contenders !== most) return [line];
      above = Math.max(y, above + NAME_LINE);
      return [line, shape('text', { ...PAINT.tick, x: x2 + 5, y: above + 4 }, looks[strategy]?.floor ?? '')];
    });
}
