/** Is the count right, and whose fault is it when it is not: before any speed. */
import { type Cell, hasRightCount } from '@contend/record';
import type { SideCell } from './cells.ts';
import type { Count, Outcome } from './document.ts';

/** Of several runs the worst: one wrong count proves the cell wrong, however many were right. */
export function worst({ measured }: SideCell): Cell {
  const gravity = (cell: Cell) => (isWrong(cell) ? 2 : isRight(cell) ? 0 : 1);
  return measured
    .map(({ cell }) => cell)
    .reduce((a, b) => (gravity(b) > gravity(a) || (gravity(b) === gravity(a) && b.lost > a.lost) ? b : a));
}

export function countOf(cell: SideCell): Count {
  const { verdict, expected, lost, reason } = worst(cell);
  return { verdict, expected, lost, reason };
}

/**
 * What the counts alone decide; null when both are exact and it is for the speeds to say.
 *
 * A wrong count where BASE was exact is a regression of whoever it is. Where both are wrong, a promise counts against ours
 * and plug-ins, and a guest's is told but leaves the status, as in `contend run`.
 */
export function judgeCounts(base: SideCell, head: SideCell): 'wrong-count' | 'stopped' | 'fixed' | 'not-exact' | null {
  const [before, after] = [worst(base), worst(head)];
  if (isRight(after)) return isRight(before) ? null : 'fixed';
  if (isWrong(after)) return isRight(before) || breaksPromise(head) ? 'wrong-count' : 'not-exact';
  return isRight(before) ? 'stopped' : 'not-exact';
}

/** Not exact though it was promised, by a strategy of ours or a plug-in. */
export function breaksPromise({ measured }: SideCell): boolean {
  return measured.some(({ cell }) => cell.promised && !cell.guest && !isRight(cell));
}

export function isRegression(outcome: Outcome): boolean {
  return outcome === 'wrong-count' || outcome === 'stopped' || outcome === 'slower';
}

/** Exact, or within what nobody knows. */
export const isRight = ({ verdict, lost }: Pick<Cell, 'verdict' | 'lost'>): boolean =>
  hasRightCount({ verdict }) && lost === 0;

const WRONG: readonly Cell['verdict'][] = ['lost-updates', 'over-counted', 'overlap'];
const isWrong = ({ verdict, lost }: Cell): boolean => lost > 0 || WRONG.includes(verdict);
