/** About how long a plan takes, by what forks took where contend was made; a run corrects it as it goes. */
import { isRemoteWorld } from '@contend/counter';
import { WAITS_WARM_UP } from '@contend/harness';
import { type Plan, type PlannedCell, roundsIn } from './plan.ts';

/** ms that a fork takes besides its windows: starting a process with its threads, loading, warming up. */
const START_MS = 150;
const PER_THREAD_MS = 20;
/** A process that shares cores with others that start. */
const PER_PROCESS_MS = 250;
const WARM_UP_MS = 100;
/** What contenders without a gate take longer, who hear of each window before it opens; and what their ways to a server take. */
const WITHOUT_GATE_MS = 100;
const AT_SERVER_MS = 250;
/** The same for another host. */
const AT_HOSTS_MS = 3_000;
/** To open and close what the audits of such contenders count in. */
const AUDITED_WITHOUT_GATE_MS = 400;

function forkMs({ world, contenders, windowMs, hosts }: PlannedCell): number {
  const threads = world === 'threads' ? contenders : 1;
  const start = START_MS + PER_THREAD_MS * threads;
  const own = start + WARM_UP_MS + roundsIn(world) * windowMs;
  if (!isRemoteWorld(world)) return own;
  const server = world === 'machines' ? AT_SERVER_MS : 0;
  const elsewhere = (hosts?.length ?? 1) > 1 ? AT_HOSTS_MS : 0;
  return own + PER_PROCESS_MS * contenders + WITHOUT_GATE_MS + server + elsewhere;
}

/** About how many ms one block takes, by what forks took where contend was made; `run` corrects it as it goes. */
export function blockMs({ cells }: Plan): number {
  return cells.reduce((sum, cell) => sum + forkMs(cell), 0);
}

/** About how many ms the first block takes on top, for its audits: of the section in a window, of waits in all rounds' time. */
export function auditMs({ cells }: Plan): number {
  return cells.reduce((sum, { world, windowMs }) => {
    const windows = (1 + (1 + WAITS_WARM_UP) * roundsIn(world)) * windowMs;
    return sum + windows + (isRemoteWorld(world) ? AUDITED_WITHOUT_GATE_MS : 0);
  }, 0);
}

/** About how many blocks the budget holds. */
export function expectedBlocks(plan: Plan): number {
  if (plan.forks !== undefined) return plan.forks;
  return Math.max(1, Math.floor((plan.profile.budgetS * 1_000 - auditMs(plan)) / blockMs(plan)));
}
