import type { Problem } from './problem.ts';
import type { Cell, ContendRecord } from './schema.ts';
import { summariseRecord } from './summary.ts';

/** Relative. Engines may round logarithms differently in the last places; nothing else differs. */
const TOLERANCE = 1e-9;

/** The first summary that is not what the record's own forks and audits make, or `null`. */
export function edited(record: ContendRecord): Problem | null {
  const made = summariseRecord(record.cells);
  for (const [i, cell] of record.cells.entries()) {
    // What is raw was handed on as it is; only a fork's reason could differ, and checked text never does.
    const { forks: _, audit: __, ...summary } = made[i] as Cell;
    const difference = differs(summary, cell, ['cells', i]);
    if (difference !== null) return difference;
  }
  return null;
}

/** @param stored has at least the fields of `made` */
function differs(made: unknown, stored: unknown, path: Problem['path']): Problem | null {
  if (typeof made === 'object' && made !== null && typeof stored === 'object' && stored !== null) {
    for (const [key, value] of Object.entries(made)) {
      const difference = differs(value, (stored as Record<string, unknown>)[key], [...path, key]);
      if (difference !== null) return difference;
    }
    return null;
  }
  if (same(made, stored)) return null;
  return { path, message: `is ${show(stored)}, but the rounds make ${show(made)}` };
}

/** Whole numbers are counts and ranks, and compared exactly. */
function same(made: unknown, stored: unknown): boolean {
  if (made === stored) return true;
  if (typeof made !== 'number' || typeof stored !== 'number') return false;
  if (Number.isInteger(made) && Number.isInteger(stored)) return false;
  return Math.abs(made - stored) <= TOLERANCE * Math.max(Math.abs(made), Math.abs(stored));
}

function show(value: unknown): string {
  return typeof value === 'object' && value !== null ? 'given' : JSON.stringify(value);
}
