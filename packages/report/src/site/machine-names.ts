import { type Host, shortMachineNames } from '@contend/record';
import { ascending } from './leagues.ts';
import type { Run } from './run.ts';

/** The short names of the runs' machines, by the names of their folders; as their hosts were last. */
export function machineNamesOf(runs: readonly Run[]): Map<string, string> {
  return shortMachineNames(new Map(ascending(runs).map(({ machine, host }): [string, Host] => [machine, host])));
}
