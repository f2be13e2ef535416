import type { Audit, Fork, Verdict } from './schema.ts';

/**
 * From the worst. First what kept the cell from being measured at all, the most violent first; then a wrong count, which
 * proves the section was shared; then a shared section whose count came out right by luck.
 */
export const WORST_FIRST = [
  'crashed',
  'deadlock',
  'time-limit',
  'rejected',
  'lost-updates',
  'over-counted',
  'overlap',
  'within',
  'exact',
] as const satisfies readonly Verdict[];

/**
 * The worst verdict of a cell's forks and its audit, and the first reason given for it. What a strategy promises has no
 * part in it: a count is right or wrong.
 */
export function judge(forks: readonly Fork[], audit: Audit | null): Pick<Fork, 'verdict' | 'reason'> {
  const findings = [...forks, ...(audit === null ? [] : auditFindings(audit))];
  const verdict = WORST_FIRST.find((worst) => findings.some((finding) => finding.verdict === worst)) ?? 'exact';
  const reason = findings.find((finding) => finding.verdict === verdict && finding.reason !== null)?.reason ?? null;
  return { verdict, reason: verdict === 'exact' ? null : reason };
}

function auditFindings(audit: Audit): Pick<Fork, 'verdict' | 'reason'>[] {
  const findings: Pick<Fork, 'verdict' | 'reason'>[] = [];
  const watched = `in ${audit.operations} watched operations`;
  const [duplicates, gaps] = [audit.duplicates ?? 0, audit.gaps ?? 0];
  // The number of an increment that counted and was never acknowledged is a gap.
  if (duplicates > 0 || gaps > (audit.unknown ?? 0)) {
    const reason = `${duplicates} hit numbers given twice and ${gaps} never, ${watched}`;
    findings.push({ verdict: 'lost-updates', reason });
  }
  const [overlaps, torn] = [audit.overlaps ?? 0, audit.torn ?? 0];
  if (overlaps > 0 || torn > 0) {
    const reason = `${overlaps} entries while another contender was inside and ${torn} half-written values, ${watched}`;
    findings.push({ verdict: 'overlap', reason });
  }
  return findings;
}

/** Whether nothing that was acknowledged is missing, and nothing is counted that was never asked for. */
export function hasRightCount({ verdict }: Pick<Fork, 'verdict'>): boolean {
  return verdict === 'exact' || verdict === 'within';
}
