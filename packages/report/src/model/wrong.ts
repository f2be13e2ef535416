/** What is wrong with a count, and what is not known of a right one, in words that pages and the terminal share. */
import type { Cell } from '@contend/record';
import { counted, percent, quantity } from '../format/units.ts';
import { lostShare, overCount, refusedShare } from './cells.ts';

/** `lost 37 %`, `counted 5 more than were made`, `two inside at once`: of a cell that is wrong. */
export function wrongWord(cell: Cell): string {
  if (cell.lost > 0) return `lost ${percent(lostShare(cell))}`;
  if (cell.verdict === 'over-counted') return `counted ${quantity(overCount(cell))} more than were made`;
  return cell.verdict === 'overlap' ? 'two inside at once' : 'numbered hits twice';
}

/** `exact`, `within 3 unknown`: of a cell that is right. */
export function rightWord({ verdict, unknown }: Pick<Cell, 'verdict' | 'unknown'>): string {
  return verdict === 'within' ? `within ${unknown ?? 0} unknown` : 'exact';
}

/** `77 % refused`; `null` where nothing was. */
export function refusedWord(cell: Cell): string | null {
  const share = refusedShare(cell);
  return share === 0 ? null : `${percent(share)} refused`;
}

/** `12 of 14 cells counted exactly, 2 of them to within what nobody knows`. */
export function rightCells(right: readonly Pick<Cell, 'verdict'>[], all: number): string {
  const within = right.filter(({ verdict }) => verdict === 'within').length;
  if (within === 0) return `${right.length} of ${counted(all, 'cell')} counted exactly`;
  return `${right.length} of ${counted(all, 'cell')} counted right, ${within} of them to within what nobody knows`;
}
