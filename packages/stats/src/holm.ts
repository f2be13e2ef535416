/**
 * Holm's step-down adjustment: with all comparisons whose adjusted p-value is at most alpha called, the chance of even
 * one false call in the family is at most alpha, however the comparisons depend on each other.
 *
 * @see Holm, "A Simple Sequentially Rejective Multiple Test Procedure", Scandinavian Journal of Statistics 6(2), 1979
 * @returns adjusted p-values, in the order of the input
 */
export function holm(pValues: readonly number[]): number[] {
  const m = pValues.length;
  const ascending = pValues.map((p, index) => ({ p, index })).sort((x, y) => x.p - y.p);
  const adjusted = new Array<number>(m);
  let largest = 0;
  ascending.forEach(({ p, index }, position) => {
    // A hypothesis may not be rejected when one with a smaller p-value was not: the running maximum.
    largest = Math.max(largest, Math.min(1, (m - position) * p));
    adjusted[index] = largest;
  });
  return adjusted;
}
