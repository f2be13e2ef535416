/** The record of a run, from what was measured and under what circumstances. */
import type { Examined } from '@contend/harness';
import type { Report } from '@contend/interleave';
import {
  type ContendRecord,
  type Explored,
  type FaultResult,
  type Host,
  METHOD,
  type MeasuredRuntime,
  SCHEMA_VERSION,
  summariseRecord,
} from '@contend/record';
import type { Runtime } from '../catalogue/runtime.ts';
import { stepsFor } from './fork-spec.ts';
import type { Hosts } from './hosts.ts';
import { identityOf, type Plan, type PlannedCell } from './plan.ts';
import { reproduce, withoutFolders } from './reproduce.ts';
import type { Servers } from './servers.ts';
import type { Measured } from './session.ts';

export interface Circumstances {
  plan: Plan;
  argv: readonly string[];
  startedAt: Date;
  suite: ContendRecord['suite'];
  host: Host;
  /** The first is the record's. */
  runtimes: readonly [Runtime, ...Runtime[]];
  examined: ReadonlyMap<Runtime, Examined>;
  /** ns that a step of work takes in each runtime; none where no workload has any. */
  nsPerStep: ReadonlyMap<Runtime, number>;
  warnings: ContendRecord['warnings'];
  servers: Pick<Servers, 'records'>;
  /** undefined: there is one host. */
  hosts: Pick<Hosts, 'records'> | undefined;
  /** What exploring the strategies' source told; none where it was not done. */
  reports: readonly Report[];
}

function exploredOf({ entry, world }: PlannedCell, reports: readonly Report[]): Explored | null {
  const report = reports.find((each) => each.strategy === entry.id && each.world === world);
  if (report === undefined) return null;
  const { verdict, reached, states, says } = report;
  return { verdict, reached, states, source: entry.twin ?? entry.id, says };
}

function published({ name, version, engine, flags }: Runtime): ContendRecord['runtime'] {
  return { name, version, engine, flags: [...flags] };
}

function measuredIn(
  runtime: Runtime,
  measured: readonly Measured[],
  { plan, examined }: Circumstances,
): MeasuredRuntime {
  const { label } = runtime;
  const pinned = measured.some((each) => each.pinned && each.cell.runtime === runtime);
  const absent = plan.absent.filter((each) => (each.runtime ?? label) === label);
  return {
    ...published(runtime),
    label,
    ...(examined.get(runtime) as Examined),
    pinnedBy: pinned ? 'taskset' : null,
    absent: absent.map(({ entry, reason }) => ({ strategy: entry.id, reason })),
  };
}

/** @param faults `null`: not asked for */
export function recordOf(
  measured: readonly Measured[],
  faults: FaultResult[] | null,
  partial: boolean,
  about: Circumstances,
): ContendRecord {
  const { plan, runtimes } = about;
  const [runtime] = runtimes;
  const nsPerStep = about.nsPerStep.get(runtime);
  return {
    schemaVersion: SCHEMA_VERSION,
    method: METHOD,
    startedAt: about.startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    partial,
    suite: about.suite,
    host: about.host,
    engines: about.servers.records,
    hosts: about.hosts?.records.map((each) => ({ ...each })) ?? [],
    runtime: published(runtime),
    runtimes: runtimes.map((each) => measuredIn(each, measured, about)),
    plan: {
      profile: plan.profile.name,
      seed: plan.seed,
      argv: withoutFolders(about.argv),
      blocks: Math.max(0, ...measured.map(({ forks }) => forks.length)),
      rounds: plan.rounds,
      windowMs: plan.windowMs,
      timeLimitS: plan.timeLimitMs / 1_000,
      nsPerStep: nsPerStep ?? null,
      calibration: runtimes.flatMap((each) => {
        const ns = about.nsPerStep.get(each);
        return ns === undefined ? [] : [{ runtime: each.label, nsPerStep: ns }];
      }),
      workloads: plan.workloads.map((workload) => ({
        ...workload,
        insideSteps: stepsFor(workload.insideNs, nsPerStep),
        outsideSteps: stepsFor(workload.outsideNs, nsPerStep),
      })),
    },
    cells: summariseRecord(
      measured.map(({ cell, forks, audit, wait, waitByTime, latency, pinned }) => ({
        ...identityOf(cell),
        strategyVersion: cell.entry.strategyVersion,
        guest: cell.entry.guest,
        engine: (cell.world === 'machines' && cell.entry.needs) || null,
        hosts: cell.hosts === undefined ? null : [...cell.hosts],
        pinned,
        promised: cell.promised,
        reproduce: reproduce(cell, plan, 'published'),
        explored: exploredOf(cell, about.reports),
        forks,
        audit,
        wait,
        waitByTime,
        latency,
      })),
    ),
    faults,
    warnings: about.warnings,
  };
}
