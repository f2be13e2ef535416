/**
 * Jain's index of fairness: 1 when all got the same, 1/n when one of n got all.
 *
 * @see Jain, Chiu & Hawe, "A Quantitative Measure of Fairness and Discrimination…", DEC-TR-301, 1984
 * @param values what each contender got, none below 0
 * @returns null when there is nothing to share out: no values, or all 0
 */
export function jain(values: readonly number[]): number | null {
  let sum = 0;
  let squares = 0;
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  // Fractions are rounded: five shares of 0.7 would make 1.0000000000000002.
  return squares === 0 ? null : Math.min(1, (sum * sum) / (values.length * squares));
}
