/** The faults of a run: which are made in whom, how long that takes, and what came of each. */
import { type Fault, isRemoteWorld, type World } from '@contend/counter';
import {
  type FaultReport,
  type FaultSpec,
  faultLack,
  faultsOf,
  happensToServer,
  type MeetingPlace,
  PARTITION_MS,
  PROCESS_STALL_MS,
  runFault,
  STALL_MS,
} from '@contend/harness';
import { type FaultResult, keyOf } from '@contend/record';
import type { Entry } from '../catalogue/catalogue.ts';
import type { Runtime } from '../catalogue/runtime.ts';
import type { Progress } from '../cli/progress.ts';
import { identityOf, type Plan, type PlannedCell } from './plan.ts';
import type { Profile } from './profile.ts';
import { reproduceFault } from './reproduce.ts';
import type { Servers } from './servers.ts';
import { standing } from './trials.ts';

export interface PlannedFault {
  entry: Entry;
  world: World;
  contenders: number;
  runtime: Runtime;
  fault: Fault;
  expected: FaultResult['expected'];
  /** How often it is made. */
  trials: number;
}

/** Who makes no increment for so long is stuck. */
export const PATIENCE_MS = 3_000;
/** A lock lives for seconds, a partition lasts as long, and a server that was killed takes some to be back. */
export const PATIENCE_AT_SERVERS_MS = 15_000;
export const CROWD_PER_CORE = 8;
const MOST = 256;
/** Nothing is timed but whether anybody goes on: two processes may share the cores. A crowd has them to itself. */
const AT_ONCE = 2;

/** About how long a process takes to start, to contend before the fault and after, and to end; and a thread to start. */
const ONE_MS = 700;
const PER_THREAD_MS = 30;
const PER_PROCESS_MS = 250;
/** Servers of a trial's own: to start them, and to start them again. */
const SERVERS_MS = 4_000;

/**
 * What the strategy states becomes of the others. It speaks of threads: who terminates the thread of an event loop
 * terminates all its tasks, whatever they do, so there it can only be reported.
 */
function expectedOf({ faults }: Entry, world: World, fault: Fault): FaultResult['expected'] {
  if (fault === 'terminate' && world === 'tasks') return 'reported';
  return faults?.[fault] ?? null;
}

type Subjects = Pick<Plan, 'cells' | 'given'>;

/** What is measured and promises an exact count: once in each world and runtime. */
function subjectsOf({ cells }: Subjects): PlannedCell[] {
  const promised = cells.filter((cell) => cell.promised);
  const keys = new Map(promised.map((cell) => [keyOf(identityOf(cell), ['strategy', 'world', 'runtime']), cell]));
  return [...keys.values()];
}

function possible({ entry, world }: PlannedCell, given: Plan['given']): Fault[] {
  // What is the user's is not killed.
  const untouchable = entry.needs !== undefined && given[entry.needs] !== undefined;
  return faultsOf(entry.kind, world, entry.needs).filter((fault) => !(untouchable && happensToServer(fault)));
}

/** In which runtimes what faults are left out, and why: a clause for each. */
export function faultsLeftOut(plan: Subjects): string[] {
  const lacking = subjectsOf(plan).flatMap((cell) => {
    return possible(cell, plan.given).flatMap((fault) => {
      const reason = faultLack(fault, cell.runtime, cell.world);
      return reason === undefined ? [] : [{ reason, label: cell.runtime.label, fault }];
    });
  });
  const alike = Map.groupBy(lacking, ({ label, reason }) => `in ${label}: ${reason}`);
  return [...alike].map(([where, each]) => `${[...new Set(each.map(({ fault }) => fault))].join(', ')} ${where}`);
}

/**
 * Faults in whatever is measured, wherever it promises an exact count: one contender more than there are cores, so that
 * as many go on as would without the one that a fault befalls; eight to a core where the fault is their number.
 */
export function plannedFaults(plan: Subjects & { profile: Pick<Profile, 'trials'> }, cores: number): PlannedFault[] {
  return subjectsOf(plan).flatMap((cell) => {
    const { entry, world, runtime } = cell;
    const able = possible(cell, plan.given).filter((fault) => faultLack(fault, runtime, world) === undefined);
    return able.map((fault) => ({
      entry,
      world,
      contenders: Math.min(MOST, fault === 'crowd' ? CROWD_PER_CORE * cores : cores + 1),
      runtime,
      fault,
      expected: expectedOf(entry, world, fault),
      // What happens among processes hangs on who is where when it does.
      trials: isRemoteWorld(world) ? plan.profile.trials : 1,
    }));
  });
}

