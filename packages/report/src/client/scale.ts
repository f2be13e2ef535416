/** From a value to its place in a drawing, and the values that the axis names. */

export interface Scale {
  /** Pixels along the axis, 0 to `length`. */
  at(value: number): number;
  ticks: readonly number[];
}

const MAX_TICKS = 6;

/** From a little below the least to a little above the greatest value, so that no mark is cut. @param values positive */
export function logScale(values: readonly number[], length: number): Scale {
  const least = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const [low, high] = values.length === 0 ? [1, 10] : [least / 1.6, values.reduce((a, b) => Math.max(a, b), 0) * 1.6];
  const span = Math.log(high / low);
  return { at: (value) => (Math.log(value / low) / span) * length, ticks: logTicks(low, high) };
}

/** Powers of ten, fewer where there are many; their double and fivefold too where there are few. */
function logTicks(low: number, high: number): number[] {
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const every = Math.max(1, Math.ceil((last - first) / MAX_TICKS));
  const steps = last - first <= 3 ? [1, 2, 5] : [1];
  const ticks: number[] = [];
  for (let decade = first; decade <= last; decade += every) for (const step of steps) ticks.push(step * 10 ** decade);
  return ticks.filter((tick) => tick >= low && tick <= high);
}

/** From nothing to a little above the greatest value. */
export function linearScale(values: readonly number[], length: number): Scale {
  const high = 1.06 * values.reduce((a, b) => Math.max(a, b), 0) || 1;
  const rough = high / MAX_TICKS;
  const decade = 10 ** Math.floor(Math.log10(rough));
  const step = decade * ([1, 2, 5].find((each) => each * decade >= rough) ?? 10);
  const ticks = Array.from({ length: Math.floor(high / step) + 1 }, (_, index) => index * step);
  return { at: (value) => (value / high) * length, ticks };
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
