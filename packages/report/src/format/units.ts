/** Numbers as people read them: three significant digits and a prefix. A no-break space would spoil the columns. */

const PREFIXES = [
  { from: 1e9, prefix: 'G' },
  { from: 1e6, prefix: 'M' },
  { from: 1e3, prefix: 'k' },
  { from: 1, prefix: '' },
] as const;

const DURATIONS = [
  { from: 1e9, unit: 's' },
  { from: 1e6, unit: 'ms' },
  { from: 1e3, unit: 'µs' },
  { from: 1, unit: 'ns' },
] as const;

/** `12345678` as `12.3 M`. */
export function quantity(value: number): string {
  // 999.6 has to become 1 k, not 1000: what is rounded decides about the prefix.
  const { from, prefix } = PREFIXES.find(({ from }) => rounded(value) >= from) ?? PREFIXES[3];
  return `${digits(value / from)} ${prefix}`.trimEnd();
}

/** `1 record`, `3 records`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

/** Increments per second of the whole system: `70.2 M/s`. */
export function rate(perSecond: number): string {
  const text = quantity(perSecond);
  return text.includes(' ') ? `${text}/s` : `${text} /s`;
}

/** `28300000` ns as `28.3 ms`. */
export function duration(ns: number): string {
  const { from, unit } = DURATIONS.find(({ from }) => rounded(ns) >= from) ?? DURATIONS[3];
  return `${digits(ns / from)} ${unit}`;
}

/** `0.372` as `37 %`. A share that is not 0 is never written as 0, nor one that is not all as 100. */
export function percent(share: number): string {
  const value = share * 100;
  if (value === 0) return '0 %';
  if (value < 0.001) return '< 0.001 %';
  if (value > 99.9 && value < 100) return '> 99.9 %';
  return `${Number(value.toPrecision(value > 99 ? 3 : 2))} %`;
}

/**
 * How many times as much: three digits, and three decimals about 1, where a difference shows in the third: `1.004`, `1.68`,
 * `25.0`, `1230`.
 */
export function times(ratio: number): string {
  return ratio > 0.9 && ratio < 1.1 ? ratio.toFixed(3) : digits(ratio);
}

const rounded = (value: number): number => Number(value.toPrecision(3));

/** Three significant digits, zeros at the end kept so that columns line up: 7 → 7.00, but 0 → 0. */
function digits(value: number): string {
  if (value === 0) return '0';
  if (value < 0.01) return '< 0.01';
  const three = rounded(value);
  if (three >= 1000) return String(Math.round(value));
  return three.toFixed(three >= 100 ? 0 : three >= 10 ? 1 : 2);
}