/** Who makes no increment for so long is stuck. */
export function patienceMs(world: World): number {
  return world === 'machines' ? PATIENCE_AT_SERVERS_MS : PATIENCE_MS;
}

/** About how many ms the faults take, if they turn out as stated. */
export function faultsMs(planned: readonly PlannedFault[]): number {
  return planned.reduce((sum, each) => sum + faultMs(each) / atOnce(each), 0);
}

function faultMs({ fault, world, contenders, expected, trials }: PlannedFault): number {
  const threads = world === 'threads' ? contenders : 1;
  const processes = isRemoteWorld(world) ? contenders : 0;
  const waiting = expected === 'stuck' ? patienceMs(world) : awayMs(fault, world);
  return trials * (ONE_MS + PER_THREAD_MS * threads + PER_PROCESS_MS * processes + waiting);
}

/** How long whom it befalls is away. */
function awayMs(fault: Fault, world: World): number {
  if (fault === 'stall') return isRemoteWorld(world) ? PROCESS_STALL_MS : STALL_MS;
  if (fault === 'partition') return PARTITION_MS;
  return happensToServer(fault) ? SERVERS_MS : 0;
}

function atOnce({ fault }: PlannedFault): number {
  return fault === 'crowd' ? 1 : AT_ONCE;
}

export interface FaultCourse {
  servers: Pick<Servers, 'meeting'>;
  planned: readonly PlannedFault[];
  progress: Progress;
  signal: AbortSignal;
  /** Called after each fault with all results so far, in the order of the plan. */
  afterEach: (results: readonly FaultResult[]) => void;
}

/** Makes the faults until done or interrupted; what came about is in the result either way. */
export async function makeFaults({
  planned,
  servers,
  progress,
  signal,
  afterEach,
}: FaultCourse): Promise<FaultResult[]> {
  const made = new Map<PlannedFault, FaultResult>();
  const results = () => planned.flatMap((each) => made.get(each) ?? []);
  const work = async (queue: PlannedFault[]) => {
    for (let each = queue.shift(); each !== undefined; each = queue.shift()) {
      const left = faultsMs(planned.filter((one) => !made.has(one)));
      progress.show(`fault: ${each.entry.id} in ${each.world}, ${each.fault}`, made.size / planned.length, left);
      made.set(each, await resultOf(each, servers, signal));
      afterEach(results());
    }
  };
  try {
    const together = planned.filter((each) => atOnce(each) > 1);
    await Promise.all(Array.from({ length: AT_ONCE }, () => work(together)));
    await work(planned.filter((each) => atOnce(each) === 1));
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    progress.end();
  }
  return results();
}

async function resultOf(
  planned: PlannedFault,
  servers: Pick<Servers, 'meeting'>,
  signal: AbortSignal,
): Promise<FaultResult> {
  const { entry, world, contenders, runtime, fault, expected, trials } = planned;
  const { kind } = entry;
  if (kind === 'program') throw new Error(`${entry.id} is a program: no fault can be made in it`);
  const spec: FaultSpec = {
    module: entry.module,
    strategy: entry.id,
    flags: [...(entry.flags ?? [])],
    kind,
    world,
    contenders,
    folder: null,
    needs: entry.needs ?? null,
    server: null,
    fault,
    patienceMs: patienceMs(world),
  };
  const trial = (server: MeetingPlace | null) => runFault({ ...spec, server }, { runtime, signal });
  const own = happensToServer(fault);
  const reports: FaultReport[] = [];
  while (reports.length < trials)
    reports.push(own ? await trial(null) : await servers.meeting({ world, entry, distanceMs: null }, trial));
  return {
    strategy: entry.id,
    strategyVersion: entry.strategyVersion,
    guest: entry.guest,
    world,
    contenders,
    runtime: runtime.label,
    fault,
    expected,
    ...standing(reports, expected),
    reproduce: reproduceFault(planned, 'published'),
  };
}

/** Outcomes other than stated. */
export function brokenFaults(results: readonly FaultResult[] | null): FaultResult[] {
  return (results ?? []).filter(({ outcome, expected }) => expected !== null && outcome !== expected);
}
