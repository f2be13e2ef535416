/** How often the rules are right on synthetic hosts: what the simulation of `@contend/stats` prints, the same every time. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { table } from './table.ts';

const RUNS = 1_000;
const SEED = 1;
/** Of the numbers of pairs that it goes through, what a comparison of some seconds has. */
const PAIRS = '30';
const SHOWN = [
  'host',
  'sign: missed',
  'false alarms',
  '+5 % called',
  'Wilcoxon: missed',
  'minimum detectable change',
  'its power',
];

/** @param root of the repository */
export function simulationTables(
  root: URL,
): Record<'simulated-pairs' | 'simulated-family' | 'simulated-median', string> {
  const script = fileURLToPath(new URL('packages/stats/src/simulate.ts', root));
  const [pairs, family, coverage] = tablesIn(
    execFileSync(process.execPath, [script, String(RUNS), String(SEED)], { encoding: 'utf8' }),
  );
  if (pairs === undefined || family === undefined || coverage === undefined) {
    throw new Error('the simulation no longer prints three tables');
  }
  return {
    'simulated-pairs': ofPairs(pairs),
    'simulated-family': again(family),
    'simulated-median': again(coverage),
  };
}

/** Each as its lines of cells, the titles first. */
function tablesIn(markdown: string): string[][][] {
  return markdown
    .split('\n\n')
    .filter((block) => block.startsWith('|'))
    .map((block) => {
      const lines = block.trim().split('\n');
      return lines.filter((_, i) => i !== 1).map((line) => line.slice(2, -2).split(' | '));
    });
}

function again([titles = [], ...rows]: readonly string[][]): string {
  return table(titles, rows);
}

function ofPairs([titles = [], ...rows]: readonly string[][]): string {
  const gone = SHOWN.find((title) => !titles.includes(title));
  if (gone !== undefined) throw new Error(`the simulation no longer prints "${gone}"`);
  const chosen = (cells: readonly string[]) => cells.filter((_, i) => SHOWN.includes(titles[i] as string));
  return table(chosen(titles), rows.filter(([pairs]) => pairs === PAIRS).map(chosen));
}
