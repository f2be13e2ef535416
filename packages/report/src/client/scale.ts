/** From a value to its place in a drawing, and the values that the axis names. */
import type { Range, View } from './data.ts';

export interface Scale {
  range: Range;
  /** Pixels along the axis, 0 to `length`; beyond them for what the range does not hold. */
  at(value: number): number;
  /** The value at so many pixels. */
  value(pixels: number): number;
  ticks: readonly number[];
}

const MAX_TICKS = 6;
const MAX_DECADES = 7;
/** A range of fewer decades has its ticks at equal steps. */
const FEWEST_DECADES = 0.6;

/** All values: on a logarithmic scale with room around them, so that no mark is cut; else from nothing. @param values positive */
export function rangeOf(values: readonly number[], kind: View['scale']): Range {
  const greatest = values.reduce((a, b) => Math.max(a, b), 0);
  if (kind === 'linear') return [0, 1.06 * greatest || 1];
  return values.length === 0 ? [1, 10] : [values.reduce((a, b) => Math.min(a, b)) / 1.6, greatest * 1.6];
}

/** @param range positive where the scale is logarithmic */
export function scaleOver(range: Range, kind: View['scale'], length: number): Scale {
  const [low, high] = range;
  if (kind === 'linear') {
    return {
      range,
      at: (value) => ((value - low) / (high - low)) * length,
      value: (pixels) => low + (pixels / length) * (high - low),
      ticks: equalTicks(low, high),
    };
  }
  const span = Math.log(high / low);
  return {
    range,
    at: (value) => (Math.log(value / low) / span) * length,
    value: (pixels) => low * Math.exp((pixels / length) * span),
    ticks: Math.log10(high / low) < FEWEST_DECADES ? equalTicks(low, high) : logTicks(low, high),
  };
}

/** Powers of ten, fewer where there are many; where there are few, their threefold too, or their double and fivefold. */
function logTicks(low: number, high: number): number[] {
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const every = Math.max(1, Math.ceil((last - first) / MAX_DECADES));
  const decades = Math.log10(high / low);
  const steps = decades < 1.6 ? [1, 2, 5] : decades < 2.6 ? [1, 3] : [1];
  const ticks: number[] = [];
  for (let decade = first; decade <= last; decade += every) for (const step of steps) ticks.push(step * 10 ** decade);
  return ticks.filter((tick) => tick >= low && tick <= high);
}

function equalTicks(low: number, high: number): number[] {
  const rough = (high - low) / MAX_TICKS;
  const decade = 10 ** Math.floor(Math.log10(rough));
  const step = decade * ([1, 2, 5].find((each) => each * decade >= rough) ?? 10);
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, index) => (first + index) * step);
}

const PREFIXES: readonly (readonly [number, string])[] = [
  [1e9, ' G'],
  [1e6, ' M'],
  [1e3, ' k'],
  [1, ''],
];

/** `12.3 M`. */
export function short(value: number): string {
  if (value === 0) return '0';
  const [unit, prefix] = PREFIXES.find(([unit]) => Number(value.toPrecision(3)) >= unit) ?? [1, ''];
  return `${Number((value / unit).toPrecision(3))}${prefix}`;
}

const DURATIONS: readonly (readonly [number, string])[] = [
  [1, 's'],
  [1e-3, 'ms'],
  [1e-6, 'µs'],
  [1e-9, 'ns'],
];

/** `28.3 ms`. */
export function shortTime(seconds: number): string {
  if (seconds === 0) return '0 s';
  const [unit, name] = DURATIONS.find(([unit]) => Number(seconds.toPrecision(3)) >= unit) ?? [1e-9, 'ns'];
  return `${Number((seconds / unit).toPrecision(3))} ${name}`;
}
