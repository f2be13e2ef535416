/** What the rules of deciding need, from the functions that decide. */
import { CONFIDENCE, leastPairs, leastRuns, medianInterval } from '@contend/stats';
import { table } from './table.ts';

const FORKS = [5, 6, 8, 10, 15, 20, 30, 60];
const FAMILIES = [2, 3, 4, 6, 8, 10, 15, 20, 30];
const CELLS = [1, 2, 5, 10, 20, 50];

function ordinal(n: number): string {
  const suffix = n % 100 >= 11 && n % 100 <= 13 ? undefined : ['th', 'st', 'nd', 'rd'][n % 10];
  return `${n}${suffix ?? 'th'}`;
}

/** Which of n values, in ascending order, bound the median. */
function bounds(n: number, confidence: number): string {
  const ranks = Array.from({ length: n }, (_, i) => i + 1);
  const { low, high } = medianInterval(ranks, confidence);
  return low === null || high === null ? 'none' : `${ordinal(low)} and ${ordinal(high)}`;
}

export function medianTable(): string {
  return table(
    ['values', '95 % interval', `${CONFIDENCE * 100} % interval`],
    FORKS.map((n) => [String(n), bounds(n, 0.95), bounds(n, CONFIDENCE)]),
  );
}

export function leastPairsTable(): string {
  return table(
    ['strategies in a family', 'comparisons', 'blocks needed'],
    FAMILIES.map((cells) => [String(cells), String((cells * (cells - 1)) / 2), String(leastPairs(cells))]),
  );
}

export function leastRunsTable(): string {
  return table(
    ['cells compared', 'runs needed on each side'],
    CELLS.map((cells) => [String(cells), String(leastRuns(cells))]),
  );
}
