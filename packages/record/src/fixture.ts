/**
 * Synthetic records for tests and for looking at pictures: plausible figures from a seed, measured by nobody. Summaries
 * are made as those of a real record are.
 */
import { seeded } from '@contend/stats';
import { isServed } from './contenders.ts';
import { isDistance } from './distance.ts';
import { SYNTHETIC_CELLS } from './fixture-cells.ts';
import { isMostlyRead } from './mostly-read.ts';
import {
  type ContendRecord,
  type EngineRecord,
  type Fork,
  type Host,
  METHOD,
  type MeasuredRuntime,
  SCHEMA_VERSION,
  type Verdict,
  type Workload,
} from './schema.ts';
import { type RawCell, summariseRecord } from './summary.ts';
import { isSweep } from './sweep.ts';

export { SERVED_CELLS, SYNTHETIC_CELLS } from './fixture-cells.ts';

/** How a synthetic cell behaves. */
export interface SyntheticCell {
  strategy: string;
  world: 'tasks' | 'threads' | 'processes' | 'machines';
  contenders: number;
  /** Median ns per increment of the whole system. */
  ns: number;
  /** Default `exact`. What crashed, hung or was refused has one fork and no rounds. */
  verdict?: Verdict;
  /** Share of the updates that a `lost-updates` cell loses; default 0.2. */
  lostShare?: number;
  /** Spread between forks, as a standard deviation relative to `ns`; default 0.05. */
  noise?: number;
  /** ns; default 20 times `ns`. */
  longestGap?: number;
  /** Hand-offs per operation, 0 to 1; default 0.1. */
  handoffs?: number;
  /**
   * What each thread did with its time: the share that it used of it, and its context switches in a second. Default: the
   * threads share one core, and no switches are known.
   */
  threads?: { busy: number; voluntary: number; involuntary: number };
  /** Default: what `verdict` is, `exact` being promised. */
  promised?: boolean;
  guest?: boolean;
  /**
   * `hot`, `pipelined` and `distance-Nms` do no work, `sweep-N` 100 ns inside and N ns outside, any other 100 ns inside and
   * 1 µs outside.
   */
  workload?: string;
  runtime?: string;
  pinned?: boolean;
  /** Only in the worlds `processes` and `machines`: attempts per increment that were refused; default 0. */
  refused?: number;
  /** Attempts of each fork that may have counted; default 0, or 3 of what is `within`. */
  unknown?: number;
  /** By how much a fork of an `over-counted` cell counts too many; default 5. */
  over?: number;
  /** To the server and back, per increment; default: not counted. */
  roundTrips?: number;
}

export interface SyntheticRecord {
  cells?: readonly SyntheticCell[];
  /** Forks of every cell; default 20, enough for ranks. */
  blocks?: number;
  seed?: number;
}

const HOST: Host = {
  cpu: { vendor: 'Synthetic', model: 'Imaginary 2-Core', signature: null },
  sockets: 1,
  cores: 2,
  threadsPerCore: 1,
  caches: { l1d: 65_536, l1i: 65_536, l2: 2_097_152, l3: 33_554_432 },
  availableParallelism: 2,
  allowedCores: [0, 1],
  cgroupQuota: null,
  memoryBytes: 8_589_934_592,
  os: { platform: 'linux', name: 'Synthetic Linux', release: '1' },
  kernel: '6.0.0',
  arch: 'x64',
  governor: null,
  virtualised: 'KVM',
};

const RUNTIME = { name: 'node', version: '26.10.0', engine: 'v8 14.0', flags: [] };
const ENGINE: EngineRecord = {
  name: 'redis',
  version: '7.0.15',
  durability: { appendonly: 'yes', appendfsync: 'everysec' },
  roundTripNs: 60_000,
  madeHow: 'loopback',
};

const ROUNDS = 3;
const WINDOW_MS = 50;
/** The ramps before and after a window count too. */
const RAMPS = 1.1;
/** ms from the start of one fork to that of the next. */
const FORK_MS = 250;
const STARTED_AT = '2026-01-02T03:04:05.000Z';

