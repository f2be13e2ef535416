/** What a fork is asked, and what it answers. Plain data: it crosses a process boundary as JSON. */
import type { Engine, World } from '@contend/counter';
import type { BoardEngineName } from '@contend/servers';
import type { Failed } from './attempts.ts';

/** A server of the engine that a strategy needs. */
export interface MeetingPlace {
  engine: Engine;
  /** Credentials included. */
  url: string;
  /** What is made there has a name that begins with this; whoever asks removes it. */
  name: string;
  /** ms by which a proxy lengthens the way there and back; 0: a proxy alone. `null`: there is none. */
  distanceMs: number | null;
}

/** Where contenders of other hosts are asked, and how many of them there are. */
export interface OtherHosts {
  engine: BoardEngineName;
  /** Credentials included. */
  url: string;
  /** Of the board. */
  board: string;
  /** In the order of their contenders, which come after this host's own. */
  seats: { seat: number; contenders: number }[];
}

export interface ForkSpec {
  /** URL of the module whose default export has the strategy. */
  module: string;
  strategy: string;
  /** Of the runtime, to start the fork with. */
  flags: string[];
  /** Whether the strategy is an actor, which has one thread besides its contenders'. */
  actor: boolean;
  /** Path of the program that contends in place of threads or processes in JavaScript; `null` for every other kind. */
  program: string | null;
  world: World;
  contenders: number;
  /** For contenders that share no memory: a folder of their own, empty, which whoever asks removes. */
  folder: string | null;
  /** Where they meet, in the world `machines`. */
  server: MeetingPlace | null;
  /** Who contends besides this host's contenders, which are the others in number; `null`: nobody. */
  others: OtherHosts | null;
  /** Increments of one contender that are under way at a time. */
  inFlight: number;
  /** Steps of the work generator inside and outside the section. */
  insideSteps: number;
  outsideSteps: number;
  /** Reads between two increments of a contender; 0: it only increments. */
  readsPerWrite: number;
  /** ns a step took when the run was calibrated; `null` where no work is done. */
  nsPerStep: number | null;
  /** 1 … 1 000 ms, so that no round has 2^32 increments. */
  windowMs: number;
  rounds: number;
  /** Cores to pin the threads to, in turn; `null` leaves them to the scheduler. */
  cores: number[] | null;
  /** Whether the audit follows the rounds. */
  audit: boolean;
  /** Whether to go on after the rounds until an update was lost: the negative control must show what it is for. */
  untilLoss: boolean;
}

/** What is put around a lock is new to the compiler, whose work would pass for waits: of their time, so much goes before. */
export const WAITS_WARM_UP = 0.3;

const FORK_VERDICTS = [
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
export type ForkVerdict = (typeof FORK_VERDICTS)[number];

export interface RoundResult {
  ms: number;
  /** Per contender. */
  increments: number[];
  /** ns. */
  longestGap: number;
  overlap: number;
}

export interface AuditResult {
  operations: number;
  overlaps: number | null;
  torn: number | null;
  /** `null`, as the next two: the strategy numbers no hits. */
  duplicates: number | null;
  gaps: number | null;
  handoffs: number | null;
  slowdown: number | null;
  waitSlowdown: number | null;
  waitSamples: number;
  /** Attempts in the watched window that may have counted; `null` where there can be none. */
  unknown: number | null;
  /** To the server and back, per increment; `null` without a server. */
  roundTrips: number | null;
}

export type Percentiles = Record<'p50' | 'p90' | 'p99' | 'p999' | 'max', number>;
/** `null`: below the clock's step. */
export type WaitPercentiles = Record<keyof Percentiles, number | null>;

/** Of all contenders, ramps included. */
export interface Reads {
  operations: number;
  /** Reads that were not of one value: somebody wrote meanwhile. */
  torn: number;
}

export interface ForkResult {
  verdict: ForkVerdict;
  reason: string | null;
  rounds: RoundResult[];
  /** Increments that were acknowledged. */
  operations: number;
  observed: number;
  /** Attempts that were not; `null` where contenders share memory, and nothing can be unknown. */
  failed: Failed | null;
  /** `null`: the workload has none. */
  reads: Reads | null;
  /** Per thread, an actor's owner last: one for all tasks of an event loop. */
  cpuNs: number[] | null;
  contextSwitches: { voluntary: number[]; involuntary: number[] } | null;
  workDrift: number | null;
  pinned: boolean;
  audit: AuditResult | null;
  /** ns. */
  wait: WaitPercentiles | null;
  waitByTime: WaitPercentiles | null;
  /** ns from the beginning of an increment to its acknowledgement, of contenders that share no memory. */
  latency: Percentiles | null;
}

/**
 * The answer of a fork whose threads' clocks were found to differ, or one of whose hosts is gone: no result, and nothing that
 * the strategy did.
 */
export interface Untrusted {
  untrusted: string;
  /** The seat of a host that is gone. */
  gone?: number;
}

/** The answer of a fork that could not measure. */
export function failed(verdict: ForkVerdict, reason: string, pinned: boolean): ForkResult {
  return {
    verdict,
    reason,
    rounds: [],
    operations: 0,
    observed: 0,
    failed: null,
    reads: null,
    cpuNs: null,
    contextSwitches: null,
    workDrift: null,
    pinned,
    audit: null,
    wait: null,
    waitByTime: null,
    latency: null,
  };
}

/** Two cells to be measured in turn, window by window. */
export interface PairSpec {
  a: ForkSpec;
  b: ForkSpec;
  /** Windows of each. */
  pairs: number;
}

export type SideResult = Pick<ForkResult, 'verdict' | 'reason' | 'operations' | 'observed' | 'pinned'>;

export interface PairResult {
  a: SideResult;
  b: SideResult;
  /** ns per increment of a and b in windows next to each other. */
  pairs: [number, number][];
}

/** The answer of a comparison that could not go to its end. @param guilty whose window was open, if anyone's */
export function failedPair(verdict: ForkVerdict, reason: string, guilty?: { a: boolean; b: boolean }): PairResult {
  const side = (is: boolean): SideResult => ({
    verdict: is ? verdict : 'exact',
    reason: is ? reason : null,
    operations: 0,
    observed: 0,
    pinned: false,
  });
  const both = guilty === undefined || guilty.a === guilty.b;
  return { a: side(both || guilty.a), b: side(both || guilty.b), pairs: [] };
}
