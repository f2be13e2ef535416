/** Which part of the axis of increments per second is shown. */
import type { Range, View } from './data.ts';
import type { Box } from './plot.ts';
import { rangeOf, type Scale, scaleOver } from './scale.ts';

/** No closer than this: beyond it an axis has no figures of its own any more. */
const LEAST_RATIO = 1.02;
/** What begins at nothing begins here, for a logarithmic scale to show it too. */
const MOST_RATIO = 1e6;

/** @param rates of all panels, so that they can be compared */
export function rateScale(rates: readonly number[], { zoom, scale }: View, { height }: Box): Scale {
  return scaleOver(zoom ?? rangeOf(rates, scale), scale, height);
}

/** Whether a value lies in the part that is shown. */
export function within({ zoom }: View, value: number): boolean {
  return zoom === null || (value >= zoom[0] && value <= zoom[1]);
}

/** `null` where a range is none that can be shown. In so few digits that an address stays short. */
export function zoomOf(a: number, b: number): Range | null {
  const greater = Math.max(a, b);
  const [low, high] = [Math.max(Math.min(a, b), greater / MOST_RATIO), greater].map((value) =>
    Number(value.toPrecision(4)),
  ) as [number, number];
  return Math.min(a, b) >= 0 && low > 0 && Number.isFinite(high) && high / low >= LEAST_RATIO ? [low, high] : null;
}

/**
 * About the same middle.
 *
 * @param whole with nothing zoomed in on
 * @param factor of the axis' length: below 1 closer, above it back, at most to the whole
 */
export function zoomedBy(whole: Range, { zoom, scale }: View, factor: number): Range | null {
  const { value } = scaleOver(zoom ?? whole, scale, 1);
  const [low, high] = [Math.max(value(0.5 - factor / 2), whole[0]), Math.min(value(0.5 + factor / 2), whole[1])];
  return low <= whole[0] && high >= whole[1] ? null : (zoomOf(low, high) ?? zoom);
}
