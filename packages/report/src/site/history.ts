/** A machine's runs over time, in stretches within which figures may be set beside each other. */
import { type Difference, differing, HOST_FIELDS, unlikeWorkloads } from '@contend/record';
import { ascending, LEAGUE_FIELDS } from './leagues.ts';
import type { Run } from './run.ts';

export interface Stretch {
  /** What changed since the run before; none for the first stretch. */
  since: readonly Difference[];
  /** Ascending by time. */
  runs: readonly Run[];
}

/** @param runs of one machine; the oldest stretch comes first */
export function stretchesOf(runs: readonly Run[]): Stretch[] {
  const stretches: { since: Difference[]; runs: Run[] }[] = [];
  for (const run of ascending(runs)) {
    const current = stretches.at(-1);
    const before = current?.runs.at(-1);
    const since =
      before === undefined
        ? []
        : [...differing(before, run, [...LEAGUE_FIELDS, ...HOST_FIELDS]), ...unlikeWorkloads(before, run)];
    if (current === undefined || since.length > 0) stretches.push({ since, runs: [run] });
    else current.runs.push(run);
  }
  return stretches;
}
