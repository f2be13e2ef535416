/**
 * Synthetic hosts, on which the truth is known: two cells, A and B, that are equally fast, and what the host adds to a
 * fork. Sizes follow what shared virtual machines showed: half of the forks within 0.5 % and some far off, forks with two
 * speeds, phases that last for seconds and change the speed of a contended lock by a factor of 1.7.
 */
import { exponential, normal, type Random } from './random.ts';

export type Side = 'a' | 'b';

/** One run's host: each call is the next fork in time, and gives the logarithm of its slow-down. */
export type Host = (side: Side) => number;

export type Noise = (random: Random) => Host;

const SLOW_PHASE = Math.log(1.7);

/** Changes, on average, at every `forks`-th fork. */
function phases(random: Random, forks: number): () => boolean {
  let phase = random() < 0.5;
  return () => {
    if (random() < 1 / forks) phase = !phase;
    return phase;
  };
}

/** Hosts on which the median of b/a is exactly 1, whatever the moment. */
export const HOSTS = {
  normal: (random) => () => 0.03 * normal(random),
  /** Most forks agree closely; one in ten is far slower. */
  outliers: (random) => () => 0.004 * normal(random) + (random() < 0.1 ? 0.2 * exponential(random) : 0),
  /** A long tail to the slow side, and now and then a fork three times as slow. */
  skewed: (random) => () => 0.08 * exponential(random) + (random() < 0.08 ? Math.log(3) : 0),
  /** Each fork has one of two speeds. */
  bimodal: (random) => () => 0.015 * normal(random) + (random() < 0.3 ? Math.log(1.3) : 0),
  /** Phases that both sides share and a slow wandering besides: forks resemble their neighbours. */
  drifting: (random) => {
    const phase = phases(random, 12);
    let wander = normal(random);
    return () => {
      wander = 0.95 * wander + Math.sqrt(1 - 0.95 ** 2) * normal(random);
      return (phase() ? SLOW_PHASE : 0) + 0.05 * wander + 0.02 * normal(random);
    };
  },
  /** A is steady, B has a long tail: equal medians, unequal shapes. */
  unlike: (random) => (side) => (side === 'a' ? 0 : 0.1 * (exponential(random) - Math.LN2)),
} satisfies Record<string, Noise>;

/**
 * The limit of every paired comparison: a host whose phase favours A, then B, as was seen between TTAS and a futex. In the
 * long run they are equal; in a run shorter than a phase they are not, and nothing in its data tells.
 */
export const opposed: Noise = (random) => {
  const phase = phases(random, 12);
  return (side) => (phase() === (side === 'a') ? SLOW_PHASE : 0) + 0.02 * normal(random);
};

/** ns per increment of A and B, by block; in a block the one or the other comes first, by chance. */
export function blocks(random: Random, noise: Noise, count: number): Record<Side, number[]> {
  const host = noise(random);
  const run: Record<Side, number[]> = { a: [], b: [] };
  for (let block = 0; block < count; block++) {
    const order: Side[] = random() < 0.5 ? ['a', 'b'] : ['b', 'a'];
    for (const side of order) run[side].push(100 * Math.exp(host(side)));
  }
  return run;
}

/** As {@link blocks}, but all of A is measured before all of B: what pairing is there to prevent. */
export function apart(random: Random, noise: Noise, count: number): Record<Side, number[]> {
  const host = noise(random);
  const measure = (side: Side) => Array.from({ length: count }, () => 100 * Math.exp(host(side)));
  return { a: measure('a'), b: measure('b') };
}
