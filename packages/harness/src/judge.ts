/** What becomes of contenders that were asked to leave and stay: do they wait for each other, or are they merely not done? */
import { cpuMs } from './cpu-time.ts';
import { sleep } from './sleep.ts';
import type { ForkVerdict } from './spec.ts';
import type { Team } from './team.ts';

/** How long contenders get to leave after being asked, and how long they are then looked at. */
export const GRACE_MS = 1_000;
export const LOOK_MS = 500;
/** Who seems to wait is looked at again: a busy host may leave one who spins without a core for a while. */
export const MOST_LOOKS = 4;
/**
 * Below this share of one core, whoever makes no progress is waiting and not spinning. Those who look every few ms whether
 * they may go on use less, and those who spin get more even where they share two cores with dozens of others.
 */
export const IDLE = 0.05;

export interface Judgement {
  verdict: ForkVerdict;
  reason: string;
}

/** Increments finished so far, and CPU time used. */
async function look(teams: readonly Team[]): Promise<{ finished: number; cpuMs: number }> {
  const each = await Promise.all(teams.map((team) => team.progress()));
  const outsideNs = each.reduce((sum, { outsideCpuNs }) => sum + outsideCpuNs, 0);
  return {
    finished: each.reduce((sum, { finished }) => sum + finished, 0),
    cpuMs: (await cpuMs()) + outsideNs / 1e6,
  };
}

/** Judges threads that do not leave when asked: those that wait for each other, and those that are merely not done. */
export async function judge(teams: readonly Team[]): Promise<Judgement> {
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
