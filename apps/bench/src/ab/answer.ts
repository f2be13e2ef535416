/** What the figures of two sides come to: a call, and the status that the command ends with. */
import { hasRightCount } from '@contend/record';
import { type Comparison, compare } from '@contend/stats';
import { STATUS } from '../cli/failure.ts';
import type { PairedForks } from './paired.ts';

/** A wrong count has no speed. */
export function compared(measured: Pick<PairedForks, 'ratios' | 'verdicts'>, threshold: number): Comparison | null {
  const { a, b } = measured.verdicts;
  if (!hasRightCount(a) || !hasRightCount(b) || measured.ratios.length === 0) return null;
  return compare(
    measured.ratios.map(() => 1),
    measured.ratios,
    { threshold },
  );
}

/** B is to be no worse than A. */
export function statusOf({ verdicts: { a, b } }: Pick<PairedForks, 'verdicts'>, comparison: Comparison | null): number {
  const brokenInB = hasRightCount(a) && !hasRightCount(b);
  return comparison?.call === 'slower' || brokenInB ? STATUS.broken : STATUS.held;
}
