/** The cells of a chart as Vega-Lite takes them: flat, with every string made plain. */
import { type Cell, type ContendRecord, plainText } from '@contend/record';
import { chartedWorkload, contendersIn, type Group, groupsOf, keptByOne, lostShare, stateOf } from '../model/cells.ts';
import { type Palette, paletteOf } from './palette.ts';

export interface Point {
  /** Index in the palette. Charts know strategies by it alone, so that no name becomes a part of an expression. */
  look: number;
  name: string;
  contenders: number;
  /** Increments per second of the whole system. */
  throughput: number | null;
  low: number | null;
  high: number | null;
  /** Seconds. */
  longestGap: number | null;
  lostShare: number;
  promised: boolean;
  verdict: string;
  /** What is wrong with the cell, in the words of the legend; `null` when nothing is. */
  wrong: string | null;
  kept: boolean;
}

/** What a chart draws. */
export interface Charted {
  panels: Panel[];
  palette: Palette;
  /** For the title: the workload, unless it is the one that everybody expects. */
  under: string;
}

export interface Panel {
  title: string;
  /** What is counted on the axis: `threads`. */
  world: string;
  contenders: number[];
  points: Point[];
}

export const LOST = 'count wrong: updates lost';
export const SHARED = 'lock broken: two inside at once';

/** Of the cells that are not drawn. */
const MAX_NAMED = 4;

export function chartedOf(record: ContendRecord): Charted {
  const palette = paletteOf(record.cells.map((cell) => cell.strategy));
  const workload = chartedWorkload(record);
  const groups = groupsOf(record.cells.filter((cell) => cell.workload === workload));
  const several = new Set(groups.map((group) => group.runtime)).size > 1;
  const panels = groups.map((group) => ({
    title: panelTitle(group, several),
    world: plainText(group.world, 20),
    contenders: group.contenders,
    points: group.cells.map((cell) => pointOf(cell, palette)),
  }));
  const under = workload === undefined || workload === 'hot' ? '' : `, workload ${plainText(workload, 30)}`;
  return { panels, palette, under };
}

export function panelTitle({ world, runtime, pinned }: Group, severalRuntimes: boolean): string {
  const place =
    world === 'tasks' ? 'tasks of one event loop' : world === 'threads' ? 'worker threads' : plainText(world, 20);
  const notPinned = pinned || world === 'tasks' ? [] : ['not pinned'];
  return [place, ...(severalRuntimes ? [plainText(runtime, 20)] : []), ...notPinned].join(', ');
}

export function pointOf(cell: Cell, { strategies, names }: Palette): Point {
  // A log scale has no place for 0.
  const positive = (value: number | null | undefined): number | null => (value != null && value > 0 ? value : null);
  const gap = positive(cell.longestGap);
  const look = strategies.indexOf(cell.strategy);
  return {
    look,
    name: names[look] as string,
    contenders: cell.contenders,
    throughput: positive(cell.throughput?.median),
    low: positive(cell.throughput?.low),
    high: positive(cell.throughput?.high),
    longestGap: gap === null ? null : gap / 1e9,
    lostShare: lostShare(cell),
    promised: cell.promised,
    verdict: cell.verdict,
    wrong: stateOf(cell) !== 'wrong' ? null : cell.verdict === 'overlap' && cell.lost === 0 ? SHARED : LOST,
    kept: stateOf(cell) === 'exact' && keptByOne(cell),
  };
}

/** In words, what a chart of figures cannot draw; `null` when it draws everything. */
export function notDrawn(panels: readonly Panel[]): string | null {
  return missing(
    panels.flatMap(({ world, points }) =>
      points.filter(isUndrawn).map((point) => [point, `with ${contendersIn(world, point.contenders)}`]),
    ),
  );
}

export const isUndrawn = ({ throughput }: Point): boolean => throughput === null;

/** @param points each with the words that tell it from others of its strategy */
export function missing(points: readonly [Point, string][]): string | null {
  if (points.length === 0) return null;
  const named = points.slice(0, MAX_NAMED).map(([{ name, verdict }, where]) => `${name} ${where} (${verdict})`);
  const more = points.length - MAX_NAMED;
  return `Not drawn, for want of a figure: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}
