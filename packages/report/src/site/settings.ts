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
  /** One a column; `null` where the strategy was not measured. */
  entries: readonly (Entry | null)[];
}

/** A cell over the runs of its column that have the strategy's newest version there. */
export interface Entry {
  version: string;
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
const BADNESS: readonly State[] = ['wrong', 'stopped', 'right'];

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

/** A cell and where it was found: its column, and the place of its run in that. */
export interface Found {
  column: number;
  run: number;
  cell: RunCell;
}

/** @param found cells alike in everything but the strategy; runs of a column in the order of time */
export function rowsOf(found: readonly Found[], columns: number): SettingRow[] {
  const strategies = Map.groupBy(found, ({ cell }) => cell.strategy);
  return [...strategies].map(([strategy, all]) => ({
    strategy,
    entries: Array.from({ length: columns }, (_, column) => entryOf(all.filter((each) => each.column === column))),
  }));
}

function entryOf(all: readonly Found[]): Entry | null {
  const newest = all.reduce<Found | null>((last, each) => (last === null || each.run > last.run ? each : last), null);
  const version = newest?.cell.strategyVersion;
  const found = all.filter(({ cell }) => cell.strategyVersion === version);
  const [worst] = [...found].sort((a, b) => BADNESS.indexOf(a.cell.state) - BADNESS.indexOf(b.cell.state));
  if (worst === undefined || version === undefined) return null;
  const { strategy, state, verdict } = worst.cell;
  const medians = found.flatMap(({ cell }) => (cell.throughput === null ? [] : [cell.throughput.median]));
  return {
    ...{ version, state, verdict },
    lost: Math.max(...found.map(({ cell }) => cell.lost)),
    throughput: medians.length > 1 ? medianInterval(medians) : (worst.cell.throughput ?? null),
    contestant: { strategy, runs: new Map(found.map(({ run, cell }) => [run, cell.series])) },
  };
}

/** Its versions, those of the first columns first. */
export function versionsOf({ entries }: Pick<SettingRow, 'entries'>): string[] {
  return [...new Set(entries.flatMap((entry) => (entry === null ? [] : [entry.version])))];
}

/** Less work first: `hot`, `typical`, `long-hold`. */
const workloadOrder = ({ insideNs, outsideNs }: Setting): number => (insideNs ?? 0) * 100 + (outsideNs ?? 0);
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
