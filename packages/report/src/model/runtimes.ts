/** The same strategies in every runtime of a record: figures that were measured next to each other, so that they make pairs. */
import { type Cell, type ContendRecord, familyKey } from '@contend/record';
import { CONFIDENCE, type Comparison, holm } from '@contend/stats';
import { ratioOf } from './calls.ts';
import { chartedWorkload, isFloor, stateOf } from './cells.ts';

/** Cells that are alike in all but strategy and runtime. */
export interface Across {
  world: string;
  contenders: number;
  pinned: boolean;
  /** In the order in which they were asked for. */
  runtimes: readonly string[];
  /** Strategies that were measured in several. */
  rows: readonly { strategy: string; cells: readonly (Cell | undefined)[] }[];
}

/** How much longer a strategy takes in a runtime than in the first; paired by block. */
export interface ToFirst extends Comparison {
  strategy: string;
  runtime: string;
}

/** What a record calls its runtimes; of one alone, its name and version. */
export function runtimesOf({ runtimes, runtime }: Pick<ContendRecord, 'runtimes' | 'runtime'>): string[] {
  return runtimes.length < 2 ? [`${runtime.name} ${runtime.version}`] : runtimes.map(({ label }) => label);
}

/** Under the workload that charts show; none where a record has one runtime. In the order of the record. */
export function acrossRuntimes(record: ContendRecord): Across[] {
  const workload = chartedWorkload(record);
  const charted = record.cells.filter((cell) => cell.workload === workload && !isFloor(cell.strategy));
  const families = Map.groupBy(charted, (cell) => familyKey(cell, 'runtime'));
  return [...families.values()].flatMap((family) => {
    const { world, contenders, pinned } = family[0] as Cell;
    const runtimes = [...new Set(family.map(({ runtime }) => runtime))];
    const order = runtimesOf(record);
    runtimes.sort((a, b) => order.indexOf(a) - order.indexOf(b));
    const rows = [...Map.groupBy(family, ({ strategy }) => strategy)]
      .filter(([, cells]) => cells.length > 1)
      .map(([strategy, cells]) => ({
        strategy,
        cells: runtimes.map((runtime) => cells.find((cell) => cell.runtime === runtime)),
      }));
    return rows.length === 0 ? [] : [{ world, contenders, pinned, runtimes, rows }];
  });
}

/** What counted right in both, corrected over all of them by Holm. */
export function comparedToFirst({ runtimes, rows }: Across): ToFirst[] {
  const all = rows.flatMap(({ strategy, cells: [first, ...others] }) =>
    others.flatMap((cell, index): ToFirst[] => {
      if (first === undefined || cell === undefined) return [];
      if (stateOf(first) !== 'right' || stateOf(cell) !== 'right') return [];
      const ratio = ratioOf(first, cell);
      return ratio === null ? [] : [{ ...ratio, strategy, runtime: runtimes[index + 1] as string }];
    }),
  );
  const tested = all.filter(({ pValue }) => pValue !== null);
  const adjusted = holm(tested.map(({ pValue }) => pValue as number));
  return all.map((each) => {
    const pValue = adjusted[tested.indexOf(each)] ?? null;
    const called = pValue !== null && pValue <= 1 - CONFIDENCE;
    return { ...each, pValue, call: called ? (each.ratio > 1 ? 'slower' : 'faster') : 'none' };
  });
}
