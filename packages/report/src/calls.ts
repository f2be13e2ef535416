/** Which differences between cells of a family the record's own rounds call, and by how much. */
import type { Cell, Fork } from '@contend/record';
import { type Call, type Comparison, calls, compare } from '@contend/stats';

/** @param cells alike in everything but the strategy; the family over which the comparisons are corrected */
export function callsAmong(cells: readonly Cell[]): Call[] {
  const blocks = [...new Set(cells.flatMap((cell) => cell.forks.map((fork) => fork.block)))];
  return calls(
    cells.map((cell) => {
      const series = seriesOf(cell);
      return blocks.map((block) => series.get(block) ?? null);
    }),
  );
}

/** How much longer `b` takes than `a`, over the blocks that both have; `null` where there are none. */
export function ratioOf(a: Cell, b: Cell): Comparison | null {
  const [first, second] = [seriesOf(a), seriesOf(b)];
  const common = [...first.keys()].filter((block) => second.has(block));
  if (common.length === 0) return null;
  const values = (series: Map<number, number>): number[] => common.map((block) => series.get(block) as number);
  return compare(values(first), values(second));
}

/** ns per increment by block, of the forks that timed some. */
function seriesOf({ forks }: Cell): Map<number, number> {
  return new Map(
    forks.flatMap((fork) => {
      const ns = nsPerIncrement(fork);
      return ns === null ? [] : [[fork.block, ns] as const];
    }),
  );
}

/** As the record's summary has it; `null` for a fork that timed nothing. */
function nsPerIncrement({ rounds }: Fork): number | null {
  const ms = rounds.reduce((sum, round) => sum + round.ms, 0);
  const increments = rounds.reduce((sum, round) => sum + round.increments.reduce((a, b) => a + b, 0), 0);
  return increments === 0 ? null : (ms * 1e6) / increments;
}
