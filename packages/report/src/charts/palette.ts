/**
 * One look a strategy, the same in every chart of a record: its family gives the colour, its place among all strategies the
 * shape, so that a picture without colour still reads.
 *
 * Colours are those that Okabe & Ito chose to be told apart with any kind of colour vision ("Color Universal Design",
 * 2008), but for their yellow, which is lost on white, and with Tol's indigo ("Colour Schemes", SRON 2021, muted).
 */
import { plainText } from '@contend/record';
import type { Look } from '../client/data.ts';
import { clip } from '../format/layout.ts';
import { isFloor } from '../model/cells.ts';

/** By their place among the page's colours, `--c0` and so on. Families that share a colour never share a world. */
const FAMILIES = [
  ['atomic'],
  ['spinlock', 'redis', 'owner'],
  ['promise-mutex', 'nats', 'file'],
  ['actor', 'postgres', 'sqlite'],
  ['mutex', 'etcd'],
  ['wasm'],
  ['unlocked'],
  ['rwlock'],
];

/** A family's place among the page's colours; the last is that of all others. */
export function colourOf(strategy: string): number {
  const place = FAMILIES.findIndex((families) => families.includes(strategy.split('/')[0] as string));
  return place === -1 ? FAMILIES.length : place;
}

const STAR = 'M0,-1.3L0.38,-0.52L1.24,-0.4L0.62,0.2L0.76,1.05L0,0.65L-0.76,1.05L-0.62,0.2L-1.24,-0.4L-0.38,-0.52Z';
const BAR = 'M-1.3,-0.6H1.3V0.6H-1.3Z';
/**
 * Paths about the origin. Neighbours in the legend differ most; round shapes of more corners than these look like circles at
 * this size.
 */
const MARKS = [
  // A circle, a triangle upwards, a square.
  'M1,0A1,1,0,1,1,-1,0A1,1,0,1,1,1,0Z',
  'M0,-1.1L1.1,0.9H-1.1Z',
  'M-0.9,-0.9H0.9V0.9H-0.9Z',
  STAR,
  // A diamond, a triangle downwards, a cross, a triangle to the right.
  'M0,-1.3L1.1,0L0,1.3L-1.1,0Z',
  'M0,1.1L1.1,-0.9H-1.1Z',
  'M-0.4,-1.2H0.4V-0.4H1.2V0.4H0.4V1.2H-0.4V0.4H-1.2V-0.4H-0.4Z',
  'M1.1,0L-0.9,-1.1V1.1Z',
  BAR,
  // A triangle to the left.
  'M-1.1,0L0.9,-1.1V1.1Z',
] as const;

/**
 * In the order of the legend: by name, and so by family. A strategy's place here is how drawings know it.
 *
 * @param strategies all of the record, whether or not a chart shows them: a look must not depend on the chart
 */
export function strategiesOf(strategies: Iterable<string>): string[] {
  return [...new Set(strategies)].sort();
}

/** Behind those of a page's record those that only another record has: what both have looks alike on the page. */
export function strategiesBehind(own: readonly string[], others: Iterable<string>): string[] {
  return [...own, ...strategiesOf(others).filter((strategy) => !own.includes(strategy))];
}

/** @param strategies as {@link strategiesOf} has them */
export function looksOf(strategies: readonly string[]): Look[] {
  return strategies.map((strategy, place) => ({
    name: nameOf(strategy),
    colour: colourOf(strategy),
    mark: pathOf(place),
    floor: isFloor(strategy) ? floorName(strategy) : null,
  }));
}

/** @param place a strategy's among all */
export const pathOf = (place: number): string => MARKS[place % MARKS.length] as string;

/** As charts write it. */
export const nameOf = (strategy: string): string => clip(plainText(strategy), 40);

/** `native/atomic-add` is `C atomic add`. */
function floorName(strategy: string): string {
  return `C ${plainText(strategy.slice(strategy.indexOf('/') + 1), 40).replaceAll('-', ' ')}`;
}
