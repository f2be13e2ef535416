/** Between which cells of a family the record calls no difference. */
import type { Cell } from '@contend/record';
import { callsAmong } from './calls.ts';
import { rankOf } from './cells.ts';

/**
 * Sets of ranked cells between no two of which a difference was called, the fastest set first; a cell may be in several,
 * or in none. "Not called" is not transitive: A ≈ B and B ≈ C leave open whether A is faster than C, so equal ranks alone
 * do not tell.
 *
 * The sets are the runs of the compact letter display: over the cells sorted by speed, every longest stretch in which no
 * pair is called. A pair outside all stretches is a set of its own.
 *
 * @see Piepho, "An Algorithm for a Letter-Based Representation of All-Pairwise Comparisons", JCGS 13(2), 2004
 * @param family cells alike in everything but the strategy
 */
export function notCalled(family: readonly Cell[]): Cell[][] {
  const cells = family.filter((cell) => rankOf(cell) !== null).sort(bySpeed);
  const different = callsAmong(cells).filter(({ call }) => call !== 'none');
  const called = new Set(different.map(({ a, b }) => `${a} ${b}`));
  const differ = (a: number, b: number): boolean => called.has(`${Math.min(a, b)} ${Math.max(a, b)}`);
  const sets: number[][] = [];
  const covered = (a: number, b: number): boolean => sets.some((set) => set.includes(a) && set.includes(b));
  for (let start = 0; start < cells.length; start++) {
    const run = [start];
    for (let next = start + 1; next < cells.length && !run.some((member) => differ(member, next)); next++)
      run.push(next);
    if (run.length > 1 && !covered(start, run.at(-1) as number)) sets.push(run);
  }
  for (let a = 0; a < cells.length; a++) {
    for (let b = a + 1; b < cells.length; b++) if (!differ(a, b) && !covered(a, b)) sets.push([a, b]);
  }
  return sets.map((set) => set.map((index) => cells[index] as Cell));
}

/** Ranks first: what was called faster stands before what it beat even where the medians say otherwise. */
function bySpeed(a: Cell, b: Cell): number {
  return (rankOf(a) ?? 0) - (rankOf(b) ?? 0) || (b.throughput?.median ?? 0) - (a.throughput?.median ?? 0);
}
