/** One table of a comparison: strategies by columns, everything else alike. */
import { type Estimate, FAMILY_FIELDS, keyOf, type Verdict } from '@contend/record';
import { medianInterval } from '@contend/stats';
import type { State } from '../model/cells.ts';
import type { Contestant } from '../model/standing.ts';
import type { Run, RunCell } from './run.ts';

export interface Setting
  extends Pick<RunCell, 'world' | 'contenders' | 'workload' | 'insideNs' | 'outsideNs' | 'runtime' | 'pinned'> {
  rows: readonly SettingRow[];
}

export interface SettingRow {
  strategy: string;
  /** Where columns have several versions of it. */
  version: string | null;
  /** One a column; `null` where the strategy was not measured. */
  entries: readonly (Entry | null)[];
}

/** A cell over all the runs of its column. */
export interface Entry {
  state: State;
  verdict: Verdict;
  /** 0..1, of the worst run. */
  lost: number;
  /** Over the forks of a single run; over the runs where there are several. */
  throughput: Estimate | null;
  contestant: Contestant;
}

/** Records may give one name to different work. */
const PARTS = [...FAMILY_FIELDS, 'insideNs', 'outsideNs'] as const;
const BADNESS: readonly State[] = ['wrong', 'stopped', 'exact'];

/**
 * In the order in which they are read: world, workload, contenders. The steps of a sweep are left out: they are read as a
 * curve.
 *
 * @param columns the runs of each
 */
export function settingsOf(columns: readonly (readonly Run[])[]): Setting[] {
  const found = columns.flatMap((runs, column) =>
    runs.flatMap(({ cells }, run) => cells.filter(({ sweep }) => !sweep).map((cell): Found => ({ column, run, cell }))),
  );
  const settings = Map.groupBy(found, ({ cell }) => keyOf(cell, PARTS));
  return [...settings.values()]
    .map((members) => {
      const [{ cell }] = members as [Found];
      const { world, contenders, workload, insideNs, outsideNs, runtime, pinned } = cell;
      return {
        ...{ world, contenders, workload, insideNs, outsideNs, runtime, pinned },
        rows: rowsOf(members, columns.length),
      };
    })
    .sort(
      (a, b) =>
        compareText(b.world, a.world) ||
        workloadOrder(a) - workloadOrder(b) ||
        compareText(a.workload, b.workload) ||
        a.contenders - b.contenders,
    );
}

interface Found {
  column: number;
  run: number;
  cell: RunCell;
}

function rowsOf(found: readonly Found[], columns: number): SettingRow[] {
  const strategies = Map.groupBy(found, ({ cell }) => cell.strategy);
  return [...strategies].flatMap(([strategy, all]) => {
    const versions = [...Map.groupBy(all, ({ cell }) => cell.strategyVersion)];
    return versions.map(([version, members]) => ({
      strategy,
      version: versions.length > 1 ? version : null,
      entries: Array.from({ length: columns }, (_, column) =>
        entryOf(members.filter((each) => each.column === column)),
      ),
    }));
  });
}

function entryOf(found: readonly Found[]): Entry | null {
  const [worst] = [...found].sort((a, b) => BADNESS.indexOf(a.cell.state) - BADNESS.indexOf(b.cell.state));
  if (worst === undefined) return null;
  const { strategy, state, verdict } = worst.cell;
  const medians = found.flatMap(({ cell }) => (cell.throughput === null ? [] : [cell.throughput.median]));
  return {
    ...{ state, verdict },
    lost: Math.max(...found.map(({ cell }) => cell.lost)),
    throughput: medians.length > 1 ? medianInterval(medians) : (worst.cell.throughput ?? null),
    contestant: { strategy, runs: new Map(found.map(({ run, cell }) => [run, cell.series])) },
  };
}

/** Less work first: `hot`, `typical`, `long-hold`. */
const workloadOrder = ({ insideNs, outsideNs }: Setting): number => (insideNs ?? 0) * 100 + (outsideNs ?? 0);
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
