/**
 * P(X <= k) for X ~ Binomial(n, p): the chance of at most k successes in n independent trials.
 *
 * The first term comes from logarithms and the others from the ratio of neighbours, summed away from the mean so that
 * they only shrink: n may be tens of thousands without under- or overflow.
 *
 * @see Johnson, Kemp & Kotz, "Univariate Discrete Distributions", 3rd ed. 2005, chapter 3
 * @param p in 0..1
 */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  if (k >= n || p === 0) return 1;
  if (p === 1) return 0;
  // The upper tail is the lower tail of the failures.
  if (k > n * p) return 1 - binomialCdf(n - k - 1, n, 1 - p);
  let term = Math.exp(logChoose(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p));
  let sum = 0;
  for (let i = k; i >= 0; i--) {
    sum += term;
    term *= (i * (1 - p)) / ((n - i + 1) * p);
  }
  return Math.min(1, sum);
}

function logChoose(n: number, k: number): number {
  let sum = 0;
  for (let i = 1; i <= k; i++) sum += Math.log((n - k + i) / i);
  return sum;
}
