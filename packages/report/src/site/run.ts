/** What a site keeps of a record: two hundred whole ones would not fit into memory. */
import {
  type Cell,
  type Comparable,
  type ContendRecord,
  type Estimate,
  isSweep,
  machineName,
  wasPinned,
} from '@contend/record';
import { lostShare, type State, stateOf } from '../model/cells.ts';
import { nsByBlock, type Series } from '../model/standing.ts';

export interface Run extends Comparable {
  machine: string;
  /** ISO 8601, UTC. */
  startedAt: string;
  partial: boolean;
  cells: readonly RunCell[];
}

export interface RunCell
  extends Pick<Cell, 'strategy' | 'strategyVersion' | 'world' | 'contenders' | 'workload' | 'runtime' | 'longestGap'> {
  pinned: boolean;
  /** ns; `null` for a workload that the plan does not define. */
  insideNs: number | null;
  outsideNs: number | null;
  sweep: boolean;
  state: State;
  verdict: Cell['verdict'];
  /** 0..1 */
  lost: number;
  /** Increments per second of the whole system. */
  throughput: Estimate | null;
  series: Series;
}

export function runOf(record: ContendRecord): Run {
  const { schemaVersion, method, suite, host, runtime, plan, startedAt, partial, cells } = record;
  const workloads = new Map(plan.workloads.map((workload) => [workload.name, workload]));
  return {
    ...{ schemaVersion, method, suite, host, runtime, plan, startedAt, partial },
    machine: machineName(host),
    cells: cells.map((cell) => {
      const { strategy, strategyVersion, world, contenders, workload, runtime, longestGap, verdict, throughput } = cell;
      return {
        ...{ strategy, strategyVersion, world, contenders, workload, runtime, longestGap, verdict, throughput },
        pinned: wasPinned(cell, cells),
        insideNs: workloads.get(workload)?.insideNs ?? null,
        outsideNs: workloads.get(workload)?.outsideNs ?? null,
        sweep: isSweep(workload),
        state: stateOf(cell),
        lost: lostShare(cell),
        series: nsByBlock(cell),
      };
    }),
  };
}
