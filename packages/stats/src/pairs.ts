/**
 * b/a, pair by pair: above 1, b takes longer.
 *
 * @param a ns per increment
 * @throws RangeError when the lengths differ or a value is not positive and finite
 */
export function pairRatios(a: readonly number[], b: readonly number[]): number[] {
  if (a.length !== b.length) throw new RangeError(`${a.length} values against ${b.length}: pairs need as many of each`);
  return a.map((value, pair) => {
    const other = b[pair] as number;
    const ratio = other / value;
    if (!(value > 0 && ratio > 0 && ratio < Infinity)) {
      throw new RangeError(`pair ${pair}: ${value} and ${other} ns, where both must be positive and finite`);
    }
    return ratio;
  });
}

/** {@link pairRatios} of the blocks that both have. */
export function commonRatios(a: readonly (number | null)[], b: readonly (number | null)[]): number[] {
  const left: number[] = [];
  const right: number[] = [];
  a.forEach((value, block) => {
    const other = b[block];
    if (value === null || other == null) return;
    left.push(value);
    right.push(other);
  });
  return pairRatios(left, right);
}
