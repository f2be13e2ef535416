/** What a fork is asked, from the cell that it measures. */
import type { ForkSpec } from '@contend/harness';
import type { Entry } from '../catalogue/catalogue.ts';
import type { PlannedCell } from './plan.ts';
import type { WorkloadSpec } from './workload.ts';

export interface Subject extends Pick<PlannedCell, 'world' | 'contenders' | 'windowMs'> {
  entry: Pick<Entry, 'module' | 'id' | 'kind' | 'flags' | 'program'>;
  /** @default none */
  workload?: Omit<WorkloadSpec, 'name'>;
}

export interface Means {
  rounds: number;
  /** To pin to; `null` leaves threads to the scheduler. */
  cores: readonly number[] | null;
  /** ns that a step of work takes; undefined where no workload has any. */
  nsPerStep?: number | undefined;
}

/** Steps of the work generator that take `ns`. */
export function stepsFor(ns: number, nsPerStep: number | undefined): number {
  return nsPerStep === undefined ? 0 : Math.round(ns / nsPerStep);
}

const NO_WORK = { insideNs: 0, outsideNs: 0, readsPerWrite: 0, inFlight: 1, distanceMs: null };

/** @param asked what is asked beyond times and counts */
export function forkSpec(
  { entry, world, contenders, windowMs, workload = NO_WORK }: Subject,
  { rounds, cores, nsPerStep }: Means,
  asked: Partial<Pick<ForkSpec, 'nsPerStep' | 'audit' | 'untilLoss' | 'server' | 'others'>> = {},
): ForkSpec {
  return {
    module: entry.module,
    strategy: entry.id,
    flags: [...(entry.flags ?? [])],
    actor: entry.kind === 'actor',
    program: entry.program ?? null,
    world,
    contenders,
    folder: null,
    server: null,
    others: null,
    inFlight: workload.inFlight,
    insideSteps: stepsFor(workload.insideNs, nsPerStep),
    outsideSteps: stepsFor(workload.outsideNs, nsPerStep),
    readsPerWrite: workload.readsPerWrite,
    nsPerStep: null,
    windowMs,
    rounds,
    cores: cores === null ? null : [...cores],
    audit: false,
    untilLoss: false,
    ...asked,
  };
}
