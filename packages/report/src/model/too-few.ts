/** Where nothing can be called, however far apart the cells are. */
import type { Cell } from '@contend/record';
import { leastPairs } from '@contend/stats';

/**
 * @param family cells alike in everything but the strategy, those that are ranked
 * @returns how many forks of each it would take to tell any two apart among so many, and how many there are; `null` where
 *   there are enough
 */
export function tooFewForks(family: readonly Cell[]): { least: number; forks: number } | null {
  const forks = Math.max(0, ...family.map((cell) => cell.forks.length));
  const least = leastPairs(family.length);
  return forks < least ? { least, forks } : null;
}
