/** A figure as a bar from zero, with its interval as a line. */
import { type Shape, shape } from '../shape.ts';

const WIDTH = 120;
const HEIGHT = 14;

/** @param greatest what the full width stands for, positive */
export function barOf(rate: number, low: number | null, high: number | null, greatest: number): Shape {
  const at = (value: number): number => Math.min(WIDTH, Number(((value / greatest) * WIDTH).toFixed(1)));
  const middle = HEIGHT / 2;
  return shape(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, class: 'bar', 'aria-hidden': 'true' },
    shape('rect', { x: 0, y: 2, width: at(rate), height: HEIGHT - 4 }),
    ...(low === null || high === null
      ? []
      : [
          shape('path', {
            d: `M${at(low)},${middle}H${at(high)}M${at(low)},3V${HEIGHT - 3}M${at(high)},3V${HEIGHT - 3}`,
          }),
        ]),
  );
}
