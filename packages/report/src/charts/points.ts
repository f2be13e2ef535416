/** The cells of a record as drawings take them: flat, with every string made plain. */
import { type Cell, type ContendRecord, contendersIn, plainText } from '@contend/record';
import type { Point, Wrong } from '../client/data.ts';
import { chartedWorkload, type Group, keptByOne, stateOf } from '../model/cells.ts';
import { nameOf } from './palette.ts';

/** Of the cells that are not drawn. */
const MAX_NAMED = 4;

/** Those under the workload that charts show. */
export function chartedCells(record: ContendRecord): Cell[] {
  const workload = chartedWorkload(record);
  return record.cells.filter((cell) => cell.workload === workload);
}

const PLACES = new Map([
  ['tasks', 'tasks of one event loop'],
  ['threads', 'worker threads'],
  ['processes', 'processes of one machine'],
  ['machines', 'clients of a server'],
]);

/** For a title: the workload, unless it is the one that everybody expects. */
export function underOf(record: ContendRecord): string {
  const workload = chartedWorkload(record);
  return workload === undefined || workload === 'hot' ? '' : `, workload ${plainText(workload, 30)}`;
}

export function panelTitle({ world, runtime, pinned }: Group, severalRuntimes: boolean): string {
  const place = PLACES.get(world) ?? plainText(world, 20);
  const notPinned = pinned || world === 'tasks' ? [] : ['not pinned'];
  return [place, ...(severalRuntimes ? [plainText(runtime, 20)] : []), ...notPinned].join(', ');
}

/** @param strategies of the palette, in its order */
export function pointOf(cell: Cell, strategies: readonly string[]): Omit<Point, 'panel' | 'workload'> {
  // A log scale has no place for 0.
  const positive = (value: number | null | undefined): number | null => (value != null && value > 0 ? value : null);
  const gap = positive(cell.longestGap);
  const state = stateOf(cell);
  return {
    strategy: strategies.indexOf(cell.strategy),
    contenders: cell.contenders,
    rate: positive(cell.throughput?.median),
    low: positive(cell.throughput?.low),
    high: positive(cell.throughput?.high),
    gap: gap === null ? null : gap / 1e9,
    wrong: state !== 'wrong' ? null : wrongOf(cell),
    kept: state === 'right' && keptByOne(cell),
  };
}

function wrongOf({ verdict, lost }: Cell): Wrong {
  if (lost > 0) return 'lost';
  return verdict === 'overlap' ? 'shared' : verdict === 'over-counted' ? 'over' : 'lost';
}

/** In words, what a chart of figures cannot draw; `null` when it draws everything. */
export function notDrawn(cells: readonly Cell[]): string | null {
  return missing(
    cells.filter(isUndrawn).map((cell) => [cell, `with ${contendersIn(plainText(cell.world, 20), cell.contenders)}`]),
  );
}

export const isUndrawn = ({ throughput }: Cell): boolean => throughput === null || throughput.median <= 0;

/** @param cells each with the words that tell it from others of its strategy */
export function missing(cells: readonly (readonly [Cell, string])[]): string | null {
  if (cells.length === 0) return null;
  const named = cells
    .slice(0, MAX_NAMED)
    .map(([{ strategy, verdict }, where]) => `${nameOf(strategy)} ${where} (${verdict})`);
  const more = cells.length - MAX_NAMED;
  return `Not drawn, for want of a figure: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}
