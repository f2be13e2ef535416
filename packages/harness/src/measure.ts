/** One cell in one fork: warm up, time the rounds, go on until the negative control has shown itself, audit. */
import { isRemoteWorld } from '@contend/counter';
import { Bench } from 'tinybench';
import { ClocksDiffer } from './agreement.ts';
import { HostGone } from './host-gone.ts';
import {
  type AuditResult,
  type ForkResult,
  type ForkSpec,
  failed,
  type Percentiles,
  type RoundResult,
  type Untrusted,
  WAITS_WARM_UP,
} from './spec.ts';
import { type Audit, REGIONS, type Team, type Window } from './team.ts';
import { Usages } from './usages.ts';
import { waitPercentiles } from './waits.ts';
import { accepted, complete, Ledger, open, Rejection, roundOf, total, warmUp } from './windows.ts';

/** How often a round is measured again because a contender had not heard of its window in time. */
export const RETRIES = 5;
/** How long to wait for the negative control's first loss. */
export const UNTIL_LOSS_MS = 2_000;
export const AUDIT_WINDOW_MS = 40;

/** The timed rounds, each one sample of tinybench, whose duration is the window that the contenders measured. */
async function timedRounds(team: Team, spec: ForkSpec, ledger: Ledger, usages: Usages): Promise<RoundResult[]> {
  const rounds: RoundResult[] = [];
  const bench = new Bench({ iterations: spec.rounds, time: 0, warmup: false, throws: true });
  const round = async () => {
    for (let tries = 0; tries < RETRIES && !team.aborted(); tries++) {
      const window = await open(team, REGIONS.rounds, spec.windowMs);
      await ledger.enter(window);
      usages.add(window.contended.map(({ used }) => used));
      if (!complete(window)) continue;
      rounds.push(roundOf(window, spec.windowMs));
      break;
    }
    return { overriddenDuration: spec.windowMs };
  };
  await bench.add(spec.strategy, round, { async: true }).run();
  return rounds;
}

async function untilLoss(team: Team, spec: ForkSpec, ledger: Ledger): Promise<void> {
  const end = performance.now() + UNTIL_LOSS_MS;
  while (ledger.observed >= ledger.operations && !team.aborted() && performance.now() < end) {
    await ledger.enter(await open(team, REGIONS.rounds, spec.windowMs));
  }
}

async function audited(team: Team, audit: Audit, rounds: readonly RoundResult[], spec: ForkSpec) {
  const windowMs = Math.max(AUDIT_WINDOW_MS, spec.windowMs);
  // All rounds' time at once: with threads that take turns on a core, a wait lasts as long as some of their slices.
  const waitsMs = Math.max(AUDIT_WINDOW_MS, spec.rounds * spec.windowMs);
  /** The last of some windows, one after the other. An owner serves a region once. */
  const pass = async (kind: 'section' | 'waits', ...windows: [...number[], number]) => {
    const region = REGIONS[kind];
    const { result } = await team.serving(region, async () => {
      let last: Window | undefined;
      for (const ms of windows) last = await accepted(() => audit.window(region, ms, kind));
      return last as Window;
    });
    return result;
  };
  const watched = await pass('section', windowMs);
  const timed = await pass('waits', WAITS_WARM_UP * waitsMs, waitsMs);
  const findings = watched.contended.flatMap((thread) => thread.findings);
  const sum = (values: (number | null)[]) =>
    values.reduce<number | null>((all, value) => (all === null || value === null ? null : all + value), 0);
  const operations = watched.contended.flatMap(({ seen }) => seen).reduce((all, seen) => all + seen.operations, 0);
  const speed = rounds.reduce((all, round) => all + total(round), 0) / (rounds.length * spec.windowMs);
  const timesSlower = (window: Window, ms: number) => {
    const observed = total(roundOf(window, ms)) / ms;
    return rounds.length > 0 && observed > 0 ? speed / observed : null;
  };
  const duplicates = sum(findings.map((each) => each.duplicates));
  const { gaps, handoffs, watched: tallied, trips } = audit.tally(operations);
  const waits = timed.contended.flatMap((thread) => thread.findings).flatMap(({ waits }) => waits ?? []);
  const percentiles = waitPercentiles(waits);
  const result: AuditResult = {
    operations: tallied,
    overlaps: sum(findings.map(({ overlaps }) => overlaps)),
    torn: sum(findings.map(({ torn }) => torn)),
    duplicates,
    gaps: duplicates === null ? null : gaps,
    handoffs: duplicates === null ? null : handoffs,
    slowdown: timesSlower(watched, windowMs),
    waitSlowdown: timesSlower(timed, waitsMs),
    waitSamples: waits.reduce((all, { short, stalls }) => all + short.length + stalls.length, 0),
    unknown: sum(watched.contended.map(({ failed }) => failed?.unknown ?? null)),
    roundTrips: trips === null || operations === 0 ? null : trips / operations,
  };
  const perOperation = percentiles?.perOperation ?? null;
  // Where contenders share no memory nobody sees them acquire: what was timed is all of an increment, which no clock is too coarse
  // for.
  const latency = perOperation as Percentiles | null;
  if (isRemoteWorld(spec.world)) return { audit: result, wait: null, waitByTime: null, latency };
  return { audit: result, wait: perOperation, waitByTime: percentiles?.byTime ?? null, latency: null };
}

/** Measures the cell. What the strategy does wrong is the result; clocks that cannot be trusted leave none. */
export async function measure(team: Team, spec: ForkSpec): Promise<ForkResult | Untrusted> {
  const ledger = new Ledger(team, REGIONS.rounds);
  const usages = new Usages();
  let rounds: RoundResult[] = [];
  try {
    await team.assemble();
    await team.serving(REGIONS.warmUp, () => warmUp(team, spec.windowMs));
    const { owner } = await team.serving(REGIONS.rounds, async () => {
      rounds = await timedRounds(team, spec, ledger, usages);
      if (spec.untilLoss) await untilLoss(team, spec, ledger);
    });
    if (rounds.length === 0) return failed('time-limit', 'no window ended in time', team.pinned);
    const { verdict, reason } = ledger.verdict();
    // A loss can be told from what is left; a count that rises by itself tells nothing.
    if (verdict === 'crashed') return failed(verdict, reason ?? '', team.pinned);
    const seen = team.audit !== undefined && spec.audit && !team.aborted();
    return {
      verdict,
      reason,
      rounds,
      operations: ledger.operations,
      observed: ledger.observed,
      failed: ledger.failed,
      reads: spec.readsPerWrite > 0 ? { operations: ledger.reads, torn: ledger.torn } : null,
      ...usages.result(owner),
      workDrift: team.workDrift,
      pinned: team.pinned,
      ...(seen
        ? await audited(team, team.audit, rounds, spec)
        : { audit: null, wait: null, waitByTime: null, latency: null }),
    };
  } catch (error) {
    if (error instanceof ClocksDiffer) return { untrusted: error.message };
    if (error instanceof HostGone) return { untrusted: error.message, gone: error.seat };
    // tinybench wraps nothing, but its own errors have the task's as their cause.
    const reason = error instanceof Error ? error.message : String(error);
    return failed(error instanceof Rejection ? 'rejected' : 'crashed', reason, team.pinned);
  }
}
