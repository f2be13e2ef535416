/**
 * Which lock is the fastest on each machine, and how sure that is. The rules are those of a machine's own advice: a lock has
 * a section that contend can see, promises an exact count in that world, and kept it in every cell of the machine's runs.
 */
import type { Relative } from '../model/standing.ts';
import type { Grid, GridCell, GridColumn } from './grid.ts';

export interface Answer {
  /** Locks than which no other was called faster, the one of the least time first. Empty where none qualifies. */
  leaders: readonly (Relative & { strategy: string })[];
  /** How many locks took part. */
  among: number;
  /** False where there were too few forks to call any difference. */
  ranked: boolean;
}

/** One a column of the grid. */
export function answersOf({ rows, columns, load, faster }: Grid): Answer[] {
  return columns.map((column, place) => {
    const kept = locksOf(column, load.world);
    const locks = rows.flatMap(({ strategy, cells }, row) => {
      const cell = cells[place];
      return cell?.entry?.state === 'right' && kept.has(strategy) ? [{ row, strategy, cell }] : [];
    });
    const time = (ratio: number | null): number => ratio ?? Number.MAX_VALUE;
    const speed = ({ entry }: GridCell): number => entry?.throughput?.median ?? 0;
    const leaders = locks
      .filter(({ row }) => !locks.some((other) => faster(place, other.row, row)))
      // Where there is no atomic/add they stand by what they did.
      .sort((a, b) => time(a.cell.ratio) - time(b.cell.ratio) || speed(b.cell) - speed(a.cell))
      .map(({ strategy, cell: { ratio, low, high } }) => ({ strategy, ratio, low, high }));
    return { leaders, among: locks.length, ranked: locks.some(({ cell }) => cell.rank !== null) };
  });
}

function locksOf({ runs }: GridColumn, world: string): Set<string> {
  const own = Map.groupBy(
    runs.flatMap(({ cells }) => cells.filter((cell) => cell.world === world)),
    ({ strategy }) => strategy,
  );
  return new Set(
    [...own]
      .filter(([, cells]) => cells.every(({ state, promised }) => state === 'right' && promised))
      .filter(([, cells]) => cells.some(({ lock }) => lock))
      .map(([strategy]) => strategy),
  );
}
