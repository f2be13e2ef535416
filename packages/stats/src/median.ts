/** Ascending copy. @throws RangeError on NaN, which has no place in an order */
export function sorted(values: readonly number[]): Float64Array {
  const order = Float64Array.from(values).sort();
  // A typed array sorts NaN to the end.
  if (Number.isNaN(order.at(-1))) throw new RangeError('a value is NaN: leave out what was not measured');
  return order;
}

/**
 * The middle value; the mean of the two middle ones when their number is even.
 *
 * @throws RangeError without values
 */
export function median(values: readonly number[]): number {
  return middle(sorted(values));
}

/** {@link median} of values already in ascending order. */
export function middle(order: Float64Array): number {
  if (order.length === 0) throw new RangeError('no values: the median needs at least one');
  const half = order.length >> 1;
  const upper = order[half] as number;
  return order.length % 2 === 1 ? upper : ((order[half - 1] as number) + upper) / 2;
}
