/** The course of `contend hits`: trial after trial, each on a website of its own. */
import type { Hits, HitsFault, HitsTrial } from '@contend/documents';
import { median } from '@contend/stats';
import type { Progress } from '../cli/progress.ts';
import { Servers } from '../run/servers.ts';
import type { HitEntry } from './catalogue.ts';
import { enginesOf, type HitsPlan, planMs, trialMs } from './plan.ts';
import { type Tried, tryOut } from './trial.ts';

export interface Measured {
  tried: readonly Tried[];
  engines: Hits['engines'];
  /** Requests that became due in a second; `null`: no such load was made. */
  rate: number | null;
}

/** A rate that was found is told with so many digits. */
const DIGITS = 2;

/**
 * What the servers are asked at a fixed rate unless told: half of what the slowest of those that count answers in a closed
 * loop, so that each can do it and all can be compared.
 */
export function rateOf(trials: readonly Pick<HitsTrial, 'strategy' | 'answered' | 'hitsPerSecond'>[]): number | null {
  const answering = trials.filter(({ answered }) => answered > 0);
  const speeds = [...Map.groupBy(answering, ({ strategy }) => strategy).values()].map((each) =>
    median(each.map(({ hitsPerSecond }) => hitsPerSecond)),
  );
  if (speeds.length === 0) return null;
  return Math.max(1, Math.round(Number((Math.min(...speeds) / 2).toPrecision(DIGITS))));
}

/** Measures until done or interrupted; what was measured is in the result either way. @throws Failure for a server that cannot be used */
export async function measureHits(plan: HitsPlan, progress: Progress, signal: AbortSignal): Promise<Measured> {
  const servers = await Servers.open(enginesOf(plan), plan.given, progress, signal);
  try {
    return await measureAt(servers, plan, progress, signal);
  } finally {
    progress.end();
    await servers.end();
  }
}

async function measureAt(servers: Servers, plan: HitsPlan, progress: Progress, signal: AbortSignal): Promise<Measured> {
  const tried: Tried[] = [];
  const [all, began] = [planMs(plan), performance.now()];
  let done = 0;
  const one = async (entry: HitEntry, repeat: number, rate: number | null, fault: HitsFault | null) => {
    const load = fault ?? (rate === null ? 'closed loop' : `${rate} a second`);
    // As much slower than planned as it was so far.
    const pace = done === 0 ? 1 : (performance.now() - began) / done;
    progress.show(`${entry.name}, ${load}`, done / all, (all - done) * pace);
    const { workers, connections, seconds, cores } = plan;
    const spec = { entry, rate, fault, repeat, workers, connections, seconds, cores };
    const at = { world: 'machines' as const, entry: { id: entry.name, needs: entry.needs }, distanceMs: null };
    tried.push(
      entry.needs === undefined
        ? await tryOut(spec, { url: '', name: '' }, signal)
        : await servers.meeting(at, (place) =>
            tryOut(spec, { url: place?.url ?? '', name: place?.name ?? '' }, signal),
          ),
    );
    done += trialMs(plan, fault);
  };
  let rate: number | null = null;
  try {
    for (const [entry, repeat] of turns(plan)) await one(entry, repeat, null, null);
    rate = plan.rate ?? rateOf(tried.map(({ trial }) => trial));
    if (rate !== null) for (const [entry, repeat] of turns(plan)) await one(entry, repeat, rate, null);
    for (const fault of plan.faults) for (const [entry, repeat] of turns(plan)) await one(entry, repeat, null, fault);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  const asked = tried.some(({ trial }) => trial.load === 'rate');
  return { tried, engines: servers.records, rate: asked ? rate : null };
}

/** Each server in each repetition, which begins with another one each time: what drifts befalls all. */
export function turns({ entries, repeats }: Pick<HitsPlan, 'entries' | 'repeats'>): [HitEntry, number][] {
  return Array.from({ length: repeats }, (_, repeat) => {
    const turn = repeat % entries.length;
    return [...entries.slice(turn), ...entries.slice(0, turn)].map((entry): [HitEntry, number] => [entry, repeat]);
  }).flat();
}
