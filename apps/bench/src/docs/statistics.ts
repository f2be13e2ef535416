/** What the rules of deciding need and how often they are right: from the functions that decide, and their simulation. */
import { execFileSync } from 'node:child_process';
import { CONFIDENCE, leastPairs, leastRuns, medianInterval } from '@contend/stats';
import { table } from './table.ts';

const FORKS = [5, 6, 8, 10, 15, 20, 30, 60];
const FAMILIES = [2, 3, 4, 5, 6, 8, 10, 15, 20, 30];
const CELLS = [1, 2, 5, 10, 20, 50];
const SIMULATED_RUNS = 1_000;
const SEED = 1;
/** Of the pairs that are simulated, those that a comparison of a few seconds has. */
const PAIRS = '30';

function ordinal(n: number): string {
  return `${n}${['th', 'st', 'nd', 'rd'][n % 100 >= 11 && n % 100 <= 13 ? 0 : n % 10] ?? 'th'}`;
}

/** Which of n values, in ascending order, bound the median. */
function bounds(n: number, confidence: number): string {
  const { low, high } = medianInterval(
    Array.from({ length: n }, (_, i) => i + 1),
    confidence,
  );
  return low === null || high === null ? 'none' : `${ordinal(low)} and ${ordinal(high)}`;
}

/** The rows of each table that the simulation prints, its titles first. */
function simulated(root: URL): string[][][] {
  const script = new URL('packages/stats/src/simulate.ts', root);
  const printed = execFileSync(process.execPath, [script.pathname, String(SIMULATED_RUNS), String(SEED)], {
    encoding: 'utf8',
  });
  const blocks = printed.split('\n\n').filter((block) => block.startsWith('|'));
  return blocks.map((block) => {
    const lines = block.trim().split('\n');
    const rows = lines.map((line) => line.slice(2, -2).split(' | '));
    return rows.filter((_, i) => i !== 1);
  });
}

/** @throws Error when the simulation no longer prints such a column */
function columns([titles = [], ...rows]: readonly string[][], wanted: readonly (readonly [string, number])[]): string {
  for (const [title, column] of wanted) {
    if (titles[column] !== title) throw new Error(`the simulation's column ${column} is not "${title}"`);
  }
  // Both rules' columns have names alike but for the first, so each says whose it is.
  const named = wanted.map(([title, column]) => (column > 6 && column < 12 ? `Wilcoxon: ${title}` : title));
  return table(
    named.map((title) => title.replace('Wilcoxon: Wilcoxon:', 'Wilcoxon:')),
    rows.filter(([pairs]) => pairs === PAIRS).map((row) => wanted.map(([, column]) => row[column] as string)),
  );
}
