import { type Cell, type ContendRecord, familyKey, hasRightCount } from '@contend/record';
import { isStep } from './series.ts';

/**
 * What the pictures say about one cell. `wrong` is about the count and wins over everything else: a cell that lost updates
 * and then crashed is wrong first. `right` is exact, or within what nobody knows.
 */
export type State = 'right' | 'wrong' | 'stopped';

const WRONG: readonly Cell['verdict'][] = ['lost-updates', 'over-counted', 'overlap'];

export function stateOf(cell: Cell): State {
  if (cell.lost > 0 || WRONG.includes(cell.verdict)) return 'wrong';
  return hasRightCount(cell) ? 'right' : 'stopped';
}

/** A rank is only worth something beside a right count, whatever the record claims. */
export function rankOf(cell: Cell): number | null {
  return stateOf(cell) === 'right' ? cell.rank : null;
}

/**
 * Share of the updates that are missing from the count, 0..1. A count that came out too high is `lost` modulo 2^32 in the
 * record, far more than was ever counted: it is as wrong as can be, so 1.
 */
export function lostShare(cell: Cell): number {
  if (cell.lost === 0) return 0;
  return cell.expected === 0 ? 1 : Math.min(1, cell.lost / cell.expected);
}

/** Jain's index below which the contenders did not get a like share: with two, one got three times the other's. */
export const UNFAIR_JAIN = 0.8;
/** Changes of owner per million increments below which one contender keeps the lock for 10 000 increments at a stretch. */
export const RARE_HANDOFFS_PER_MILLION = 100;

/** Whether a cell may be fast only because the contenders did not contend. `null` in the record does not accuse. */
export function keptByOne(cell: Cell): boolean {
  if (cell.contenders < 2) return false;
  const { jain, handoffsPerMillion } = cell.fairness;
  return (
    (jain !== null && jain < UNFAIR_JAIN) ||
    (handoffsPerMillion !== null && handoffsPerMillion < RARE_HANDOFFS_PER_MILLION)
  );
}

/** A baseline in C, which nobody can use from JavaScript: not a contestant, but the floor of what it can cost here. */
export function isFloor(strategy: string): boolean {
  return strategy.startsWith('native/');
}

/** Cells that may be compared with each other, strategies by contenders: one table, or one panel of a chart. */
export interface Group {
  world: string;
  workload: string;
  runtime: string;
  pinned: boolean;
  /** Ascending. */
  contenders: number[];
  cells: Cell[];
}

/** In the order of the record. */
export function groupsOf(cells: readonly Cell[]): Group[] {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const key = familyKey(cell, 'contenders');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [cell]);
    else group.push(cell);
  }
  return [...groups.values()].map((group) => {
    const { world, workload, runtime, pinned } = group[0] as Cell;
    const contenders = [...new Set(group.map((cell) => cell.contenders))].sort((a, b) => a - b);
    return { world, workload, runtime, pinned, contenders, cells: group };
  });
}

/** The workload a chart shows, of several: `hot`, or else the record's first, the steps of a series last. */
export function chartedWorkload({ cells }: ContendRecord): string | undefined {
  const workloads = cells.map((cell) => cell.workload);
  return workloads.includes('hot') ? 'hot' : (workloads.find((name) => !isStep(name)) ?? workloads[0]);
}

/** By how much the forks' counts exceed all that was made, those of which nobody knows included. */
export function overCount({ forks }: Cell): number {
  return forks
    .filter(({ verdict }) => verdict === 'over-counted')
    .reduce((sum, { operations, observed, failed }) => sum + observed - operations - (failed?.unknown ?? 0), 0);
}

/** Share of the attempts that were refused, 0..1. */
export function refusedShare({ expected, refused, unknown }: Cell): number {
  if (refused === null || refused === 0) return 0;
  return refused / (expected + refused + (unknown ?? 0));
}
