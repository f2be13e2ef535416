/**
 * The main thread of a fork: a fresh process that measures one cell, says what came of it, and ends. It loads no strategy
 * and sleeps while a window is open, so it can always be asked to stop, and can say what its threads are doing.
 */
import { measure } from './measure.ts';
import { type ForkResult, type ForkSpec, failed } from './spec.ts';
import { Team } from './team.ts';

/** How long contenders get to leave after being asked, and how long they are then looked at. */
const GRACE_MS = 1_000;
const LOOK_MS = 500;
/** Below this share of one core, whoever makes no progress is waiting and not spinning. */
const IDLE = 0.2;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function answer(result: ForkResult): void {
  process.send?.(result, () => process.exit());
}

/** Judges threads that do not leave when asked: those that wait for each other, and those that are merely not done. */
async function judge({ gate }: Team): Promise<ForkResult> {
  const finished = gate.finished();
  const before = process.cpuUsage();
  await sleep(LOOK_MS);
  const { user, system } = process.cpuUsage(before);
  const cores = (user + system) / 1_000 / LOOK_MS;
  if (gate.finished() > finished) return failed('time-limit', 'still counting, but too slowly to end its batch');
  if (cores < IDLE) return failed('deadlock', 'no contender makes progress or uses CPU time: they all wait');
  return failed('time-limit', `no contender makes progress, and together they burn ${cores.toFixed(1)} cores`);
}

async function stop(team: Team): Promise<void> {
  team.gate.abort();
  await sleep(GRACE_MS);
  answer(await judge(team));
}

// The terminal sends Ctrl-C to every process in front; what becomes of a fork is its parent's to decide.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());
process.once('message', async (spec: ForkSpec) => {
  const team = new Team(spec);
  process.once('message', () => stop(team));
  answer(await measure(team, spec));
});
