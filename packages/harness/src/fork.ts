/**
 * The main thread of a fork: a fresh process that measures one cell, or two in turn, says what came of it, and ends. It loads no strategy
 * and sleeps while a window is open, so it can always be asked to stop, and can say what its threads are doing.
 */

import { duel } from './duel.ts';
import { measure } from './measure.ts';
import { type DuelSpec, type ForkSpec, type ForkVerdict, failed, fallen } from './spec.ts';
import { Team } from './team.ts';

/** How long contenders get to leave after being asked, and how long they are then looked at. */
const GRACE_MS = 1_000;
const LOOK_MS = 500;
/** Below this share of one core, whoever makes no progress is waiting and not spinning. */
const IDLE = 0.2;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function answer(result: object): void {
  process.send?.(result, () => process.exit());
}

interface Judgement {
  verdict: ForkVerdict;
  reason: string;
}

/** Judges threads that do not leave when asked: those that wait for each other, and those that are merely not done. */
async function judge(teams: readonly Team[]): Promise<Judgement> {
  const finished = () => teams.reduce((sum, { gate }) => sum + gate.finished(), 0);
  const before = { finished: finished(), cpu: process.cpuUsage() };
  await sleep(LOOK_MS);
  const { user, system } = process.cpuUsage(before.cpu);
  const cores = (user + system) / 1_000 / LOOK_MS;
  if (finished() > before.finished) {
    return { verdict: 'time-limit', reason: 'still counting, but too slowly to end its batch' };
  }
  if (cores < IDLE) {
    return { verdict: 'deadlock', reason: 'no contender makes progress or uses CPU time: they all wait' };
  }
  const reason = `no contender makes progress, and together they burn ${cores.toFixed(1)} cores`;
  return { verdict: 'time-limit', reason };
}

/** When asked to, ends the work and answers for it. */
function onStop(teams: readonly Team[], instead: (judgement: Judgement) => object): void {
  process.once('message', async () => {
    for (const { gate } of teams) gate.abort();
    await sleep(GRACE_MS);
    answer(instead(await judge(teams)));
  });
}

// The terminal sends Ctrl-C to every process in front; what becomes of a fork is its parent's to decide.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());
process.once('message', async (spec: ForkSpec | DuelSpec) => {
  if ('pairs' in spec) {
    const teams = { a: new Team(spec.a), b: new Team(spec.b) };
    onStop([teams.a, teams.b], ({ verdict, reason }) =>
      fallen(verdict, reason, { a: teams.a.contending, b: teams.b.contending }),
    );
    answer(await duel(teams, spec));
  } else {
    const team = new Team(spec);
    onStop([team], ({ verdict, reason }) => failed(verdict, reason, team.pinned));
    answer(await measure(team, spec));
  }
});
