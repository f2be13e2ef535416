/**
 * The main thread of a fork: a fresh process that measures one cell, or two in turn, says what came of it, and ends. It loads no strategy
 * and sleeps while a window is open, so it can always be asked to stop, and can say what its threads are doing.
 */
import { once } from 'node:events';
import { answerOnce } from './answer.ts';
import { measure } from './measure.ts';
import { measurePair } from './pair.ts';
import { ProgramTeam } from './program-team.ts';
import { type ForkSpec, type ForkVerdict, failed, failedPair, type PairSpec } from './spec.ts';
import type { Team } from './team.ts';
import { ThreadTeam } from './thread-team.ts';

/** How long contenders get to leave after being asked, and how long they are then looked at. */
const GRACE_MS = 1_000;
const LOOK_MS = 500;
/** Who seems to wait is looked at again: a busy host may leave one who spins without a core for a while. */
const MOST_LOOKS = 4;
/**
 * Below this share of one core, whoever makes no progress is waiting and not spinning. Those who look every few ms whether
 * they may go on use less, and those who spin get more even where they share two cores with dozens of others.
 */
const IDLE = 0.05;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Judgement {
  verdict: ForkVerdict;
  reason: string;
}

/** Increments finished so far, and CPU time used. */
async function look(teams: readonly Team[]): Promise<{ finished: number; cpuMs: number }> {
  const each = await Promise.all(teams.map((team) => team.progress()));
  const { user, system } = process.cpuUsage();
  const outsideNs = each.reduce((sum, { outsideCpuNs }) => sum + outsideCpuNs, 0);
  return {
    finished: each.reduce((sum, { finished }) => sum + finished, 0),
    cpuMs: (user + system) / 1_000 + outsideNs / 1e6,
  };
}

/** Judges threads that do not leave when asked: those that wait for each other, and those that are merely not done. */
async function judge(teams: readonly Team[]): Promise<Judgement> {
  let before = await look(teams);
  for (let looks = 0; looks < MOST_LOOKS; looks++) {
    await sleep(LOOK_MS);
    const after = await look(teams);
    const cores = (after.cpuMs - before.cpuMs) / LOOK_MS;
    if (after.finished > before.finished) {
      return { verdict: 'time-limit', reason: 'still counting, but too slowly to end its batch' };
    }
    if (cores >= IDLE) {
      const reason = `no contender makes progress, and together they burn ${cores.toFixed(1)} cores`;
      return { verdict: 'time-limit', reason };
    }
    before = after;
  }
  return { verdict: 'deadlock', reason: 'no contender makes progress or uses CPU time: they all wait' };
}

/** When asked to, ends the work and answers for it. */
async function onStop<T>(teams: readonly Team[], instead: (judgement: Judgement) => T): Promise<T> {
  await once(process, 'message');
  for (const team of teams) team.abort();
  await sleep(GRACE_MS);
  return instead(await judge(teams));
}

function teamOf(spec: ForkSpec): Team {
  return spec.program === null ? new ThreadTeam(spec) : new ProgramTeam(spec, spec.program);
}

answerOnce((spec: ForkSpec | PairSpec) => {
  if ('pairs' in spec) {
    const teams = { a: teamOf(spec.a), b: teamOf(spec.b) };
    const stopped = onStop([teams.a, teams.b], ({ verdict, reason }) =>
      failedPair(verdict, reason, { a: teams.a.contending, b: teams.b.contending }),
    );
    return Promise.race([measurePair(teams, spec), stopped]);
  }
  const team = teamOf(spec);
  const stopped = onStop([team], ({ verdict, reason }) => failed(verdict, reason, team.pinned));
  return Promise.race([measure(team, spec), stopped]);
});
