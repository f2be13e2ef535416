/** What a run will measure: the cells, how each of their forks is timed, and how long it all takes. */
import { ENGINES, type Engine, isRemoteWorld, WORLDS, type World } from '@contend/counter';
import { WAITS_WARM_UP } from '@contend/harness';
import { type CellIdentity, isMostlyRead, isSweep } from '@contend/record';
import { type Absence, absences, type Entry, lackOf, select } from '../catalogue/catalogue.ts';
import type { Runtime } from '../catalogue/runtime.ts';
import { Failure, STATUS } from '../cli/failure.ts';
import { amount, listed, wholeNumber } from '../cli/flags.ts';
import { boardPlace } from '../join/introduction.ts';
import { PROFILES, type Profile } from './profile.ts';
import type { Given } from './servers.ts';
import { custom, NAMED_WORKLOADS, type WorkloadSpec } from './workload.ts';

/** The flags of `run`, as typed. */
export interface RunFlags {
  profile: string;
  worlds?: string;
  strategies?: string;
  threads?: string;
  tasks?: string;
  processes?: string;
  machines?: string;
  hosts?: string;
  redis?: string;
  postgres?: string;
  etcd?: string;
  nats?: string;
  workloads?: string;
  inside?: string;
  outside?: string;
  forks?: string;
  window?: string;
  timeLimit: string;
  seed?: string;
  pin: boolean;
}

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

/** What is measured unless the flags name worlds. */
const USUAL_WORLDS: readonly World[] = ['tasks', 'threads'];
const MOST_THREADS = 256;
const MOST_PROCESSES = 64;
const MOST_TASKS = 10_000;
const MOST_HOSTS = 32;
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

/** 1, half, all and twice the cores, without repeats. */
function threadCounts(cores: number): number[] {
  return [...new Set([1, Math.max(1, Math.floor(cores / 2)), cores, 2 * cores])];
}

function counts(flag: string, text: string | undefined, most: number, otherwise: readonly number[]): number[] {
  if (text === undefined) return [...otherwise];
  const numbers = listed(flag, text).map((part) => wholeNumber(flag, part, 1, most));
  return [...new Set(numbers)].sort((a, b) => a - b);
}

function named<T extends { name: string }>(flag: string, text: string, all: readonly T[]): T[] {
  return [...new Set(listed(flag, text))].map((name) => {
    const found = all.find((each) => each.name === name);
    if (found !== undefined) return found;
    const names = all.map((each) => each.name).join(', ');
    throw new Failure(
      'flag',
      `${flag} ${JSON.stringify(text)}: there is no ${JSON.stringify(name)}; there are ${names}`,
    );
  });
}

function workloadsOf(flags: RunFlags, profile: Profile): WorkloadSpec[] {
  const { inside, outside, workloads } = flags;
  if (inside === undefined && outside === undefined) {
    if (workloads === undefined) return [...profile.workloads];
    return [...new Set(named('--workloads', workloads, NAMED_WORKLOADS).flatMap((each) => each.workloads))];
  }
  if (workloads !== undefined) {
    throw new Failure('flag', '--workloads and --inside/--outside exclude each other; give one of them');
  }
  const ns = (flag: string, text: string) => amount(flag, text, 0, 1e9);
  return [custom(ns('--inside', inside ?? '0'), ns('--outside', outside ?? '0'))];
}

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

function givenIn(flags: RunFlags): Given {
  return Object.fromEntries(
    ENGINES.flatMap((engine) => {
      const url = flags[engine];
      return url === undefined ? [] : [[engine, url]];
    }),
  );
}

/** What flags ask for, before it is known which strategies there are. */
export interface Settings {
  profile: Profile;
  worlds: World[];
  /** Globs; undefined: the profile's. */
  strategies: string | undefined;
  threads: number[];
  tasks: number[];
  processes: number[];
  machines: number[];
  /** What a sweep takes instead, and what is mostly read. */
  swept: Record<World, number[]>;
  mostlyRead: Record<World, number[]>;
  workloads: WorkloadSpec[];
  /** Whether they are the profile's: its microseconds of work would not show beside a way to a server and back. */
  profilesWork: boolean;
  forks: number | undefined;
  windowMs: number;
  timeLimitMs: number;
  seed: number;
  pin: boolean;
  given: Given;
  hosts: number;
}

