/** Scales and legends that charts share. Expressions are constants: nothing out of a record is ever part of one. */

import type { Palette } from './palette.ts';
import { LOST, type Point, SHARED } from './points.ts';

/** What the legends are about. */
export interface Shown {
  palette: Palette;
  panels: readonly { points: readonly Point[] }[];
}

/** A cross made of lines: no font is sure to have the letter. */
const CROSS = 'M-1,-1L1,1M-1,1L1,-1';

/** Square pixels; a hollow point is larger, so that its shape shows around the cross. */
const FILLED = 115;
const HOLLOW = 160;
const CROSSED = 45;

/** The name behind a look. `names` is a parameter of every chart: data, not code. */
export const NAME_LABEL = 'names[datum.value]';

/** Colour and shape of a strategy, in one legend of those that the chart shows. */
export function looks({ palette, panels }: Shown) {
  const present = new Set(panels.flatMap((panel) => panel.points.map((point) => point.look)));
  const domain = palette.strategies.map((_, look) => look);
  const legend = { title: 'strategy', labelExpr: NAME_LABEL, values: domain.filter((look) => present.has(look)) };
  const common = { field: 'look', type: 'nominal', legend };
  return {
    color: { ...common, scale: { domain, range: palette.colours } },
    shape: { ...common, scale: { domain, range: palette.shapes } },
    description: { field: 'name' },
  };
}

/** Points filled where the count is right; hollow and crossed where it is wrong, which the legend names. */
export function pointLayers(position: object, charted: Shown) {
  const look = looks(charted);
  return [
    // Below the others, lest its white inside hide one.
    {
      transform: [{ filter: 'datum.wrong !== null' }],
      mark: { type: 'point', filled: false, fill: '#ffffff', size: HOLLOW, opacity: 1, strokeWidth: 1.5 },
      encoding: { ...position, ...look },
    },
    {
      transform: [{ filter: 'datum.wrong === null' }],
      // The white edge keeps points apart that overlap.
      mark: { type: 'point', filled: true, size: FILLED, opacity: 0.85, stroke: '#ffffff', strokeWidth: 0.8 },
      encoding: { ...position, ...look },
    },
    ...crossLayers(position, charted.panels),
  ];
}

/** A cross on every wrong count, and what it means in the legend. */
export function crossLayers(position: object, panels: Shown['panels'], offset: { xOffset?: number } = {}) {
  const present = new Set(panels.flatMap((panel) => panel.points.map((point) => point.wrong)));
  const domain = [LOST, SHARED].filter((words) => present.has(words));
  const stroke = {
    field: 'wrong',
    type: 'nominal',
    scale: { domain, range: domain.map(() => '#000000') },
    legend: { title: null, symbolType: CROSS, symbolSize: CROSSED, symbolStrokeWidth: 1.6 },
  };
  const cross = { type: 'point', filled: false, shape: CROSS, size: CROSSED, opacity: 1, ...offset };
  const transform = [{ filter: 'datum.wrong !== null' }];
  return [
    // A white edge, lest the cross drown in a dark point.
    { transform, mark: { ...cross, stroke: '#ffffff', strokeWidth: 3, aria: false }, encoding: position },
    {
      transform,
      mark: { ...cross, strokeWidth: 1.6 },
      encoding: { ...position, ...(domain.length > 0 && { stroke }) },
    },
  ];
}

/** A log scale from a little below the least to a little above the greatest value, so that no mark is cut. */
export function logScale(values: readonly (number | null)[]): { type: 'log'; domain: [number, number]; nice: false } {
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  // One by one: there may be more than a call takes arguments.
  for (const value of values) {
    if (value !== null) [least, most] = [Math.min(least, value), Math.max(most, value)];
  }
  const domain: [number, number] = most === 0 ? [1, 10] : [least / 1.6, most * 1.6];
  return { type: 'log', domain, nice: false };
}

const MAX_TICKS = 7;

/**
 * Powers of ten, every second one or fewer where there are many. Where there are few, their threefold too, or their double
 * and fivefold: as many as find room side by side below a panel.
 */
export function logTicks([low, high]: [number, number]): number[] {
  const first = Math.ceil(Math.log10(low));
  const decades = Math.floor(Math.log10(high)) - first;
  const every = Math.max(1, Math.ceil(decades / MAX_TICKS));
  const span = Math.log10(high / low);
  const steps = span < 1.6 ? [1, 2, 5] : span < 2.6 ? [1, 3] : [1];
  const ticks: number[] = [];
  for (let decade = first - 1; decade <= first + decades; decade += every) {
    for (const step of steps) ticks.push(Number(`${step}e${decade}`));
  }
  return ticks.filter((tick) => tick >= low && tick <= high);
}

/** `100 k`, `2.5 M`. */
const RATE_LABEL = "replace(format(datum.value, '~s'), /([kMG])/, ' $1')";

/** `1 ms` rather than `1m`. */
export const SECONDS_LABEL = "replace(format(datum.value, '.2~s'), /([µnm]?)$/, ' $1s')";

/**
 * The axis of rates. All panels of a row have one scale, so it is written at the first.
 *
 * @param index of the panel
 * @param unit what is done so often
 */
export function rateAxis(index: number, scale: ReturnType<typeof logScale>, unit = 'increments') {
  return {
    field: 'throughput',
    type: 'quantitative',
    scale,
    axis: {
      title: index === 0 ? `${unit} per second, whole system` : null,
      labels: index === 0,
      ticks: index === 0,
      values: logTicks(scale.domain),
      labelExpr: RATE_LABEL,
    },
  };
}
