/** What a run will measure: the cells, and how each of their forks is timed. */
import { type Engine, isRemoteWorld, type World } from '@contend/counter';
import { type CellIdentity, isMostlyRead, isSweep } from '@contend/record';
import { type Absence, absences, type Entry, lackOf, select } from '../catalogue/catalogue.ts';
import type { Runtime } from '../catalogue/runtime.ts';
import { Failure, STATUS } from '../cli/failure.ts';
import type { Profile } from './profile.ts';
import type { Given } from './servers.ts';
import type { Settings } from './settings.ts';
import type { WorkloadSpec } from './workload.ts';

export interface PlannedCell {
  entry: Entry;
  world: World;
  contenders: number;
  workload: WorkloadSpec;
  runtime: Runtime;
  windowMs: number;
  promised: boolean;
  /** Seats of the hosts whose contenders they are, as many of each; undefined: all are this host's. */
  hosts?: readonly number[];
}

/** Which cell of the record it becomes; whether threads were pinned is known afterwards. */
export function identityOf({
  entry,
  world,
  contenders,
  workload,
  runtime,
}: Pick<PlannedCell, 'entry' | 'world' | 'contenders' | 'workload' | 'runtime'>): Omit<CellIdentity, 'pinned'> {
  return { strategy: entry.id, world, contenders, workload: workload.name, runtime: runtime.label };
}

export interface Plan {
  profile: Profile;
  cells: PlannedCell[];
  /** What would be measured if a runtime had what it needs. */
  absent: Absence[];
  workloads: WorkloadSpec[];
  /** Forks of each cell; undefined: as many as the budget holds. */
  forks: number | undefined;
  /** Windows per fork, but among processes. */
  rounds: number;
  windowMs: number;
  timeLimitMs: number;
  seed: number;
  pin: boolean;
  given: Given;
  /** How many hosts there are to be, this one included. */
  hosts: number;
}

/** Of one cell, as a record takes them. */
export const MOST_FORKS = 1_000;
export const ROUNDS = 5;
/** A fork's start costs more than its windows: the many short forks that comparisons need are a quarter of a second each. */
export const WINDOW_MS = 20;
/** With half as much a round of the fastest counter would pass 2^31 increments, and its losses could not be told. */
export const LONGEST_WINDOW_MS = 500;
/** Time slices are milliseconds long: with more contenders than cores a fork's windows hold many of them. */
export const OVERSUBSCRIBED_MS = 1_000;

/**
 * What processes share is slow, and each may wait for milliseconds: their windows are long, and few, so that a fork takes
 * no longer than those of threads that outnumber the cores.
 */
export const PROCESS_WINDOW_MS = 500;
export const PROCESS_ROUNDS = 2;

/** Windows of a fork. */
export const roundsIn = (world: World): number => (isRemoteWorld(world) ? PROCESS_ROUNDS : ROUNDS);

/**
 * Whether a strategy can be given such work to do. An actor's section is its owner's, and a store's is its own, where
 * contend cannot put any; the work generator is JavaScript, so that a program has none; only a lock has a section to read
 * in, only a store takes an increment before the one before has ended, and only to a server is there a distance.
 */
export function canWork(
  { kind, pipelined }: Pick<Entry, 'kind' | 'pipelined'>,
  world: World,
  { insideNs, outsideNs, readsPerWrite, inFlight, distanceMs }: WorkloadSpec,
): boolean {
  if (readsPerWrite > 0 && kind !== 'lock' && kind !== 'async-lock') return false;
  if (inFlight > 1 && pipelined !== true) return false;
  if (distanceMs !== null && world !== 'machines') return false;
  return (
    ((kind !== 'actor' && kind !== 'store') || insideNs === 0) && (kind !== 'program' || insideNs + outsideNs === 0)
  );
}

function absencesOf(entry: Entry, runtimes: readonly Runtime[]): Absence[] {
  const absences = runtimes.flatMap((runtime) => {
    const reason = lackOf(entry, runtime);
    return reason === undefined ? [] : [{ entry, runtime: runtime.label, reason }];
  });
  const [first] = absences;
  const everywhere = absences.length === runtimes.length && absences.every(({ reason }) => reason === first?.reason);
  return first !== undefined && everywhere ? [{ entry, reason: first.reason }] : absences;
}

/**
 * @param cores how many this process may use
 * @throws Failure for settings that leave nothing to measure
 */
export function plan(
  settings: Settings,
  catalogue: readonly Entry[],
  runtimes: readonly Runtime[],
  cores: number,
): Plan {
  const {
    profile,
    worlds,
    threads,
    tasks,
    processes,
    machines,
    swept,
    mostlyRead,
    workloads,
    forks,
    windowMs,
    timeLimitMs,
    seed,
    pin,
    given,
    hosts,
  } = settings;
  const strategies = settings.strategies === undefined ? catalogue : select(catalogue, settings.strategies);
  const wanted = (entry: Entry, world: World) =>
    entry.runsIn.includes(world) && (settings.strategies !== undefined || profile.includes(entry, world));
  const absent = strategies
    .filter((entry) => worlds.some((each) => wanted(entry, each)))
    .flatMap((entry) => absencesOf(entry, runtimes));
  const oversubscribed = Math.max(windowMs, OVERSUBSCRIBED_MS / ROUNDS);
  const windowOf = (world: World, crowded: boolean): number => {
    if (isRemoteWorld(world)) return Math.max(windowMs, PROCESS_WINDOW_MS);
    return crowded ? oversubscribed : windowMs;
  };
  const contendersUnder = ({ name }: WorkloadSpec) => {
    if (isSweep(name)) return swept;
    return isMostlyRead(name) ? mostlyRead : { threads, tasks, processes, machines };
  };
  const cells: PlannedCell[] = [];
  for (const workload of workloads) {
    for (const world of worlds) {
      if (settings.profilesWork && world === 'machines' && workload.insideNs + workload.outsideNs > 0) continue;
      for (const contenders of contendersUnder(workload)[world]) {
        for (const entry of strategies.filter((each) => wanted(each, world) && canWork(each, world, workload))) {
          const crowded = world === 'threads' && contenders > cores;
          const promised = entry.promises.includes(world);
          // Of another host's distance contend knows nothing, nor has it a server of its own that others could reach.
          if (hosts > 1 && (workload.distanceMs !== null || given[entry.needs as Engine] === undefined)) continue;
          const all = { contenders: hosts * contenders, windowMs: windowOf(world, crowded) };
          const cell = { entry, world, workload, promised, ...all };
          const able = runtimes.filter((runtime) => lackOf(entry, runtime) === undefined);
          cells.push(...able.map((runtime) => ({ ...cell, runtime })));
        }
      }
    }
  }
  if (cells.length === 0 && absent.length > 0) {
    throw new Failure('absent', `nothing to measure: ${absences(absent).join('; ')}`, STATUS.host);
  }
  if (cells.length === 0) {
    throw new Failure(
      'empty-plan',
      'nothing to measure: none of these strategies runs in these worlds under these workloads; see contend list',
    );
  }
  return { profile, cells, absent, workloads, forks, rounds: ROUNDS, windowMs, timeLimitMs, seed, pin, given, hosts };
}
