import type { Problem } from './problem.ts';
import { type ContendRecord, record } from './schema.ts';

/**
 * Zod's own early end, which `validate` uses but which leaves no issue to show. Without it a record wrong in a million
 * places would make a million issues before the first is looked at.
 */
const FIRST_ISSUE_ONLY: object = { abortEarly: true };

/** The first field that is not of the schema's form, or the record. */
export function parseForm(value: unknown): { record: ContendRecord } | { problem: Problem } {
  const { success, data, error } = record.safeParse(value, FIRST_ISSUE_ONLY);
  if (success) return { record: data };
  const issue = error.issues[0];
  return {
    problem: {
      path: (issue?.path ?? []).map((part) => (typeof part === 'symbol' ? String(part) : part)),
      message: (issue?.message ?? 'not a record').replace(/^Invalid input: /, ''),
    },
  };
}
