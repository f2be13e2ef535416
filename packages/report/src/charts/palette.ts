/**
 * One look a strategy, the same in every chart of a record: its family gives the colour, its place among all strategies the
 * shape, so that a picture without colour still reads.
 *
 * Colours are those that Okabe & Ito chose to be told apart with any kind of colour vision ("Color Universal Design",
 * 2008), but for their yellow, which is lost on white.
 */
import { plainText } from '@contend/record';
import { clip } from '../format/layout.ts';

const FAMILY_COLOURS = new Map([
  ['atomic', '#000000'],
  ['spinlock', '#0072B2'],
  ['promise-mutex', '#E69F00'],
  ['actor', '#009E73'],
  ['mutex', '#CC79A7'],
  ['wasm', '#56B4E9'],
  ['unlocked', '#D55E00'],
]);
const OTHER_FAMILY = '#777777';

/** A family's place among the colours: the page has a light and a dark one for each. */
export function colourOf(strategy: string): number {
  const place = [...FAMILY_COLOURS.keys()].indexOf(strategy.split('/')[0] as string);
  return place === -1 ? FAMILY_COLOURS.size : place;
}

const STAR = 'M0,-1.3L0.38,-0.52L1.24,-0.4L0.62,0.2L0.76,1.05L0,0.65L-0.76,1.05L-0.62,0.2L-1.24,-0.4L-0.38,-0.52Z';
const BAR = 'M-1.3,-0.6H1.3V0.6H-1.3Z';
/** Neighbours in the legend differ most. Round shapes of more corners than these look like circles at this size. */
const SHAPES = [
  'circle',
  'triangle-up',
  'square',
  STAR,
  'diamond',
  'triangle-down',
  'cross',
  'triangle-right',
  BAR,
  'triangle-left',
] as const;

/** The same as SVG paths about the origin. */
const PATHS: Record<(typeof SHAPES)[number], string> = {
  circle: 'M1,0A1,1,0,1,1,-1,0A1,1,0,1,1,1,0Z',
  'triangle-up': 'M0,-1.1L1.1,0.9H-1.1Z',
  square: 'M-0.9,-0.9H0.9V0.9H-0.9Z',
  [STAR]: STAR,
  diamond: 'M0,-1.3L1.1,0L0,1.3L-1.1,0Z',
  'triangle-down': 'M0,1.1L1.1,-0.9H-1.1Z',
  cross: 'M-0.4,-1.2H0.4V-0.4H1.2V0.4H0.4V1.2H-0.4V0.4H-1.2V-0.4H-0.4Z',
  'triangle-right': 'M1.1,0L-0.9,-1.1V1.1Z',
  [BAR]: BAR,
  'triangle-left': 'M-1.1,0L0.9,-1.1V1.1Z',
};

/** @param look a strategy's index in the palette */
export function pathOf(look: number): string {
  return PATHS[SHAPES[look % SHAPES.length] as (typeof SHAPES)[number]];
}

export interface Palette {
  /** As the record has them, in the order of the legend: by name, and so by family. A strategy's look is its index here. */
  strategies: string[];
  /** As the charts write them. */
  names: string[];
  colours: string[];
  shapes: string[];
}

/** @param strategies all of the record, whether or not a chart shows them: a look must not depend on the chart */
export function paletteOf(strategies: Iterable<string>): Palette {
  const sorted = [...new Set(strategies)].sort();
  return {
    strategies: sorted,
    names: sorted.map(nameOf),
    colours: sorted.map((strategy) => FAMILY_COLOURS.get(strategy.split('/')[0] as string) ?? OTHER_FAMILY),
    shapes: sorted.map((_, index) => SHAPES[index % SHAPES.length] as string),
  };
}

const nameOf = (strategy: string): string => clip(plainText(strategy), 40);
