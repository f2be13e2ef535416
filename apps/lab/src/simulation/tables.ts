/** The evidence for the rules, as tables: the same every time for a seed. */
import { apart, blocks, HOSTS, type Noise, opposed } from '@contend/stats/noise';
import { coverage, familyFalseAlarms, type Score, trial } from './trials.ts';

export interface Simulated {
  /** What it is, with its unit. */
  caption: string;
  titles: readonly string[];
  rows: readonly (readonly string[])[];
}

export interface Size {
  /** Of each row. */
  runs: number;
  seed: number;
}

const CHANGES = [0.02, 0.05, 0.1];

const percent = (share: number): string => (100 * share).toFixed(1);

/** Two equal cells, and two of which one is slower by a known amount. */
export function simulatedPairs({ runs, seed }: Size, numbersOfPairs: readonly number[]): Simulated {
  const cases: [string, Noise, typeof blocks][] = [
    ...Object.entries(HOSTS).map(([name, noise]): [string, Noise, typeof blocks] => [name, noise, blocks]),
    ['drifting, A before B', HOSTS.drifting, apart],
    ['opposed drift', opposed, blocks],
  ];
  const columns = (name: string) => [`${name}: missed`, 'false alarms', ...CHANGES.map((c) => `+${100 * c} % called`)];
  const score = ({ missed, falseAlarms, detected }: Score) => [missed, falseAlarms, ...detected].map(percent);
  return {
    caption: `Two equal cells, ${runs} runs a row, seed ${seed}; all in %.`,
    titles: ['pairs', 'host', ...columns('sign'), ...columns('Wilcoxon'), 'minimum detectable change', 'its power'],
    rows: numbersOfPairs.flatMap((pairs) =>
      cases.map(([name, noise, measure]) => {
        const plan = { noise, measure, pairs, runs, seed, changes: CHANGES };
        const { sign, wilcoxon, minimumDetectableChange, power } = trial(plan);
        const found = [percent(minimumDetectableChange), percent(power)];
        return [String(pairs), name, ...score(sign), ...score(wilcoxon), ...found];
      }),
    ),
  };
}

/** Many equal cells, compared each with each. */
export function simulatedFamily({ runs, seed }: Size): Simulated {
  const fewer = Math.ceil(runs / 10);
  const { unlike: _, ...alike } = HOSTS;
  return {
    caption: `Any call in a family of six equal cells, 30 blocks, no threshold, ${fewer} runs; in %.`,
    titles: ['host', 'corrected (Holm)', 'uncorrected'],
    rows: Object.entries(alike).map(([name, noise]) => {
      const { corrected, uncorrected } = familyFalseAlarms(noise, 6, 30, fewer, seed);
      return [name, percent(corrected), percent(uncorrected)];
    }),
  };
}

export function simulatedMedian({ runs, seed }: Size): Simulated {
  const tail: Noise = (random) => {
    const host = HOSTS.unlike(random);
    return () => host('b');
  };
  return {
    caption: 'How often the 95 % interval of a cell’s median holds the truth; in %.',
    titles: ['forks', 'normal', 'long tail'],
    rows: [6, 10, 30].map((forks) => [
      String(forks),
      ...[HOSTS.normal, tail].map((noise) => percent(coverage(noise, 0, forks, runs, seed))),
    ]),
  };
}
