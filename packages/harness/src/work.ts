import { TIMEABLE_MS } from './timeable.ts';

/**
 * Work for inside and outside the section: integer steps of a generator, which no compiler can shorten, and which touch
 * no memory that a contender shares.
 *
 * @see Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8(14), 2003
 */
export class Work {
  private state = 2_463_534_242 | 0;

  /** One function per number of steps, so that a workload's loop bound is its own. */
  of(steps: number): () => void {
    return () => {
      let x = this.state;
      for (let i = 0; i < steps; i++) {
        x ^= x << 13;
        x ^= x >>> 17;
        x ^= x << 5;
      }
      this.state = x;
    };
  }
}

const STEPS = 20_000;
const REPEATS = 25;

/** ns that a step takes here and now: the fastest of several runs, since only disturbances make one slower. */
export function nsPerStep(): number {
  const run = new Work().of(STEPS);
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < REPEATS; i++) {
    const from = performance.now();
    let runs = 0;
    let took = 0;
    do {
      run();
      took = performance.now() - from;
      runs++;
    } while (took < TIMEABLE_MS);
    best = Math.min(best, took / runs);
  }
  return (best * 1e6) / STEPS;
}
