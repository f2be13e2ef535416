/** Which cell of BASE is which of HEAD. */
import { CELL_FIELDS, type Cell, cellKey, type Difference } from '@contend/record';
import type { Identity } from './document.ts';
import { notComparable } from './fields.ts';
import type { Side } from './side.ts';
import { where } from './words.ts';

/** One cell in all runs of a side that have it. */
export interface SideCell extends Identity {
  /** In the order of the side's runs. */
  measured: readonly [Measured, ...Measured[]];
}

export interface Measured {
  /** Place of the run in its side. */
  run: number;
  cell: Cell;
}

export interface Pair {
  base: SideCell;
  head: SideCell;
}

export interface Matched {
  pairs: Pair[];
  onlyInBase: SideCell[];
  onlyInHead: SideCell[];
}

const MEND = 'measure both sides alike';
/** Pinning is told by those cells alone that got as far as a window. */
const PARTS = CELL_FIELDS.filter((field) => field !== 'pinned');

/**
 * @throws Failure, by the name of the field, when a side mixes versions of a strategy, when what is otherwise the same
 *   cell was measured under another runtime or pinning, or when the sides have no cell in common
 */
export function match(base: Side, head: Side): Matched {
  const [left, right] = [cellsOf(base), cellsOf(head)];
  const pairs = left.flatMap((cell) => {
    const partner = right.find((other) => alike(cell, other));
    return partner === undefined ? [] : [{ base: cell, head: partner }];
  });
  const onlyInBase = left.filter((cell) => !pairs.some((pair) => pair.base === cell));
  const onlyInHead = right.filter((cell) => !pairs.some((pair) => pair.head === cell));
  for (const cell of onlyInBase) refuseOtherwiseAlike(cell, left, right);
  if (pairs.length === 0) throw notComparable(firstDisjoint(left, right), MEND);
  return { pairs, onlyInBase, onlyInHead };
}

function cellsOf({ name, runs }: Side): SideCell[] {
  const all = runs.flatMap(({ record }, run) => record.cells.map((cell): Measured => ({ run, cell })));
  const byParts = Map.groupBy(all, ({ cell }) => cellKey(cell, 'pinned'));
  return [...byParts.values()].flatMap((group) => {
    // What never got as far as a window says `pinned: false`, whatever was asked for: it belongs to those that did.
    const pins = [...new Set(group.filter(({ cell }) => isTimed(cell)).map(({ cell }) => cell.pinned))];
    return (pins.length === 0 ? [null] : pins).map((pinned, index) => {
      const measured = group.filter(({ cell }) => (isTimed(cell) ? cell.pinned === pinned : index === 0));
      return sideCell(name, measured as [Measured, ...Measured[]], pinned);
    });
  });
}

function sideCell(side: string, measured: [Measured, ...Measured[]], pinned: boolean | null): SideCell {
  const [{ cell: first }] = measured;
  const { strategy, world, contenders, workload, runtime } = first;
  const identity = { strategy, world, contenders, workload, runtime, pinned };
  for (const { cell } of measured) {
    if (cell.strategyVersion === first.strategyVersion) continue;
    const difference = { field: 'strategyVersion', base: first.strategyVersion, head: cell.strategyVersion };
    throw notComparable(difference, 'give runs of one version', `${side}: ${label(identity)}`);
  }
  return { ...identity, measured };
}

const isTimed = ({ forks }: Cell): boolean => forks.some(({ rounds }) => rounds.length > 0);

function alike(a: SideCell, b: SideCell): boolean {
  return PARTS.every((part) => a[part] === b[part]) && samePinning(a, b);
}

function samePinning(a: SideCell, b: SideCell): boolean {
  return a.pinned === null || b.pinned === null || a.pinned === b.pinned;
}

/** A gate that passes because the flags changed guards nothing: such cells are refused, not listed as missing. */
function refuseOtherwiseAlike(cell: SideCell, left: readonly SideCell[], right: readonly SideCell[]): void {
  const sameCell = (other: SideCell) => PARTS.every((part) => part === 'runtime' || cell[part] === other[part]);
  const others = right.filter(sameCell);
  const [other] = others;
  // Of several runtimes in one record, one side may have more.
  if (other === undefined || left.filter(sameCell).some((each) => others.some((one) => alike(each, one)))) return;
  const field = cell.runtime === other.runtime ? 'pinned' : 'runtime';
  throw notComparable({ field, base: cell[field], head: other[field] }, MEND, label(cell));
}

function firstDisjoint(left: readonly SideCell[], right: readonly SideCell[]): Difference {
  for (const part of PARTS) {
    const [base, head] = [left, right].map((cells) => [...new Set(cells.map((cell) => cell[part]))]) as [
      unknown[],
      unknown[],
    ];
    if (!base.some((value) => head.includes(value))) {
      return { field: part, base: base.join(', ') || 'none', head: head.join(', ') || 'none' };
    }
  }
  return { field: 'cells', base: left.map(label).join('; '), head: right.map(label).join('; ') };
}

const label = (cell: Identity): string => `${cell.strategy}, ${where(cell)}, ${cell.workload}`;
