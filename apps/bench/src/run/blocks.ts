/**
 * Which block comes next, and in what order it measures its cells.
 *
 * Cells that compete (alike in all but the strategy) are a group, and so are those that are alike in all but strategy and
 * runtime: a block measures a group's cells next to each other, in random order, a strategy's in all runtimes together. At first every group gets as many blocks as its cells need to be told apart at all, the contended counter
 * without other work before the rest. What is left of the
 * budget then goes, block by block, to the group whose figures are least certain: by their noise, never by the
 * differences seen, or the rules of calling a difference would no longer hold.
 */
import { familyKey } from '@contend/record';
import { leastPairs, median, seeded } from '@contend/stats';
import { identityOf, MOST_FORKS, type PlannedCell } from './plan.ts';

export interface Group {
  cells: PlannedCell[];
  /** Blocks that it gets before noise decides. */
  base: number;
  /** How many blocks of it were measured. */
  blocks: number;
}

/** @see Durstenfeld, "Algorithm 235: Random permutation", CACM 7(7), 1964 */
function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const order = [...items];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] as T, order[i] as T];
  }
  return order;
}

/** All threads of a run are to be pinned, or none. */
function competition(cell: PlannedCell): string {
  return familyKey(identityOf(cell), 'pinned', 'runtime');
}

/**
 * Blocks that a group's cells need to be told apart: of those whose count can be exact, for no other is ranked, and in the
 * runtime that has most of them, for they are ranked within each.
 */
export function blocksNeeded(cells: readonly PlannedCell[]): number {
  const ranked = cells.filter(({ promised, contenders }) => promised || contenders === 1);
  const each = Map.groupBy(ranked, ({ runtime }) => runtime.label);
  return leastPairs(Math.max(1, ...[...each.values()].map(({ length }) => length)));
}

/**
 * Relative uncertainty of a cell's median: the median deviation over the root of the number of forks. Infinite below two.
 *
 * @param values ns per increment, by fork
 */
function uncertainty(values: readonly number[]): number {
  if (values.length < 2) return Number.POSITIVE_INFINITY;
  const middle = median(values);
  return median(values.map((value) => Math.abs(value - middle))) / middle / Math.sqrt(values.length);
}

function isHot({ cells }: Group): boolean {
  return cells.every(({ workload }) => workload.insideNs + workload.outsideNs === 0);
}

function windowMs({ cells }: Group): number {
  return Math.max(...cells.map((cell) => cell.windowMs));
}

export class Blocks {
  readonly groups: Group[];
  private readonly random: () => number;
  private turn: Group[] = [];

  /** @param forks of each cell, if told; then every group gets as many, and noise nothing to decide */
  constructor(cells: readonly PlannedCell[], seed: number, forks: number | undefined) {
    this.random = seeded(seed);
    this.groups = [...Map.groupBy(cells, competition).values()].map((group) => ({
      cells: group,
      base: forks ?? blocksNeeded(group),
      blocks: 0,
    }));
  }

  /**
   * The groups whose turn it is. Everything is measured once; then what does no work beside counting gets its base before
   * anything else does, and of that what has short windows before what has long ones, which take most of the time: a
   * budget too small for all of it still tells the strategies apart somewhere.
   */
  private due(): Group[] {
    const due = this.groups.filter(({ base, blocks }) => blocks < base);
    const ofFirst = (some: readonly Group[], first: (group: Group) => boolean) => {
      const found = some.filter(first);
      return found.length > 0 ? found : undefined;
    };
    const once = ofFirst(due, ({ blocks }) => blocks === 0);
    if (once !== undefined) return once;
    const hot = due.filter(isHot);
    const shortest = Math.min(...hot.map(windowMs));
    return ofFirst(hot, (group) => windowMs(group) === shortest) ?? due;
  }

  /** The next group while any is due its base, those whose turn it is all in random order; then undefined. */
  nextOfBase(): Group | undefined {
    if (this.turn.length === 0) {
      this.turn = shuffled(this.due(), this.random);
    }
    return this.turn.shift();
  }

  /** The group that one more block serves best, if any may have one more. @param nsOf a cell's forks so far */
  leastCertain(nsOf: (cell: PlannedCell) => readonly number[]): Group | undefined {
    const doubt = ({ cells }: Group) =>
      Math.max(0, ...cells.map((cell) => uncertainty(nsOf(cell))).filter(Number.isFinite));
    const open = this.groups.filter(({ blocks }) => blocks < MOST_FORKS);
    return open.toSorted((a, b) => doubt(b) - doubt(a))[0];
  }

  /** A group's cells in the order in which its next block measures them. */
  order({ cells }: Group): PlannedCell[] {
    const strategies = Map.groupBy(cells, ({ entry }) => entry.id);
    return shuffled([...strategies.values()], this.random).flatMap((each) => shuffled(each, this.random));
  }
}
