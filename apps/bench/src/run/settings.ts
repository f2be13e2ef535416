/** What the flags of a run ask for, before it is known which strategies there are. */
import { ENGINES, WORLDS, type World } from '@contend/counter';
import { Failure } from '../cli/failure.ts';
import { amount, listed, wholeNumber } from '../cli/flags.ts';
import { boardPlace } from '../join/introduction.ts';
import { LONGEST_WINDOW_MS, MOST_FORKS, WINDOW_MS } from './plan.ts';
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

/** What is measured unless the flags name worlds. */
const USUAL_WORLDS: readonly World[] = ['tasks', 'threads'];
const MOST_THREADS = 256;
const MOST_PROCESSES = 64;
const MOST_TASKS = 10_000;
const MOST_HOSTS = 32;

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
