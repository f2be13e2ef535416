/** Sides made of synthetic records, for tests: what `readSide` reads from files. */
import type { ContendRecord } from '@contend/record';
import { type SyntheticCell, syntheticRecord } from '@contend/record/fixture';
import type { Run, Side } from './side.ts';

export const thread = (strategy: string, ns: number, rest: Partial<SyntheticCell> = {}): SyntheticCell => ({
  strategy,
  world: 'threads',
  contenders: 2,
  ns,
  noise: 0.02,
  ...rest,
});

export function side(name: Side['name'], records: readonly ContendRecord[]): Side {
  const runs = records.map((record, run): Run => ({ file: `${name}/${run}.json`, record, recomputed: true }));
  return { name, path: name, runs: runs as [Run, ...Run[]] };
}

/** So many runs of the same cells, each with noise of its own. @param seed of the first */
export function runsOf(count: number, seed: number, cells: readonly SyntheticCell[], blocks = 12): ContendRecord[] {
  return Array.from({ length: count }, (_, run) => syntheticRecord({ cells, blocks, seed: seed + run }));
}

export const base = (count: number, cells: readonly SyntheticCell[]): Side => side('BASE', runsOf(count, 1, cells));
export const head = (count: number, cells: readonly SyntheticCell[]): Side => side('HEAD', runsOf(count, 1001, cells));
