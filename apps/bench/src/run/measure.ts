/** The course of a run, from the sources that are explored to the record. */
import { fileURLToPath } from 'node:url';
import { calibrate, type Examined, examine, runFork } from '@contend/harness';
import type { Report } from '@contend/interleave';
import { type ContendRecord, describeSuite } from '@contend/record';
import type { Runtime } from '../catalogue/runtime.ts';
import { explore } from '../check/explore.ts';
import type { Failure } from '../cli/failure.ts';
import type { Progress } from '../cli/progress.ts';
import { boardPlace } from '../join/introduction.ts';
import { prove } from '../proof/prove.ts';
import { ClockChecks } from './clock-checks.ts';
import { makeFaults } from './faults.ts';
import { Hosts } from './hosts.ts';
import type { Keeper } from './keep.ts';
import type { Plan, PlannedCell } from './plan.ts';
import type { Prepared } from './prepare.ts';
import { recordOf } from './record-of.ts';
import { enginesOf, Servers } from './servers.ts';
import { type Measured, session } from './session.ts';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

export interface Course {
  /** What was typed after `contend`. */
  argv: readonly string[];
  warnings: ContendRecord['warnings'];
  progress: Progress;
  /** Ends the course early; what was measured by then is in the record. */
  signal: AbortSignal;
  /** Keeps what was measured so far. */
  keep: Keeper | undefined;
}

export interface Measurement {
  record: ContendRecord;
  /** What exploring told. */
  reports: readonly Report[];
  /** Why a runtime gave no result. */
  refusal: Failure | undefined;
}

/** @throws Failure when no runtime gave any result, or a server cannot be used */
export async function measure(prepared: Prepared, course: Course): Promise<Measurement> {
  const { cells, given } = prepared.plan;
  const servers = await Servers.open(enginesOf(cells), given, course.progress, course.signal);
  try {
    const hosts = await gathered(prepared, course);
    try {
      return await measureAt(servers, hosts, prepared, course);
    } finally {
      await hosts?.end();
    }
  } finally {
    await servers.end();
  }
}

/** The other hosts; undefined where none is expected. */
async function gathered({ plan, host }: Prepared, { progress, signal }: Course): Promise<Hosts | undefined> {
  const place = boardPlace(plan.given);
  if (plan.hosts === 1 || place === undefined) return undefined;
  return Hosts.gather(place, plan.hosts, plan.cells, host, progress, signal);
}

/** A cell of as many hosts as are there. */
function among(cell: PlannedCell, planned: number, seats: readonly number[]): PlannedCell {
  if (planned === 1) return cell;
  return { ...cell, contenders: (cell.contenders / planned) * seats.length, hosts: seats };
}

async function measureAt(
  servers: Servers,
  hosts: Hosts | undefined,
  prepared: Prepared,
  course: Course,
): Promise<Measurement> {
  const { plan, host, runtimes, faults } = prepared;
  const { argv, warnings, progress, signal, keep } = course;
  const startedAt = new Date();
  const now = () => performance.now();
  const cores = plan.pin ? host.allowedCores : null;
  const examined = new Map<Runtime, Examined>();
  for (const each of runtimes) {
    progress.show(`examining ${each.label}`, 0, 0);
    examined.set(each, await examine(each, signal));
    // Of one that nobody asked for there is nothing to leave out.
    if (each.typed !== undefined) await prove(each, runFork, { cores, signal });
  }
  progress.end();
  const nsPerStep = await calibrated(prepared, cores?.[0] ?? null, signal);
  const began = now();
  const reports = await explored(plan, progress, signal);
  progress.end();
  const suite = describeSuite(ROOT);
  const about = {
    plan,
    argv,
    startedAt,
    suite,
    host,
    runtimes,
    examined,
    nsPerStep,
    warnings,
    reports,
    servers,
    hosts,
  };
  const present = () => hosts?.seats ?? [0];
  const none = faults === null ? null : [];
  const clockChecks = new ClockChecks(warnings, runFork, (seat, reason) => hosts?.lost(seat, reason));
  const measured: Measured[] = [];
  const means = { now, began, cores, nsPerStep, progress, clockChecks, signal, servers, hosts };
  // Where a host is gone, what the others measure without it are cells of their own.
  for (let seats: number[] | undefined; !signal.aborted && seats?.length !== present().length; ) {
    seats = present();
    const cells = plan.cells.map((cell) => among(cell, plan.hosts, seats as number[]));
    const before = [...measured];
    const afterBlock = (soFar: readonly Measured[]) =>
      keep?.soFar(() => recordOf([...before, ...soFar], none, true, about));
    measured.push(...(await session({ ...means, plan: { ...plan, cells }, afterBlock })));
  }
  const refusal = signal.aborted ? undefined : clockChecks.refusal();
  // What other runtimes gave is kept; where there is nothing else, the refusal is all there is to tell.
  if (refusal !== undefined && measured.every(({ forks }) => forks.length === 0)) throw refusal;
  const made =
    faults &&
    (await makeFaults({
      planned: faults,
      servers,
      progress,
      signal,
      afterEach: (soFar) => keep?.soFar(() => recordOf(measured, [...soFar], true, about)),
    }));
  return { record: recordOf(measured, made, signal.aborted, about), reports, refusal };
}

/** ns that a step of work takes in each runtime; none where no workload has any. */
async function calibrated(
  { plan, runtimes }: Prepared,
  core: number | null,
  signal: AbortSignal,
): Promise<Map<Runtime, number>> {
  const nsPerStep = new Map<Runtime, number>();
  if (plan.workloads.some(({ insideNs, outsideNs }) => insideNs + outsideNs > 0)) {
    for (const each of runtimes) nsPerStep.set(each, await calibrate(each, core, signal));
  }
  return nsPerStep;
}

/** What exploring every schedule of the strategies' own source tells, before anything is timed. */
async function explored({ cells, profile }: Plan, progress: Progress, signal: AbortSignal): Promise<Report[]> {
  const wanted = cells.filter(({ entry }) => profile.explores(entry));
  const subjects = new Map(wanted.map(({ entry, world }) => [`${entry.id} in ${world}`, { entry, world }]));
  return explore([...subjects.values()], {
    // What a record says of exploring is of the source that was measured.
    models: false,
    timeLimitMs: profile.exploresMs,
    signal,
    show: ({ entry, world }, done, leftMs) => progress.show(`exploring ${entry.id} in ${world}`, done, leftMs),
  });
}
