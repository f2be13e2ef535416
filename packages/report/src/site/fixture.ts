/** Runs of synthetic machines, for tests of what is made of many. */
import type { ContendRecord } from '@contend/record';
import { type SyntheticCell, syntheticRecord } from '@contend/record/fixture';
import { type Run, runOf } from './run.ts';

export const thread = (strategy: string, ns: number, rest: Partial<SyntheticCell> = {}): SyntheticCell => ({
  strategy,
  world: 'threads',
  contenders: 2,
  ns,
  ...rest,
});

/** @param month of its start, 1 to 9 */
export function recordOf(
  model: string,
  month: number,
  cells: readonly SyntheticCell[],
  change: (record: ContendRecord) => void = () => {},
): ContendRecord {
  const record = syntheticRecord({ cells, seed: month });
  record.host.cpu.model = model;
  record.startedAt = record.finishedAt = `2026-0${month}-01T00:00:00.000Z`;
  change(record);
  return record;
}

export const run = (...about: Parameters<typeof recordOf>): Run => runOf(recordOf(...about));
