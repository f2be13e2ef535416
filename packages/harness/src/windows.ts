/** What a fork does with windows, whatever it measures: opens them, checks their counts, warms up by them. */
import { CLOCK_ERROR_MS, ClocksDiffer } from './agreement.ts';
import { type Failed, NONE_FAILED } from './attempts.ts';
import { now } from './clock.ts';
import type { RoundResult } from './spec.ts';
import { REGIONS, type Team, type Window } from './team.ts';

const NS_PER_MS = 1e6;
export const MOST_WARM_UP_MS = 25;
export const FEWEST_WARM_UPS = 4;
export const MOST_WARM_UPS = 8;
/** What is so slow that its windows take this long spends its time waiting, and not in code that could be warmer. */
export const WARM_UP_BUDGET_MS = 1_000;
/** Warm enough when a window did at least this share of what the best one did. */
export const SETTLED = 0.9;

type CountVerdict = 'exact' | 'within' | 'lost-updates' | 'over-counted' | 'overlap' | 'crashed';

/** The strategy refused an increment. */
export class Rejection extends Error {}

/** The count over all operations of a region, read whenever nobody is at work. */
export class Ledger {
  operations = 0;
  observed = 0;
  reads = 0;
  torn = 0;
  /** Of contenders that share no memory. */
  failed: Failed | null = null;
  private readonly team: Team;
  private readonly region: number;
  private value = 0;

  constructor(team: Team, region: number) {
    this.team = team;
    this.region = region;
  }

  async enter({ contended }: Window): Promise<void> {
    const all = contended.flatMap(({ seen }) => seen);
    const done = all.reduce((sum, { operations }) => sum + operations, 0);
    for (const { reads = 0, torn = 0 } of all) {
      this.reads += reads;
      this.torn += torn;
    }
    for (const { failed } of contended) {
      if (failed === undefined) continue;
      const { refused, unknown } = this.failed ?? NONE_FAILED;
      this.failed = { refused: refused + failed.refused, unknown: unknown + failed.unknown };
    }
    const value = await this.team.value(this.region);
    // Both sides modulo 2^32, so that a count may wrap; the difference of the two is small and signed.
    const lost = (done - (value - this.value)) | 0;
    this.value = value;
    this.operations += done;
    this.observed += done - lost;
  }

  /** A count that was wrong proves more than a read beside a writer does. */
  verdict(): { verdict: CountVerdict; reason: string | null } {
    const unknown = this.failed?.unknown ?? 0;
    const most = this.operations + unknown;
    if (this.observed < this.operations) return { verdict: 'lost-updates', reason: null };
    // With nothing unknown, only a count that rises by itself is too high, which is no way to guard one.
    if (this.observed > most && this.failed === null)
      return { verdict: 'crashed', reason: 'counted more hits than were made' };
    if (this.observed > most)
      return { verdict: 'over-counted', reason: `counted ${this.observed - most} more than were made` };
    if (unknown > 0) return { verdict: 'within', reason: `of ${unknown} attempts nobody knows whether they counted` };
    if (this.torn === 0) return { verdict: 'exact', reason: null };
    return { verdict: 'overlap', reason: `${this.torn} of ${this.reads} reads were inside together with a writer` };
  }
}

/** Whether every contender saw the whole of it. */
export function complete({ contended }: Window): boolean {
  return contended.every(({ seen }) => seen.every((contender) => contender.complete));
}

export function roundOf({ contended }: Window, windowMs: number): RoundResult {
  const seen = contended.flatMap((thread) => thread.seen);
  const entered = seen.map((contender) => contender.entered);
  const left = seen.map((contender) => contender.left);
  const together = Math.min(...left) - Math.max(...entered);
  const anyone = Math.max(...left) - Math.min(...entered);
  return {
    ms: windowMs,
    increments: seen.map(({ inside }) => Math.round(inside * 100) / 100),
    longestGap: Math.round(Math.max(...seen.map(({ longestGap }) => longestGap)) * NS_PER_MS),
    overlap: Math.max(0, together) / anyone,
  };
}

/** Increments of all contenders. */
export function total({ increments }: RoundResult): number {
  return increments.reduce((sum, n) => sum + n, 0);
}

/** Clocks of two kinds, a program's and this process's, may run apart by so much; the kernel slews them by half of it. */
const CLOCK_DRIFT = 0.001;

/**
 * Whether all that the contenders saw, from the first one's entry to the last one's leave, fits into the time that the
 * window took. Delays lengthen both alike. Clocks that differ lengthen only the former, by as much as they differ, while
 * each contender on its own has seen a window from its opening to its close: only they were not the same.
 *
 * @param tookMs from before it was asked for until after the last contender was back
 */
function coincides({ contended }: Window, tookMs: number): boolean {
  const seen = contended.flatMap((thread) => thread.seen);
  const anyone = Math.max(...seen.map(({ left }) => left)) - Math.min(...seen.map(({ entered }) => entered));
  return anyone <= tookMs * (1 + CLOCK_DRIFT) + CLOCK_ERROR_MS;
}

/** @throws {Rejection} when the strategy refused. @throws {ClocksDiffer} when the contenders' windows did not coincide */
export async function accepted(opened: () => Promise<Window>): Promise<Window> {
  const from = now();
  const window = await opened();
  const tookMs = now() - from;
  if (window.refused !== null) throw new Rejection(window.refused);
  if (!coincides(window, tookMs)) throw new ClocksDiffer('the windows of its contenders did not coincide');
  return window;
}

/** As {@link accepted}. */
export function open(team: Team, region: number, windowMs: number): Promise<Window> {
  return accepted(() => team.window(region, windowMs));
}

/** Contends on other words than those that are counted, until the speed settles. */
export async function warmUp(team: Team, windowMs: number): Promise<void> {
  const ms = Math.min(windowMs, MOST_WARM_UP_MS);
  const end = performance.now() + WARM_UP_BUDGET_MS;
  let best = 0;
  for (let i = 1; i <= MOST_WARM_UPS; i++) {
    const done = total(roundOf(await open(team, REGIONS.warmUp, ms), ms));
    if (i >= FEWEST_WARM_UPS && done >= SETTLED * best) return;
    best = Math.max(best, done);
    if (team.aborted() || performance.now() > end) return;
  }
}
