/**
 * What a record is: the one source of the format, from which types and JSON Schema are made.
 *
 * Units are in the names or stated: `ns` nanoseconds, `ms` milliseconds, throughput in increments per second of the whole
 * system. What was not measured is `null`, never 0.
 */
import * as z from 'zod';

export const SCHEMA_VERSION = 2;
/** Those that are read. The first has no `runtimes`. */
const READ_VERSIONS = [1, SCHEMA_VERSION] as const;
/** Version of the formulas that make summaries out of rounds; a reader recomputes only its own. */
export const METHOD = '1';

const count = z.number().int().nonnegative();
const amount = z.number().nonnegative();
const text = z.string().max(2_000);
const name = z.string().max(200);

/** Median with its exact 95 % order-statistic interval over forks; no interval below six forks. */
const estimate = z.strictObject({ median: amount, low: amount.nullable(), high: amount.nullable() });
const percentiles = z.strictObject({ p50: amount, p90: amount, p99: amount, p999: amount, max: amount });
/** `null`: below the step of the runtime's clock. */
const untimed = amount.nullable();
const waits = z.strictObject({ p50: untimed, p90: untimed, p99: untimed, p999: untimed, max: untimed });

/**
 * `within` and `over-counted` only where an increment's outcome can be unknown, since its acknowledgement has to travel: the
 * count is as high as what was acknowledged, and no higher than with all of those that are unknown; or it is higher.
 */
export const VERDICTS = [
  'exact',
  'within',
  'lost-updates',
  'over-counted',
  'overlap',
  'deadlock',
  'time-limit',
  'crashed',
  'rejected',
] as const;
export const verdict = z.enum(VERDICTS);

/**
 * One timed window. Increments are those inside it, one number a contender, interpolated at both edges; under a workload
 * that reads, reads count as well.
 */
const round = z.strictObject({
  ms: z.number().positive(),
  increments: z.array(amount).max(10_000),
  /** ns between two batch ends of one contender, the longest of all contenders. */
  longestGap: amount,
  /** Share of the time from the first contender's entry to the last one's leave in which all were inside their loops. */
  overlap: z.number().min(0).max(1),
});

/** One fresh process: the sampling unit. */
const fork = z.strictObject({
  /** Forks with the same block number were measured next to each other in time. */
  block: count,
  /** ms from the start of the run to the start of the fork. */
  at: amount,
  verdict,
  /** Why the verdict is not `exact`: the strategy's own words where it threw some. */
  reason: text.nullable(),
  rounds: z.array(round).max(10_000),
  /** Increments acknowledged to all contenders, ramps included, and by how much the count rose. What it lacks was lost. */
  operations: count,
  observed: count,
  /**
   * Attempts that were not acknowledged, which surely did not count, or may have. `null` where contenders share memory, and
   * an increment that fails ends the fork.
   */
  failed: z.strictObject({ refused: count, unknown: count }).nullable().default(null),
  /** Reads of all contenders, ramps included, and those that saw a write under way; `null` where the workload has none. */
  reads: z.strictObject({ operations: count, torn: count }).nullable().default(null),
  /** CPU time of each thread, an actor's owner last, over all rounds, ramps included. Tasks share one thread. */
  cpuNs: z.array(amount).nullable(),
  contextSwitches: z.strictObject({ voluntary: z.array(count), involuntary: z.array(count) }).nullable(),
  /** ns for a word to go to another core and back, just before the fork. */
  pingPongNs: amount.nullable(),
  /** Share of the host's CPU time that the hypervisor took, during the fork. */
  steal: z.number().min(0).max(1).nullable(),
  /** How long the calibrated work took in this fork, relative to the run's calibration. */
  workDrift: amount.nullable(),
});

/** A separate pass that watches every operation, so that its cost touches no timing. */
const audit = z.strictObject({
  operations: count,
  /** Entries into the section while another contender was inside; `null` where contend cannot see a section. */
  overlaps: count.nullable(),
  /** Times the section saw half of another contender's two-word write. */
  torn: count.nullable(),
  /** Hit numbers given to more than one increment; `null`, as the next two, where the strategy numbers no hits. */
  duplicates: count.nullable(),
  /** Hit numbers never given, below the highest that was. */
  gaps: count.nullable(),
  /** Times that a hit's contender was another than the hit's before. */
  handoffs: count.nullable(),
  /** How many times slower the cell ran while its sections and hit numbers were watched, and while waits were timed. */
  slowdown: amount.nullable(),
  waitSlowdown: amount.nullable(),
  waitSamples: count,
  /** Attempts in the watched window that may have counted; `null` where there can be none. */
  unknown: count.nullable().default(null),
  /** To the server and back, per increment, where there is a server. */
  roundTrips: amount.nullable().default(null),
});