/** The same arguments give the same record. */
export function syntheticRecord({
  cells = SYNTHETIC_CELLS,
  blocks = 20,
  seed = 1,
}: SyntheticRecord = {}): ContendRecord {
  const random = seeded(seed);
  return {
    schemaVersion: SCHEMA_VERSION,
    method: METHOD,
    startedAt: STARTED_AT,
    finishedAt: new Date(Date.parse(STARTED_AT) + Math.max(180_000, cells.length * blocks * FORK_MS)).toISOString(),
    partial: false,
    suite: { version: '0.1.0', commit: '0123456789abcdef0123456789abcdef01234567', dirty: false },
    host: structuredClone(HOST),
    runtime: structuredClone(RUNTIME),
    runtimes: [...new Set(['node', ...cells.map(({ runtime = 'node' }) => runtime)])].map(runtimeCalled),
    engines: cells.some(({ world }) => world === 'machines') ? [ENGINE] : [],
    hosts: [],
    plan: {
      profile: 'standard',
      seed,
      argv: ['run'],
      blocks,
      rounds: ROUNDS,
      windowMs: WINDOW_MS,
      timeLimitS: 10,
      nsPerStep: 1,
      calibration: [],
      workloads: [...new Set(['hot', ...cells.map((cell) => cell.workload ?? 'hot')])].map(workloadOf),
    },
    cells: summariseRecord(cells.map((cell, i) => rawCell(cell, i, cells.length, blocks, random))),
    faults: null,
    warnings: [{ code: 'virtualised', message: 'this is a virtual machine (KVM)', mend: 'compare only within a run' }],
  };
}

/** Node comes first, under whatever label. */
function runtimeCalled(label: string, index: number): MeasuredRuntime {
  const which =
    index === 0 ? structuredClone(RUNTIME) : { ...RUNTIME, name: label.split(' ')[0] as string, engine: 'imaginary' };
  return { ...which, label, clockStepNs: 40, pinnedBy: 'taskset', cpuTime: 'process.threadCpuUsage', absent: [] };
}

function workloadOf(name: string): Workload {
  const idle = name === 'hot' || name === 'pipelined' || isDistance(name);
  const insideNs = idle ? 0 : 100;
  const outsideNs = idle ? 0 : isSweep(name) ? Number(/\d+$/.exec(name)?.[0]) : 1_000;
  const readsPerWrite = isMostlyRead(name) ? Number(/\d+$/.exec(name)?.[0]) - 1 : 0;
  const inFlight = name === 'pipelined' ? 16 : 1;
  const distanceMs = isDistance(name) ? Number(/\d+/.exec(name)?.[0]) : null;
  return {
    name,
    insideNs,
    outsideNs,
    readsPerWrite,
    insideSteps: insideNs,
    outsideSteps: outsideNs,
    inFlight,
    distanceMs,
  };
}

function rawCell(cell: SyntheticCell, index: number, howMany: number, blocks: number, random: () => number): RawCell {
  const { strategy, world, contenders, ns, verdict = 'exact', handoffs = 0.1, workload = 'hot' } = cell;
  const stopped = !hasRounds(verdict);
  const wait = contenders === 1 ? ns : ns * contenders;
  const operations = 40_000;
  const served = isServed(world);
  const waits = { p50: wait, p90: 2 * wait, p99: 4 * wait, p999: 9 * wait, max: 30 * wait };
  return {
    strategy,
    strategyVersion: cell.guest ? '1.0.0' : '0.1.0',
    guest: cell.guest ?? false,
    world,
    contenders,
    workload,
    runtime: cell.runtime ?? 'node',
    engine: world === 'machines' ? ENGINE.name : null,
    hosts: null,
    pinned: cell.pinned ?? true,
    promised: cell.promised ?? true,
    wait: stopped || served ? null : waits,
    waitByTime:
      stopped || served ? null : { p50: 2 * wait, p90: 5 * wait, p99: 20 * wait, p999: 29 * wait, max: 30 * wait },
    latency: stopped || !served ? null : waits,
    reproduce: `npx contend run --strategies ${strategy} --worlds ${world} --${world} ${contenders} --workloads ${workload}`,
    explored: null,
    audit: stopped
      ? null
      : {
          operations,
          overlaps: served || strategy.startsWith('atomic/') ? null : verdict === 'exact' ? 0 : 37,
          torn: served || strategy.startsWith('atomic/') ? null : verdict === 'exact' ? 0 : 2,
          duplicates: verdict === 'lost-updates' ? 120 : 0,
          gaps: 0,
          handoffs: contenders === 1 ? 0 : Math.round(handoffs * operations),
          slowdown: 2.5,
          waitSlowdown: 1.2,
          waitSamples: operations / 64,
          unknown: served ? 0 : null,
          roundTrips: cell.roundTrips ?? null,
        },
    // A cell that hung is not tried again: it would cost its time limit in every block.
    forks: Array.from({ length: stopped ? 1 : blocks }, (_, block) =>
      fork(cell, block, (block * howMany + index) * FORK_MS, verdict, random),
    ),
  };
}

