/**
 * The main thread of a fork: a fresh process that measures one cell, or two in turn, says what came of it, and ends. It loads no strategy
 * and sleeps while a window is open, so it can always be asked to stop, and can say what its threads are doing.
 */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerOnce } from './answer.ts';
import { GRACE_MS, type Judgement, judge } from './judge.ts';
import { measure } from './measure.ts';
import { measurePair } from './pair.ts';
import { ProgramTeam } from './program-team.ts';
import { type ForkSpec, failed, failedPair, type PairSpec } from './spec.ts';
import type { Team } from './team.ts';
import { ThreadTeam } from './thread-team.ts';

/** When asked to, ends the work and answers for it. */
async function onStop<T>(teams: readonly Team[], instead: (judgement: Judgement) => T): Promise<T> {
  await once(process, 'message');
  for (const team of teams) team.abort();
  await sleep(GRACE_MS);
  return instead(await judge(teams));
}

async function teamOf(spec: ForkSpec): Promise<Team> {
  if (spec.program !== null) return new ProgramTeam(spec, spec.program);
  if (spec.folder !== null) {
    // It knows servers, whose modules take longer to load than a fork of threads to start.
    const { ProcessTeam } = await import('./process-team.ts');
    return new ProcessTeam(spec, spec.folder);
  }
  return new ThreadTeam(spec);
}

answerOnce(async (spec: ForkSpec | PairSpec) => {
  if ('pairs' in spec) {
    const teams = { a: await teamOf(spec.a), b: await teamOf(spec.b) };
    const stopped = onStop([teams.a, teams.b], ({ verdict, reason }) =>
      failedPair(verdict, reason, { a: teams.a.contending, b: teams.b.contending }),
    );
    return Promise.race([measurePair(teams, spec), stopped]);
  }
  const team = await teamOf(spec);
  const stopped = onStop([team], ({ verdict, reason }) => failed(verdict, reason, team.pinned));
  return Promise.race([measure(team, spec), stopped]);
});
