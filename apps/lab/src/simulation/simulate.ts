/** Prints the evidence for the rules as tables in Markdown: `npx turbo run simulate -- [RUNS] [SEED] [PAIRS,…]`. */
import { table } from '../docs/table.ts';
import { type Simulated, simulatedFamily, simulatedMedian, simulatedPairs } from './tables.ts';

const runs = Number(process.argv[2] ?? 20_000);
const seed = Number(process.argv[3] ?? 1);
const numbersOfPairs = (process.argv[4] ?? '8,15,30,60').split(',').map(Number);
if (![runs, ...numbersOfPairs].every((n) => Number.isInteger(n) && n > 0) || !Number.isInteger(seed)) {
  console.error('simulate [RUNS] [SEED] [PAIRS,…]: whole numbers, RUNS and PAIRS above 0');
  process.exit(2);
}

const print = ({ caption, titles, rows }: Simulated) => console.log(`${caption}\n\n${table(titles, rows)}\n`);
print(simulatedPairs({ runs, seed }, numbersOfPairs));
print(simulatedFamily({ runs, seed }));
print(simulatedMedian({ runs, seed }));
