/** Prints the evidence for the rules as tables in Markdown: `npx turbo run simulate -- [RUNS] [SEED] [PAIRS,…]`. */
import { apart, blocks, HOSTS, type Noise, opposed } from '@contend/stats/noise';
import { coverage, familyFalseAlarms, type Score, trial } from './trials.ts';

const runs = Number(process.argv[2] ?? 20_000);
const seed = Number(process.argv[3] ?? 1);
const numbersOfPairs = (process.argv[4] ?? '8,15,30,60').split(',').map(Number);
if (![runs, ...numbersOfPairs].every((n) => Number.isInteger(n) && n > 0) || !Number.isInteger(seed)) {
  console.error('simulate [RUNS] [SEED] [PAIRS,…]: whole numbers, RUNS and PAIRS above 0');
  process.exit(2);
}
const CHANGES = [0.02, 0.05, 0.1];

const percent = (share: number) => (100 * share).toFixed(1);
const row = (...fields: (string | number)[]) => console.log(`| ${fields.join(' | ')} |`);
const head = (...fields: string[]) => {
  row(...fields);
  row(...fields.map(() => '---'));
};

const cases: [string, Noise, typeof blocks][] = [
  ...Object.entries(HOSTS).map(([name, noise]): [string, Noise, typeof blocks] => [name, noise, blocks]),
  ['drifting, A before B', HOSTS.drifting, apart],
  ['opposed drift', opposed, blocks],
];

console.log(`Two equal cells, ${runs} runs a row, seed ${seed}; all in %.\n`);
const columns = (name: string) => [`${name}: missed`, 'false alarms', ...CHANGES.map((c) => `+${100 * c} % called`)];
head('pairs', 'host', ...columns('sign'), ...columns('Wilcoxon'), 'minimum detectable change', 'its power');
for (const pairs of numbersOfPairs) {
  for (const [name, noise, measure] of cases) {
    const { sign, wilcoxon, minimumDetectableChange, power } = trial({
      noise,
      measure,
      pairs,
      runs,
      seed,
      changes: CHANGES,
    });
    const score = ({ missed, falseAlarms, detected }: Score) => [missed, falseAlarms, ...detected].map(percent);
    row(pairs, name, ...score(sign), ...score(wilcoxon), percent(minimumDetectableChange), percent(power));
  }
}

console.log(
  `\nAny call in a family of six equal cells, 30 blocks, no threshold, ${Math.ceil(runs / 10)} runs; in %.\n`,
);
head('host', 'corrected (Holm)', 'uncorrected');
const { unlike, ...alike } = HOSTS;
for (const [name, noise] of Object.entries(alike)) {
  const { corrected, uncorrected } = familyFalseAlarms(noise, 6, 30, Math.ceil(runs / 10), seed);
  row(name, percent(corrected), percent(uncorrected));
}

console.log('\nHow often the 95 % interval of a cell’s median holds the truth; in %.\n');
head('forks', 'normal', 'long tail');
const tail: Noise = (random) => {
  const host = unlike(random);
  return () => host('b');
};
for (const forks of [6, 10, 30]) {
  row(forks, percent(coverage(HOSTS.normal, 0, forks, runs, seed)), percent(coverage(tail, 0, forks, runs, seed)));
}
