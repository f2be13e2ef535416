/** Which differences between cells of a family the record's own rounds call, and by how much. */
import type { Cell } from '@contend/record';
import { type Call, type Comparison, calls, compare } from '@contend/stats';
import { nsByBlock } from './standing.ts';

/** @param cells alike in everything but the strategy; the family over which the comparisons are corrected */
export function callsAmong(cells: readonly Cell[]): Call[] {
  const blocks = [...new Set(cells.flatMap((cell) => cell.forks.map((fork) => fork.block)))];
  return calls(
    cells.map((cell) => {
      const series = nsByBlock(cell);
      return blocks.map((block) => series.get(block) ?? null);
    }),
  );
}

/** How much longer `b` takes than `a`, over the blocks that both have; `null` where there are none. */
export function ratioOf(a: Cell, b: Cell): Comparison | null {
  const [first, second] = [nsByBlock(a), nsByBlock(b)];
  const common = [...first.keys()].filter((block) => second.has(block));
  if (common.length === 0) return null;
  const values = (series: Map<number, number>): number[] => common.map((block) => series.get(block) as number);
  return compare(values(first), values(second));
}
