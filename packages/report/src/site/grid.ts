/**
 * Strategies by machines under one load: what the pictures of many machines show.
 *
 * A load is told by the machine's own cores, so that one with two and one with sixteen can stand side by side: time is
 * relative to `atomic/add` under the same load of the same machine, and ranks are of that machine.
 */
import { contendersIn, contendersOf, keyOf, usableCores } from '@contend/record';
import { isFloor } from '../model/cells.ts';
import { type Relative, standingsOf } from '../model/standing.ts';
import { ascending, type League } from './leagues.ts';
import { type Ranking, rankingOf, relativesOf } from './ranking.ts';
import type { Run, RunCell } from './run.ts';
import { type Entry, type Found, rowsOf, type SettingRow, versionsOf } from './settings.ts';

/** How many contend, of which kind, doing what. */
export interface Load {
  id: string;
  title: string;
  world: string;
  workload: string;
  /** @param run whose machine decides how many are many */
  contenders(run: Run): number;
}

export interface GridColumn {
  machine: string;
  /** Its short name, its contenders, and its runtime where there are several. */
  lines: readonly string[];
  runs: readonly Run[];
  cells: readonly (readonly RunCell[])[];
}

export interface GridCell extends Relative {
  entry: Entry | null;
  /** Among all that counted exactly in its column; `null` where nothing could be ranked. */
  rank: number | null;
}

export interface GridRow {
  strategy: string;
  /** In how many versions it was measured. */
  versions: number;
  /** One a column. */
  cells: readonly GridCell[];
}

export interface Grid {
  load: Load;
  columns: readonly GridColumn[];
  /** The fastest first: by the median of what they take over the columns. Those that were exact nowhere come last. */
  rows: readonly GridRow[];
  /** Whether, in a column, the row `a` was called faster than the row `b`. */
  faster(column: number, a: number, b: number): boolean;
  /** Of the rows, in this order; among what is exact on every ranked column. */
  ranking: Ranking;
}

const HOT = 'hot';

/** Those that the league's machines were measured under, the first the one to look at. */
export function loadsOf({ entrants }: League): Load[] {
  const cells = entrants.flatMap(({ runs }) => runs.flatMap((run) => run.cells.filter(({ step }) => !step)));
  const has = (world: string, workload: string): boolean =>
    cells.some((cell) => cell.world === world && cell.workload === workload);
  const workloads = [...new Set(cells.map(({ workload }) => workload))].sort((a, b) =>
    a === HOT ? -1 : b === HOT ? 1 : a < b ? -1 : 1,
  );
  const worlds = [...new Set(cells.map(({ world }) => world))].sort((a, b) => (a > b ? -1 : 1));
  return workloads.flatMap((workload) =>
    worlds
      .filter((world) => has(world, workload))
      .flatMap((world) => (world === 'threads' ? threadLoads(workload) : [mostOf(world, workload)])),
  );
}

/** Alone and crowded only where the work is as short as can be: elsewhere they say the same. */
function threadLoads(workload: string): Load[] {
  const load = (id: string, title: string, contenders: Load['contenders']): Load => ({
    id: `${id}-${workload}`,
    title,
    world: 'threads',
    workload,
    contenders,
  });
  const full = (run: Run): number => Math.max(2, usableCores(run.host));
  const contended = load('contended', 'as many threads as cores, and at least two', full);
  if (workload !== HOT) return [contended];
  return [
    contended,
    load('crowded', 'twice as many threads as cores', (run) => 2 * usableCores(run.host)),
    load('alone', 'one thread', () => 1),
  ];
}

function mostOf(world: string, workload: string): Load {
  return {
    id: `most-${world}-${workload}`,
    title: `as many ${contendersOf(world)} as were measured`,
    world,
    workload,
    contenders: ({ cells }) =>
      Math.max(
        0,
        ...cells.filter((cell) => cell.world === world && cell.workload === workload).map((c) => c.contenders),
      ),
  };
}

/** @param names of machines, by their folders. @returns `null` where no two strategies were measured under the load */
export function gridOf({ entrants }: League, load: Load, names: ReadonlyMap<string, string>): Grid | null {
  const columns = entrants
    .flatMap(({ machine, runs }) => columnsOf(machine, runs, load, names.get(machine) ?? machine))
    .filter((column, _, all) => workOf(column) === workOf(all[0] as GridColumn));
  return filled(load, columns);
}

