/** The next number of a stream, evenly spread over 0 <= x < 1. */
export type Random = () => number;

/**
 * The same stream for the same seed, on every machine: mulberry32, 2^32 numbers long. For random orders
 * and simulations, not for secrets.
 *
 * @see Ettinger, https://gist.github.com/tommyettinger/46a874533244883189143505d203312c
 */
export function seeded(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Standard normal. @see Box & Muller, "A Note on the Generation of Random Normal Deviates", 1958 */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Exponential of mean 1; its median is ln 2. */
export function exponential(random: Random): number {
  return -Math.log(1 - random());
}
