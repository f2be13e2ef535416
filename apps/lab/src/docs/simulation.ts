/** How often the rules are right on synthetic hosts: of the simulation's tables what the page shows. */
import { type Simulated, simulatedFamily, simulatedMedian, simulatedPairs } from '../simulation/tables.ts';
import { table } from './table.ts';

const SIZE = { runs: 2_000, seed: 1 };
/** What a comparison of some seconds has. */
const PAIRS = 30;
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

/** @returns each with the simulation's own words about it above */
export function simulationTables(): Record<'simulated-pairs' | 'simulated-family' | 'simulated-median', string> {
  return {
    'simulated-pairs': shown(ofPairs(simulatedPairs(SIZE, [PAIRS]))),
    'simulated-family': shown(simulatedFamily(SIZE)),
    'simulated-median': shown(simulatedMedian(SIZE)),
  };
}

function shown({ caption, titles, rows }: Simulated): string {
  return `${caption}\n\n${table(titles, rows)}`;
}

function ofPairs({ caption, titles, rows }: Simulated): Simulated {
  const gone = SHOWN.find((title) => !titles.includes(title));
  if (gone !== undefined) throw new Error(`the simulation has no "${gone}" any more`);
  const chosen = (cells: readonly string[]) => cells.filter((_, i) => SHOWN.includes(titles[i] as string));
  return { caption, titles: chosen(titles), rows: rows.map(chosen) };
}