/**
 * @param cores how many this process may use
 * @throws Failure for a flag that cannot be
 */
export function settingsOf(flags: RunFlags, cores: number): Settings {
  const [profile] = named('--profile', flags.profile, PROFILES) as [Profile];
  const worlds = WORLDS.map((name) => ({ name }));
  const threads = counts('--threads', flags.threads, MOST_THREADS, threadCounts(cores));
  const tasks = counts('--tasks', flags.tasks, MOST_TASKS, [1, 64]);
  return {
    profile,
    worlds:
      flags.worlds === undefined ? [...USUAL_WORLDS] : named('--worlds', flags.worlds, worlds).map(({ name }) => name),
    strategies: flags.strategies,
    threads,
    tasks,
    processes: counts('--processes', flags.processes, MOST_PROCESSES, [Math.max(2, cores)]),
    machines: counts('--machines', flags.machines, MOST_PROCESSES, [Math.max(2, cores)]),
    // A sweep asks where contenders that work at the same time saturate a lock. So it takes threads, since the tasks of an
    // event loop take turns, and unless told as many as there are cores: every other number costs as many cells again.
    swept: { threads: flags.threads === undefined ? [cores] : threads, tasks: [], processes: [], machines: [] },
    // Asks whether readers gain by being inside together, for which they must be as many as can be.
    mostlyRead: {
      threads: flags.threads === undefined ? [cores] : threads,
      tasks: flags.tasks === undefined ? tasks.slice(-1) : tasks,
      processes: [],
      machines: [],
    },
    workloads: workloadsOf(flags, profile),
    profilesWork: [flags.workloads, flags.inside, flags.outside].every((flag) => flag === undefined),
    forks: flags.forks === undefined ? profile.forks : wholeNumber('--forks', flags.forks, 1, MOST_FORKS),
    windowMs: flags.window === undefined ? WINDOW_MS : amount('--window', flags.window, 1, LONGEST_WINDOW_MS),
    timeLimitMs: amount('--time-limit', flags.timeLimit, 1, 3_600) * 1_000,
    seed:
      flags.seed === undefined
        ? Math.floor(Math.random() * 2 ** 32)
        : wholeNumber('--seed', flags.seed, 0, 2 ** 32 - 1),
    pin: flags.pin,
    given: givenIn(flags),
    hosts: hostsIn(flags),
  };
}

/** @throws Failure for hosts that could not meet */
function hostsIn(flags: RunFlags): number {
  if (flags.hosts === undefined) return 1;
  const hosts = wholeNumber('--hosts', flags.hosts, 2, MOST_HOSTS);
  if (flags.worlds !== 'machines')
    throw new Failure('flag', '--hosts: several hosts meet at a server; add --worlds machines');
  if (boardPlace(givenIn(flags)) === undefined)
    throw new Failure(
      'flag',
      '--hosts: hosts meet at a server that all of them reach; give --redis URL or --postgres URL',
    );
  return hosts;
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

/** ms that a fork takes besides its windows: starting a process with its threads, loading, warming up. */
const START_MS = 150;
const PER_THREAD_MS = 20;
/** A process that shares cores with others that start. */
const PER_PROCESS_MS = 250;
const WARM_UP_MS = 100;

function forkMs({ world, contenders, windowMs }: PlannedCell): number {
  const processes = isRemoteWorld(world) ? contenders : 0;
  const threads = world === 'threads' ? contenders : 1;
  return START_MS + PER_THREAD_MS * threads + PER_PROCESS_MS * processes + WARM_UP_MS + roundsIn(world) * windowMs;
}

/** About how many ms one block takes, by what forks took where contend was made; `run` corrects it as it goes. */
export function blockMs({ cells }: Plan): number {
  return cells.reduce((sum, cell) => sum + forkMs(cell), 0);
}

/** About how many ms the first block takes on top, for its audits: of the section in a window, of waits in all rounds' time. */
export function auditMs({ cells }: Plan): number {
  return cells.reduce((sum, { world, windowMs }) => sum + (1 + (1 + WAITS_WARM_UP) * roundsIn(world)) * windowMs, 0);
}

/** About how many blocks the budget holds. */
export function expectedBlocks(plan: Plan): number {
  if (plan.forks !== undefined) return plan.forks;
  return Math.max(1, Math.floor((plan.profile.budgetS * 1_000 - auditMs(plan)) / blockMs(plan)));
}
