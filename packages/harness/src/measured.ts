/** What a fork does, wherever it is: measures one cell, or two in turn; when asked to stop, ends the work and answers for it. */
import { GRACE_MS, type Judgement, judge } from './judge.ts';
import { measure } from './measure.ts';
import { measurePair } from './pair.ts';
import { sleep } from './sleep.ts';
import { type ForkSpec, failed, failedPair, type PairSpec } from './spec.ts';
import type { Team } from './team.ts';

async function onStop<T>(
  stop: Promise<unknown>,
  teams: readonly Team[],
  instead: (judgement: Judgement) => T,
): Promise<T> {
  await stop;
  for (const team of teams) team.abort();
  await sleep(GRACE_MS);
  return instead(await judge(teams));
}

/** @param stop resolves when it is asked to stop */
export async function measured(
  spec: ForkSpec | PairSpec,
  teamOf: (spec: ForkSpec) => Promise<Team>,
  stop: Promise<unknown>,
): Promise<unknown> {
  if ('pairs' in spec) {
    const teams = { a: await teamOf(spec.a), b: await teamOf(spec.b) };
    const stopped = onStop(stop, [teams.a, teams.b], ({ verdict, reason }) =>
      failedPair(verdict, reason, { a: teams.a.contending, b: teams.b.contending }),
    );
    return Promise.race([measurePair(teams, spec), stopped]);
  }
  const team = await teamOf(spec);
  const stopped = onStop(stop, [team], ({ verdict, reason }) => failed(verdict, reason, team.pinned));
  return Promise.race([measure(team, spec), stopped]);
}
