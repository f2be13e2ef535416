import { binomialCdf } from './binomial.ts';

/** Inverted, the sign test gives the order-statistic interval: one function, known under both names. */
export { medianInterval as signInterval } from './order-statistics.ts';

/**
 * One-sided sign test: the p-value of "the median is not above `center`". It assumes independent values and nothing of
 * their shape. A value equal to the centre counts against.
 *
 * At most alpha/2 exactly when the low end of the sign interval of confidence 1 - alpha lies above `center`.
 *
 * @see Conover, "Practical Nonparametric Statistics", 3rd ed. 1999, §3.4
 */
export function signPValue(values: readonly number[], center: number): number {
  let notAbove = 0;
  for (const value of values) if (value <= center) notAbove++;
  return binomialCdf(notAbove, values.length, 0.5);
}
