import { signPValue } from './sign.ts';

/** On which side of 1 the ratio's median seems to lie, and how surprising that were if it lay within the threshold. */
export interface ThresholdTest {
  /** Two-sided, 0..1. */
  pValue: number;
  side: 'faster' | 'slower';
}

/**
 * Tests "the median ratio lies within 1/(1 + threshold) .. 1 + threshold" by a sign test at each edge.
 *
 * Twice the smaller p-value: at most 1 - confidence exactly when the sign interval of that confidence lies wholly
 * outside. That pays for both edges although a ratio can be at one only, so the true rate of false calls is at most half.
 */
export function thresholdTest(ratios: readonly number[], threshold: number): ThresholdTest {
  const slower = signPValue(ratios, 1 + threshold);
  const faster = signPValue(
    ratios.map((ratio) => -ratio),
    -1 / (1 + threshold),
  );
  return { pValue: Math.min(1, 2 * Math.min(slower, faster)), side: slower < faster ? 'slower' : 'faster' };
}