const EXPLORED = ['no violation', 'violation', 'not checkable', 'gave up'] as const;

/** What exploring every schedule of the strategy's own source told, up to a bound: never that it is correct. */
const explored = z.strictObject({
  verdict: z.enum(EXPLORED),
  /** The largest bound of which every schedule was explored; `null` when none was. */
  reached: z
    .strictObject({ contenders: z.number().int().positive(), increments: z.number().int().positive() })
    .nullable(),
  states: count,
  /** Whose source was explored: the strategy's own id, or its twin's in JavaScript. */
  source: name,
  /** One sentence. */
  says: text,
});

export const cell = z.strictObject({
  strategy: name,
  strategyVersion: name,
  guest: z.boolean(),
  world: name,
  contenders: z.number().int().positive(),
  workload: name,
  runtime: name,
  /** At whose server its contenders met. */
  engine: name.nullable().default(null),
  /** Seats of the hosts that its contenders are on, as many of each, in this order; `null`: all are on the record's. */
  hosts: z.array(count).max(100).nullable().default(null),
  pinned: z.boolean(),
  verdict,
  reason: text.nullable(),
  promised: z.boolean(),
  expected: count,
  observed: count,
  lost: count,
  /** Attempts of all forks that were not acknowledged, as a fork's `failed` has them. */
  refused: count.nullable().default(null),
  unknown: count.nullable().default(null),
  throughput: estimate.nullable(),
  nsPerIncrement: estimate.nullable(),
  cpuNsPerIncrement: amount.nullable(),
  fairness: z.strictObject({ jain: z.number().min(0).max(1).nullable(), handoffsPerMillion: amount.nullable() }),
  /** ns that one acquisition waited, per operation, and weighted by the time waited. */
  wait: waits.nullable(),
  waitByTime: waits.nullable(),
  /** ns from the beginning of an increment to its acknowledgement, where contenders share no memory. */
  latency: percentiles.nullable().default(null),
  longestGap: amount.nullable(),
  overlap: z.number().min(0).max(1).nullable(),
  /** The smallest relative difference that would have been called with 80 % power: 0.05 is 5 %. */
  minimumDetectableChange: amount.nullable(),
  rank: z.number().int().positive().nullable(),
  reproduce: text,
  explored: explored.nullable().default(null),
  audit: audit.nullable(),
  forks: z.array(fork).max(100_000),
});

export const FAULTS = [
  'throw',
  'terminate',
  'kill',
  'forget',
  'stall',
  'crowd',
  'drop',
  'partition',
  'server-kill',
  'failover',
] as const;
export const OUTCOMES = ['recovered', 'reported', 'stuck', 'wrong-count'] as const;

/** What became of a strategy's contenders after something went wrong on purpose. */
const fault = z.strictObject({
  strategy: name,
  strategyVersion: name,
  guest: z.boolean(),
  world: name,
  contenders: z.number().int().positive(),
  runtime: name,
  fault: z.enum(FAULTS),
  outcome: z.enum(OUTCOMES),
  /** What the strategy states; `null` where it states nothing, and so breaks no promise. */
  expected: z.enum(OUTCOMES).nullable(),
  /** From the fault until the others went on, or until it was detected that they do not. */
  seconds: amount.nullable(),
  /** Increments whose return was seen, and by how much the count rose; `null` when nobody was left to read it. */
  operations: count.nullable(),
  observed: count.nullable(),
  /** Increments of which nobody knows whether they counted: those of a contender that was ended in the middle included. */
  unknown: count.nullable().default(null),
  /** How often it was made, and how many of those trials ended so; the figures are of one of them. */
  trials: z.number().int().positive().default(1),
  alike: z.number().int().positive().default(1),
  reason: text.nullable(),
  reproduce: text,
});

const workload = z.strictObject({
  name,
  insideNs: amount,
  outsideNs: amount,
  /** Reads of each contender between two of its increments. */
  readsPerWrite: count.default(0),
  /** Steps of the work generator that take so long on this host. */
  insideSteps: count,
  outsideSteps: count,
  /** Increments of one contender that are under way at a time. */
  inFlight: z.number().int().positive().default(1),
  /** ms by which a proxy lengthens the way to the server and back; 0: the proxy alone. `null`: there is none. */
  distanceMs: amount.nullable().default(null),
});

/** A server at which contenders met. */
export const engine = z.strictObject({
  name,
  version: name,
  /** What decides whether an acknowledged hit outlives a crash, as the server told it. */
  durability: z.record(name, name),
  /** ns, median, of the least that it can be asked. */
  roundTripNs: amount.nullable(),
  /** `loopback`: contend's own, on this machine, for this run. `given`: the user's, wherever it is. */
  madeHow: z.enum(['loopback', 'given']),
});

