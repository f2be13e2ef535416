import { binomialCdf } from './binomial.ts';

export interface Proportion {
  rate: number;
  low: number;
  high: number;
}

const BISECTIONS = 60;

/** The p at which an increasing function of p passes `target`. */
function solve(increasing: (p: number) => number, target: number): number {
  let low = 0;
  let high = 1;
  for (let i = 0; i < BISECTIONS; i++) {
    const middle = (low + high) / 2;
    if (increasing(middle) < target) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * The exact interval of a rate, from how often something happened in independent trials.
 *
 * @see Clopper & Pearson, "The Use of Confidence or Fiducial Limits Illustrated in the Case of the Binomial", 1934
 * @param count 0 … trials
 * @param trials at least 1
 * @throws RangeError for what is no count of trials
 */
export function proportion(count: number, trials: number, confidence = 0.95): Proportion {
  if (!(Number.isInteger(count) && Number.isInteger(trials) && trials >= 1 && count >= 0 && count <= trials)) {
    throw new RangeError(`${count} of ${trials} is no count of trials`);
  }
  const tail = (1 - confidence) / 2;
  return {
    rate: count / trials,
    low: count === 0 ? 0 : solve((p) => 1 - binomialCdf(count - 1, trials, p), tail),
    high: count === trials ? 1 : solve((p) => 1 - binomialCdf(count, trials, p), 1 - tail),
  };
}
