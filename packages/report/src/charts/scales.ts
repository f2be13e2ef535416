/** Scales and legends that charts share. Expressions are constants: nothing out of a record is ever part of one. */

import type { Palette } from './palette.ts';
import { LOST, type Panel, SHARED } from './points.ts';

/** A cross made of lines: no font is sure to have the letter. */
const CROSS = 'M-1,-1L1,1M-1,1L1,-1';

/** Square pixels; a hollow point is larger, so that its shape shows around the cross. */
const FILLED = 115;
const HOLLOW = 160;
const CROSSED = 45;

/** Colour and shape of a strategy, in one legend. */
export function looks({ strategies, colours, shapes }: Palette) {
  const sort = strategies;
  return {
    color: {
      field: 'strategy',
      type: 'nominal',
      sort,
      scale: { domain: strategies, range: colours },
      legend: { title: 'strategy' },
    },
    shape: {
      field: 'strategy',
      type: 'nominal',
      sort,
      scale: { domain: strategies, range: shapes },
      legend: { title: 'strategy' },
    },
  };
}

/** Points filled where the count is right; hollow and crossed where it is wrong, which the legend names. */
export function pointLayers(position: object, palette: Palette, panels: readonly Panel[]) {
  return [
    {
      transform: [{ filter: 'datum.wrong === null' }],
      // The white edge keeps points apart that overlap.
      mark: { type: 'point', filled: true, size: FILLED, opacity: 0.9, stroke: '#ffffff', strokeWidth: 0.8 },
      encoding: { ...position, ...looks(palette) },
    },
    {
      transform: [{ filter: 'datum.wrong !== null' }],
      mark: { type: 'point', filled: false, fill: '#ffffff', size: HOLLOW, opacity: 1, strokeWidth: 1.5 },
      encoding: { ...position, ...looks(palette) },
    },
    crossLayer(position, panels),
  ];
}

/** A cross on every wrong count, and what it means in the legend. */
export function crossLayer(position: object, panels: readonly Panel[], offset: { xOffset?: number } = {}) {
  const present = new Set(panels.flatMap((panel) => panel.points.map((point) => point.wrong)));
  const domain = [LOST, SHARED].filter((words) => present.has(words));
  const stroke = {
    field: 'wrong',
    type: 'nominal',
    scale: { domain, range: domain.map(() => '#000000') },
    legend: { title: null, symbolType: CROSS, symbolSize: CROSSED, symbolStrokeWidth: 1.6 },
  };
  return {
    transform: [{ filter: 'datum.wrong !== null' }],
    mark: { type: 'point', filled: false, shape: CROSS, size: CROSSED, opacity: 1, strokeWidth: 1.6, ...offset },
    encoding: { ...position, ...(domain.length > 0 && { stroke }) },
  };
}

/** A log scale from a little below the least to a little above the greatest value, so that no mark is cut. */
export function logScale(values: readonly (number | null)[]): { type: 'log'; domain: [number, number]; nice: false } {
  const known = values.filter((value) => value !== null);
  const domain: [number, number] = known.length === 0 ? [1, 10] : [Math.min(...known) / 1.6, Math.max(...known) * 1.6];
  return { type: 'log', domain, nice: false };
}

const MAX_TICKS = 7;

/** Powers of ten, every second one or fewer where there are many; their double and fivefold too where there are few. */
export function logTicks([low, high]: [number, number]): number[] {
  const first = Math.ceil(Math.log10(low));
  const decades = Math.floor(Math.log10(high)) - first;
  const every = Math.max(1, Math.ceil(decades / MAX_TICKS));
  const steps = decades < 2 ? [1, 2, 5] : [1];
  const ticks: number[] = [];
  for (let decade = first - 1; decade <= first + decades; decade += every) {
    for (const step of steps) ticks.push(Number(`${step}e${decade}`));
  }
  return ticks.filter((tick) => tick >= low && tick <= high);
}

/** `100 k`, `2.5 M`. */
export const RATE_LABEL = "replace(format(datum.value, '~s'), /([kMG])/, ' $1')";
