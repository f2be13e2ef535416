/** How often the rules are right on synthetic hosts: what the simulation prints, the same every time. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { table } from './table.ts';

const RUNS = 2_000;
const SEED = 1;
/** What a comparison of some seconds has. */
const PAIRS = '30';
const SHOWN = [
  'pairs',
  'host',
  'sign: missed',
  'false alarms',
  '+5 % called',
  'Wilcoxon: missed',
  'minimum detectable change',
  'its power',
];

/** @param root of the repository. @returns each with the simulation's own words about it above */
export function simulationTables(
  root: URL,
): Record<'simulated-pairs' | 'simulated-family' | 'simulated-median', string> {
  const script = fileURLToPath(new URL('apps/lab/src/simulation/simulate.ts', root));
  const printed = execFileSync(process.execPath, [script, String(RUNS), String(SEED), PAIRS], { encoding: 'utf8' });
  const [pairs, family, coverage] = tablesIn(printed);
  if (pairs === undefined || family === undefined || coverage === undefined) {
    throw new Error('the simulation no longer prints three tables');
  }
  return {
    'simulated-pairs': shown(ofPairs(pairs)),
    'simulated-family': shown(family),
    'simulated-median': shown(coverage),
  };
}

interface Simulated {
  caption: string;
  titles: string[];
  rows: string[][];
}

/** A paragraph before each table says what it is. */
function tablesIn(markdown: string): Simulated[] {
  const blocks = markdown.split('\n\n').map((block) => block.trim());
  return blocks.flatMap((block, i) => {
    if (!block.startsWith('|')) return [];
    const [titles = [], _rule, ...rows] = block.split('\n').map((line) => line.slice(2, -2).split(' | '));
    return [{ caption: blocks[i - 1] ?? '', titles, rows }];
  });
}

function shown({ caption, titles, rows }: Simulated): string {
  return `${caption}\n\n${table(titles, rows)}`;
}

function ofPairs({ caption, titles, rows }: Simulated): Simulated {
  const gone = SHOWN.find((title) => !titles.includes(title));
  if (gone !== undefined) throw new Error(`the simulation no longer prints "${gone}"`);
  const chosen = (cells: readonly string[]) => cells.filter((_, i) => SHOWN.includes(titles[i] as string));
  return { caption, titles: chosen(titles), rows: rows.map(chosen) };
}
