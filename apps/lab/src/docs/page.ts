/** The page on method: where it lies, and what is generated in it. */
import { readFileSync } from 'node:fs';
import { fill } from './fill.ts';
import { profileTable, workloadTable } from './plans.ts';
import { newestSelftest, selftestTables } from './selftest.ts';
import { settingTables } from './settings.ts';
import { simulationTables } from './simulation.ts';
import { leastPairsTable, leastRunsTable, medianTable } from './statistics.ts';

export const ROOT = new URL('../../../../', import.meta.url);
export const PAGE = new URL('docs/method.md', ROOT);

/** @returns the page as it should be, from the page as it is */
export async function generated(): Promise<string> {
  const contents = {
    profiles: profileTable(),
    workloads: workloadTable(),
    median: medianTable(),
    'least-pairs': leastPairsTable(),
    'least-runs': leastRunsTable(),
    ...simulationTables(),
    ...selftestTables(newestSelftest(ROOT)),
    ...Object.fromEntries(await settingTables(ROOT)),
  };
  return fill(readFileSync(PAGE, 'utf8'), new Map(Object.entries(contents)));
}