/** The same machines under several loads beside each other. */
export function gridOfLoads(league: League, loads: readonly Load[], names: ReadonlyMap<string, string>): Grid | null {
  const [first] = loads;
  if (first === undefined) return null;
  const columns = league.entrants.flatMap(({ machine, runs }) =>
    loads.flatMap((load) => columnsOf(machine, runs, load, names.get(machine) ?? machine)),
  );
  return filled(first, columns);
}

/** What of a cell must be alike within a column, and its work across them. */
const workOf = ({ cells }: GridColumn): string => keyOf(cells.flat()[0] as RunCell, ['insideNs', 'outsideNs']);

/** One a runtime. Runs that pinned otherwise, or gave the workload's name to other work, are left to the newest. */
function columnsOf(machine: string, all: readonly Run[], load: Load, name: string): GridColumn[] {
  const runs = ascending(all);
  const { world, workload, contenders } = load;
  const matching = runs.map((run) =>
    run.cells.filter(
      (cell) =>
        cell.world === world &&
        cell.workload === workload &&
        cell.contenders === contenders(run) &&
        !isFloor(cell.strategy),
    ),
  );
  const runtimes = [...new Set(matching.flat().map(({ runtime }) => runtime))].sort();
  return runtimes.map((runtime) => {
    const own = matching.map((cells) => cells.filter((cell) => cell.runtime === runtime));
    const newest = own.flat().at(-1) as RunCell;
    const alike = (cell: RunCell): boolean =>
      (['pinned', 'insideNs', 'outsideNs', 'contenders'] as const).every((field) => cell[field] === newest[field]);
    const unpinned = newest.pinned || world === 'tasks' ? '' : ', not pinned';
    return {
      machine,
      runs,
      lines: [name, `${contendersIn(world, newest.contenders)}${unpinned}`, ...(runtimes.length > 1 ? [runtime] : [])],
      cells: own.map((cells) => cells.filter(alike)),
    };
  });
}

function filled(load: Load, columns: readonly GridColumn[]): Grid | null {
  const found = columns.flatMap(({ cells }, column) =>
    cells.flatMap((own, run) => own.map((cell): Found => ({ column, run, cell }))),
  );
  const unsorted = rowsOf(found, columns.length);
  if (unsorted.length < 2) return null;
  const relatives = relativesOf({ rows: unsorted });
  const sorted = unsorted
    .map((row, index) => ({ row, relatives: relatives[index] as Relative[] }))
    .map((each) => ({ ...each, place: middleOf(each.row, each.relatives) }))
    .sort((a, b) => a.place - b.place || (a.row.strategy < b.row.strategy ? -1 : 1));
  const rows = sorted.map(({ row }) => row);
  const orders = columns.map((_, column) => orderIn(rows, column));
  return {
    load,
    columns,
    rows: sorted.map(({ row, relatives }, index) => ({
      strategy: row.strategy,
      versions: versionsOf(row).length,
      cells: columns.map((_, column) => ({
        ...(relatives[column] as Relative),
        entry: row.entries[column] ?? null,
        rank: orders[column]?.ranks[index] ?? null,
      })),
    })),
    faster: (column, a, b) => orders[column]?.faster(a, b) ?? false,
    ranking: rankingOf({ rows }),
  };
}

/** Exact without an `atomic/add` beside it comes behind all that have one. */
function middleOf({ entries }: SettingRow, relatives: readonly Relative[]): number {
  const ratios = relatives.flatMap(({ ratio }) => (ratio === null ? [] : [ratio])).sort((a, b) => a - b);
  const middle = ratios[Math.floor(ratios.length / 2)];
  return middle ?? (entries.some((entry) => entry?.state === 'right') ? Number.MAX_VALUE : Number.POSITIVE_INFINITY);
}

interface Order {
  /** Of each row. */
  ranks: readonly (number | null)[];
  faster(a: number, b: number): boolean;
}

function orderIn(rows: readonly SettingRow[], column: number): Order {
  const exact = rows.flatMap(({ entries }, row) => {
    const entry = entries[column];
    return entry?.state === 'right' ? [{ row, contestant: entry.contestant }] : [];
  });
  const place = new Map(exact.map(({ row }, index) => [row, index]));
  const { standings, faster } = standingsOf(exact.map(({ contestant }) => contestant));
  return {
    ranks: rows.map((_, row) => standings[place.get(row) ?? -1]?.rank ?? null),
    faster: (a, b) => place.has(a) && place.has(b) && faster(place.get(a) as number, place.get(b) as number),
  };
}
