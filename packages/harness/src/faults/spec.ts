/** What a process is asked that is to make one fault, and what it answers. Plain data: it crosses a process boundary. */
import { type Declared, type Engine, type Fault, isRemoteWorld, type Outcome, type World } from '@contend/counter';
import { type Executable, isBrowser } from '../runtime.ts';
import type { MeetingPlace } from '../spec.ts';

export interface FaultSpec {
  /** URL of the module whose default export has the strategy. */
  module: string;
  strategy: string;
  /** Of the runtime, to start the process with. */
  flags: string[];
  kind: Exclude<Declared['kind'], 'program'>;
  world: World;
  contenders: number;
  /** As that of a cell. */
  folder: string | null;
  /** In the world `machines`: the engine, and the server of it; `null` for a fault that happens to a server of its own. */
  needs: Engine | null;
  server: MeetingPlace | null;
  fault: Fault;
  /** ms without an increment by anybody, after which they are stuck. */
  patienceMs: number;
}

export interface FaultReport {
  outcome: Outcome;
  /** From the fault until the others went on, or until it was detected that they do not; `null` where nobody was left to time it. */
  seconds: number | null;
  /** Increments whose return was seen, and by how much the count rose; `null` where nobody was left to read it. */
  operations: number | null;
  observed: number | null;
  /** Of how many increments nobody knows whether they counted; `null` as the two above. */
  unknown: number | null;
  reason: string | null;
}

/** How long a stalled holder stays away. */
export const STALL_MS = 1_000;
/** Among processes, where a lock's time to live may be seconds, and the strategies here have 2 s for it. */
export const PROCESS_STALL_MS = 5_000;
/** How long a contender is cut off from its server: longer, too, than a lock of the strategies here lives. */
export const PARTITION_MS = 4_000;
/** How far behind its primary a replica is, or as many ms as it takes until increments were acknowledged meanwhile. */
export const REPLICA_MS = 50;

const EVERYWHERE: readonly Fault[] = ['throw', 'terminate', 'kill', 'forget', 'stall', 'crowd'];
/** Who guards its count itself shows no section: nobody can throw in it or forget to leave it. */
const UNSEEN: readonly Fault[] = ['terminate', 'kill', 'stall', 'crowd'];
/** Nor can one task of an event loop be stopped in the middle of a call that is not its own. */
const UNSEEN_IN_TASKS: readonly Fault[] = ['terminate', 'kill', 'crowd'];

/** Whether it takes a server that may be killed. */
export function happensToServer(fault: Fault): boolean {
  return fault === 'server-kill' || fault === 'failover';
}

/** Why a runtime cannot be brought to a fault, in a clause; undefined: it can. */
export function faultLack(fault: Fault, runtime: Pick<Executable, 'name'>, world: World): string | undefined {
  if (isBrowser(runtime)) return 'a page is not told that a thread of its has ended, and cannot be killed by itself';
  if (isRemoteWorld(world) && runtime.name !== 'node')
    return 'contenders in processes are stopped and killed in Node only';
  // Seen in 2.9.6: the worker is said to have ended, and the thread that waits in Atomics.wait is still there.
  if (fault === 'terminate' && runtime.name === 'deno') return 'a thread that waits outlives its worker’s terminate()';
  return undefined;
}

/** The faults that can be made in a kind of strategy: none in a program, which nobody can look into. */
export function faultsOf(kind: Declared['kind'], world: World, needs?: Engine): readonly Fault[] {
  if (world === 'machines') {
    const network: readonly Fault[] = ['drop', 'partition', 'server-kill'];
    return [
      ...(kind === 'lease' ? (['throw'] as const) : []),
      ...(['kill', 'stall'] as const),
      ...network,
      ...(needs === 'redis' ? (['failover'] as const) : []),
    ];
  }
  switch (kind) {
    case 'lock':
    case 'async-lock':
      return EVERYWHERE;
    case 'counter':
    case 'actor':
      return world === 'tasks' ? UNSEEN_IN_TASKS : UNSEEN;
    case 'lease':
      return ['throw', 'kill', 'stall'];
    case 'store':
      return ['kill', 'stall'];
    case 'program':
      return [];
  }
}
