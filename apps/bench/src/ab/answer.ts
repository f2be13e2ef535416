/** What the figures of two sides come to: a call, and the status that the command ends with. */
import { type Comparison, compare } from '@contend/stats';
import { STATUS } from '../failure.ts';
import type { Fought } from './duels.ts';

/** A wrong count has no speed. */
export function compared(fought: Pick<Fought, 'ratios' | 'verdicts'>, threshold: number): Comparison | null {
  const { a, b } = fought.verdicts;
  if (a.verdict !== 'exact' || b.verdict !== 'exact' || fought.ratios.length === 0) return null;
  return compare(
    fought.ratios.map(() => 1),
    fought.ratios,
    { threshold },
  );
}

/** B is to be no worse than A. */
export function statusOf({ verdicts: { a, b } }: Pick<Fought, 'verdicts'>, comparison: Comparison | null): number {
  const brokenInB = a.verdict === 'exact' && b.verdict !== 'exact';
  return comparison?.call === 'slower' || brokenInB ? STATUS.broken : STATUS.held;
}