function hasRounds(verdict: Verdict): boolean {
  return ['exact', 'within', 'lost-updates', 'over-counted', 'overlap'].includes(verdict);
}

function fork(cell: SyntheticCell, block: number, at: number, verdict: Verdict, random: () => number): Fork {
  const { contenders, noise = 0.05, lostShare = 0.2 } = cell;
  const ns = cell.ns * Math.exp(noise * normal(random));
  const rounds = Array.from({ length: hasRounds(verdict) ? ROUNDS : 0 }, () => {
    const total = (WINDOW_MS * 1e6) / (ns * Math.exp((noise / 5) * normal(random)));
    const shares = Array.from({ length: contenders }, () => 0.5 + random());
    const whole = shares.reduce((sum, share) => sum + share, 0);
    return {
      ms: WINDOW_MS,
      increments: shares.map((share) => (total * share) / whole),
      longestGap: (cell.longestGap ?? 20 * cell.ns) * (0.5 + random()),
      overlap: contenders === 1 ? 1 : 0.9 + 0.1 * random(),
    };
  });
  const inside = rounds.reduce((sum, round) => sum + round.increments.reduce((a, b) => a + b, 0), 0);
  const all = Math.ceil(inside * RAMPS) + contenders;
  const writes = workloadOf(cell.workload ?? 'hot').readsPerWrite + 1;
  const operations = Math.ceil(all / writes);
  const lost = verdict === 'lost-updates' ? Math.max(1, Math.floor(operations * lostShare)) : 0;
  const unknown = cell.unknown ?? (verdict === 'within' ? 3 : 0);
  return {
    block,
    at,
    verdict,
    reason: verdict === 'deadlock' ? 'no progress and no CPU time for 10 s' : null,
    rounds,
    operations,
    observed: operations - lost + (verdict === 'over-counted' ? unknown + (cell.over ?? 5) : 0),
    failed: isServed(cell.world) ? { refused: Math.round(operations * (cell.refused ?? 0)), unknown } : null,
    reads: writes === 1 ? null : { operations: all - operations, torn: verdict === 'overlap' ? 3 : 0 },
    ...usage(cell, rounds.length === 0),
    pingPongNs: 90 * Math.exp(0.1 * normal(random)),
    steal: 0.01 * random(),
    workDrift: null,
  };
}

function usage(
  { world, contenders, threads }: SyntheticCell,
  stopped: boolean,
): Pick<Fork, 'cpuNs' | 'contextSwitches'> {
  if (stopped) return { cpuNs: null, contextSwitches: null };
  const each = <T>(value: T): T[] => Array(world === 'tasks' ? 1 : contenders).fill(value);
  const ms = WINDOW_MS * ROUNDS * RAMPS;
  if (threads === undefined) return { cpuNs: each((ms * 1e6) / contenders), contextSwitches: null };
  const switches = (perSecond: number): number[] => each(Math.round((perSecond * ms) / 1e3));
  return {
    cpuNs: each(threads.busy * ms * 1e6),
    contextSwitches: { voluntary: switches(threads.voluntary), involuntary: switches(threads.involuntary) },
  };
}

/** Standard normal, by Box and Muller's transform (Annals of Mathematical Statistics 29(2), 1958). */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