export const host = z.strictObject({
  cpu: z.strictObject({
    vendor: name,
    model: name,
    /** x86: family and model of CPUID, which tell processors apart whose name a hypervisor withholds; else `null`. */
    signature: name.nullable().default(null),
  }),
  sockets: count.nullable(),
  cores: count.nullable(),
  threadsPerCore: amount.nullable(),
  /** Bytes. */
  caches: z.strictObject({ l1d: count.nullable(), l1i: count.nullable(), l2: count.nullable(), l3: count.nullable() }),
  availableParallelism: count,
  /** The cores that this process may run on, where the system says. */
  allowedCores: z.array(count).nullable(),
  /** Cores' worth of CPU time that its control group grants; `null` without a limit. */
  cgroupQuota: amount.nullable(),
  memoryBytes: count,
  os: z.strictObject({ platform: name, name, release: name }),
  kernel: name,
  arch: name,
  governor: name.nullable(),
  /** The hypervisor's name, 'no', or `null` where it cannot be told. */
  virtualised: name.nullable(),
});

/** A host of a run of several. */
export const joinedHost = z.strictObject({
  /** By which cells name it; the record's own is 0. `null`: it got none. */
  seat: count.nullable(),
  host,
  runtime: z.strictObject({ name, version: name, engine: name }),
  /** `true`: on the record's own host, in a namespace or a container. `null`: it cannot be told, or it is that host. */
  sharesKernel: z.boolean().nullable(),
  /** ns, median, of the least that the server can be asked by which hosts agree on times. */
  roundTripNs: amount,
  /** ms by which its clock may be off that server's. */
  clockErrorMs: amount,
  /** `gone`: in the middle; what is measured after that is without it. `late`, `refused`: it got no seat. */
  state: z.enum(['present', 'gone', 'refused', 'late']),
  reason: text.nullable(),
});

const runtime = z.strictObject({ name, version: name, engine: name, flags: z.array(text) });

const measuredRuntime = runtime.extend({
  label: name,
  /** ns between two readings of its clock that differ, at the least. */
  clockStepNs: amount,
  /** What pinned its threads; `null` where nothing did. */
  pinnedBy: name.nullable(),
  /** Where a thread's CPU time comes from; `null` where it cannot be had. */
  cpuTime: name.nullable(),
  /** What would have been measured there if it had what that needs. */
  absent: z.array(z.strictObject({ strategy: name, reason: text })).max(10_000),
});

export const record = z.strictObject({
  schemaVersion: z.literal(READ_VERSIONS),
  method: name,
  /** ISO 8601, UTC. */
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  /** True: the run was interrupted; what is here was measured. */
  partial: z.boolean(),
  suite: z.strictObject({ version: name, commit: name.nullable(), dirty: z.boolean().nullable() }),
  host,
  /** The first of those below. */
  runtime,
  /** Each that was measured, by what its cells call it. */
  runtimes: z.array(measuredRuntime).max(100).default([]),
  engines: z.array(engine).max(20).default([]),
  /** Those of a run of several, the record's own first; empty where it is alone. */
  hosts: z.array(joinedHost).max(100).default([]),
  plan: z.strictObject({
    profile: name,
    seed: count,
    /** As typed, file names without their folders. */
    argv: z.array(text),
    blocks: count,
    rounds: count,
    windowMs: z.number().positive(),
    timeLimitS: z.number().positive(),
    /** ns that a step of the work generator takes, uncontended. */
    nsPerStep: z.number().positive().nullable(),
    /** The same for each runtime, by what its cells call it; `nsPerStep` above and the steps below are the first one's. */
    calibration: z
      .array(z.strictObject({ runtime: name, nsPerStep: z.number().positive() }))
      .max(100)
      .default([]),
    workloads: z.array(workload),
  }),
  cells: z.array(cell).max(100_000),
  /** `null`: not asked for (`--faults`). */
  faults: z.array(fault).max(10_000).nullable().default(null),
  warnings: z.array(z.strictObject({ code: name, message: text, mend: text.nullable() })),
});

export type ContendRecord = z.infer<typeof record>;
export type Cell = z.infer<typeof cell>;
export type Fork = z.infer<typeof fork>;
export type Round = z.infer<typeof round>;
export type Audit = z.infer<typeof audit>;
export type Host = z.infer<typeof host>;
export type Estimate = z.infer<typeof estimate>;
export type Percentiles = z.infer<typeof percentiles>;
export type Waits = z.infer<typeof waits>;
export type Verdict = z.infer<typeof verdict>;
export type Explored = z.infer<typeof explored>;
export type FaultResult = z.infer<typeof fault>;
export type MeasuredRuntime = z.infer<typeof measuredRuntime>;
export type JoinedHost = z.infer<typeof joinedHost>;
export type EngineRecord = z.infer<typeof engine>;
export type Workload = z.infer<typeof workload>;
