/** What of two records' circumstances is reported, and how it is said that they cannot be compared. */
import { type Difference, plainText } from '@contend/record';
import { Failure } from '../cli/failure.ts';

/** Worth knowing beside a result. */
export const REPORTED = ['suite.version', 'suite.commit', 'suite.dirty', 'plan.windowMs', 'plan.rounds'];

/** The line that refuses. @param mend what to give instead */
export function notComparable({ field, base, head }: Difference, mend: string, where = ''): Failure {
  const what = `${field}: ${show(base)} against ${show(head)}${where === '' ? '' : ` (${where})`}`;
  return new Failure('not-comparable', plainText(`not comparable: ${what}; ${mend}`));
}

/** A value in a line of text. */
export function show(value: unknown): string {
  if (value === null || value === undefined) return 'not known';
  return plainText(typeof value === 'string' ? value : JSON.stringify(value), 100);
}
