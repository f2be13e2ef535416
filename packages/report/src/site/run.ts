/** What a site keeps of a record: two hundred whole ones would not fit into memory. */
import {
  type Cell,
  type Comparable,
  type ContendRecord,
  type Estimate,
  type Fork,
  isServed,
  isSweep,
  machineName,
  wasPinned,
} from '@contend/record';
import { type CoursePoint, packCourse } from '../client/explorer/course.ts';
import { lostShare, type State, stateOf } from '../model/cells.ts';
import { isStep } from '../model/series.ts';
import { nsByBlock, type Series } from '../model/standing.ts';

export interface Run extends Comparable {
  machine: string;
  /** ISO 8601, UTC. */
  startedAt: string;
  partial: boolean;
  cells: readonly RunCell[];
}

/** `wait`: that of an acquisition or, where contenders share no memory, the time of a whole increment. */
export interface RunCell
  extends Pick<
    Cell,
    | 'strategy'
    | 'strategyVersion'
    | 'world'
    | 'contenders'
    | 'workload'
    | 'runtime'
    | 'longestGap'
    | 'promised'
    | 'reproduce'
    | 'reason'
    | 'wait'
    | 'fairness'
  > {
  pinned: boolean;
  /**
   * Whether it has a section that contend can see: a lock, and not a counter or an actor. Where contenders share no memory a
   * count is all that is asked for.
   */
  lock: boolean;
  /** ns; `null` for a workload that the plan does not define. */
  insideNs: number | null;
  outsideNs: number | null;
  sweep: boolean;
  /** Whether its workload is a step of some curve. */
  step: boolean;
  state: State;
  verdict: Cell['verdict'];
  /** 0..1 */
  lost: number;
  /** Increments per second of the whole system. */
  throughput: Estimate | null;
  series: Series;
  /** Its forks in the order of time, see `packCourse`. */
  course: string;
}

export function runOf(record: ContendRecord): Run {
  const { schemaVersion, method, suite, host, runtime, plan, startedAt, partial, cells } = record;
  const workloads = new Map(plan.workloads.map((workload) => [workload.name, workload]));
  return {
    ...{ schemaVersion, method, suite, host, runtime, plan, startedAt, partial },
    machine: machineName(host),
    cells: cells.map((cell) => {
      const { strategy, strategyVersion, world, contenders, workload, runtime, longestGap, verdict, throughput } = cell;
      const { promised, reproduce, reason, fairness } = cell;
      const wait = cell.wait ?? cell.latency;
      return {
        ...{ strategy, strategyVersion, world, contenders, workload, runtime, longestGap, verdict, throughput },
        ...{ promised, reproduce, reason, wait, fairness },
        pinned: wasPinned(cell, cells),
        lock: isServed(world) || (cell.audit !== null && cell.audit.overlaps !== null),
        insideNs: workloads.get(workload)?.insideNs ?? null,
        outsideNs: workloads.get(workload)?.outsideNs ?? null,
        sweep: isSweep(workload),
        step: isStep(workload),
        state: stateOf(cell),
        lost: lostShare(cell),
        series: nsByBlock(cell),
        course: packCourse(cell.forks.map(pointOf)),
      };
    }),
  };
}

function pointOf({ at, rounds }: Fork): CoursePoint {
  const each = rounds.map(({ ms, increments }) => ({ ms, count: increments.reduce((a, b) => a + b, 0) }));
  const [ms, count] = [each.reduce((sum, round) => sum + round.ms, 0), each.reduce((sum, { count }) => sum + count, 0)];
  const ns = each.filter((round) => round.count > 0).map((round) => (round.ms * 1e6) / round.count);
  if (count === 0) return { at: at / 1e3, ns: null };
  return { at: at / 1e3, ns: (ms * 1e6) / count, low: Math.min(...ns), high: Math.max(...ns) };
}
