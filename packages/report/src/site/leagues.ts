/** Which runs may stand in one table: those of one suite version and one runtime, machine beside machine. */
import { HOST_FIELDS, MEASURE_FIELDS } from '@contend/record';
import type { Run } from './run.ts';

/** Machines measured with the same suite version and runtime. */
export interface League {
  /** That all its runs have in common. */
  suite: string;
  runtime: Run['runtime'];
  method: string;
  entrants: readonly Entrant[];
}

/** A machine: its newest runs, all on the host as it was at the last of them. */
interface Entrant {
  machine: string;
  /** Ascending by time. */
  runs: readonly [Run, ...Run[]];
  /** How many of its runs were on the host as it was before. */
  older: number;
}

/** Fields of which a change makes figures another measurement, besides the host's. */
export const LEAGUE_FIELDS = [...MEASURE_FIELDS, 'suite.version'];

/** The league with the newest run first. */
export function leaguesOf(runs: readonly Run[]): League[] {
  const leagues = Map.groupBy(ascending(runs), leagueKey);
  return [...leagues.values()]
    .sort((a, b) => startOf(b.at(-1)) - startOf(a.at(-1)))
    .map((members) => {
      const [{ suite, runtime, method }] = members as [Run];
      const machines = Map.groupBy(members, ({ machine }) => machine);
      const entrants = [...machines.keys()].sort().map((machine) => {
        const all = machines.get(machine) as Run[];
        const host = hostKey(all.at(-1) as Run);
        const runs = all.filter((run) => hostKey(run) === host) as [Run, ...Run[]];
        return { machine, runs, older: all.length - runs.length };
      });
      return { suite: suite.version, runtime, method, entrants };
    });
}

export function ascending(runs: readonly Run[]): Run[] {
  return [...runs].sort((a, b) => startOf(a) - startOf(b));
}

const startOf = (run: Run | undefined): number => Date.parse(run?.startedAt ?? '');
const leagueKey = (run: Run): string => keyOf(run, LEAGUE_FIELDS);
const hostKey = (run: Run): string => keyOf(run, HOST_FIELDS);

function keyOf(run: Run, fields: readonly string[]): string {
  return JSON.stringify(
    fields.map((field) => field.split('.').reduce<unknown>((v, part) => (v as Record<string, unknown>)[part], run)),
  );
}
