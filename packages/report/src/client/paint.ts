/**
 * How the parts of a drawing are painted: by attributes, so that a file needs no style sheet. Colours are the page's variables,
 * which are others on dark ground; a file has their light values in place of them.
 */
export type Attributes = Readonly<Record<string, string | number>>;

/** px, of all text that is not said to be larger. */
export const FONT_SIZE = 13;

export const PAINT = {
  box: { class: 'box', fill: 'none', stroke: 'var(--line)' },
  grid: { class: 'grid', stroke: 'var(--grid)' },
  tick: { class: 'tick', fill: 'var(--ink)' },
  axis: { class: 'axis', fill: 'var(--faint)' },
  ideal: { class: 'ideal', fill: 'none', stroke: 'var(--faint)', 'stroke-width': 2, 'stroke-dasharray': '6 4' },
  floor: { class: 'floor', fill: 'none', stroke: 'var(--faint)', 'stroke-width': 1.5, 'stroke-dasharray': '4 3' },
  cross: { class: 'cross', fill: 'none', stroke: 'var(--ink)', 'stroke-width': 0.3 },
  ring: { class: 'ring', fill: 'none', stroke: 'var(--ink)', 'stroke-width': 1.2, 'stroke-dasharray': '3 2' },
} satisfies Record<string, Attributes>;

/** @param colour a strategy's place among the page's colours */
export const inkOf = (colour: number): string => `var(--c${colour})`;

export function linePaint(colour: number): Attributes {
  return { class: 'line', fill: 'none', stroke: inkOf(colour), 'stroke-width': 1.4, opacity: 0.5 };
}

export function bandPaint(colour: number): Attributes {
  return { class: 'band', stroke: inkOf(colour), 'stroke-width': 2 };
}

/** Of a path of radius 1. The edge in the ground's colour keeps marks apart that overlap. */
export function markPaint(colour: number, wrong: boolean): Attributes {
  return wrong
    ? { fill: 'var(--ground)', stroke: inkOf(colour), 'stroke-width': 0.25 }
    : { fill: inkOf(colour), stroke: 'var(--ground)', 'stroke-width': 0.14 };
}
