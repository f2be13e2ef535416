/** A fault that is made several times: what counts is what happened once, if that is not what was stated. */
import type { Outcome } from '@contend/counter';
import type { FaultReport } from '@contend/harness';

const WORST_FIRST: readonly Outcome[] = ['wrong-count', 'stuck', 'reported', 'recovered'];

/**
 * The report that stands for all: the worst of those that differ from what was stated, or the worst of all where none does, or
 * nothing was stated.
 *
 * @param reports one at least
 * @returns it, with how many trials there were, and how many of them ended so
 */
export function standing(
  reports: readonly FaultReport[],
  expected: Outcome | null,
): FaultReport & { trials: number; alike: number } {
  const unlike = reports.filter(({ outcome }) => expected !== null && outcome !== expected);
  const among = unlike.length > 0 ? unlike : reports;
  const [worst] = among.toSorted((a, b) => WORST_FIRST.indexOf(a.outcome) - WORST_FIRST.indexOf(b.outcome));
  if (worst === undefined) throw new RangeError('there are no trials');
  const alike = reports.filter(({ outcome }) => outcome === worst.outcome).length;
  return { ...worst, trials: reports.length, alike };
}
