/** One cell in one fork: warm up, time the rounds, go on until the negative control has shown itself, audit. */
import { Bench } from 'tinybench';
import { type AuditResult, type ForkResult, type ForkSpec, failed, type RoundResult } from './spec.ts';
import { REGIONS, type Team, type Window } from './team.ts';
import type { Usage } from './thread.ts';
import { waitPercentiles } from './waits.ts';

const NS_PER_MS = 1e6;
const WARM_UP_WINDOW_MS = 25;
const FEWEST_WARM_UPS = 4;
const MOST_WARM_UPS = 12;
/** Warm enough when a window did at least this share of what the best one did. */
const SETTLED = 0.9;
/** How often a round is measured again because a contender had not heard of its window in time. */
const RETRIES = 5;
/** How long to wait for the negative control's first loss. */
const UNTIL_LOSS_MS = 2_000;
const AUDIT_WINDOW_MS = 40;

/** The strategy refused an increment. */
class Rejection extends Error {}

/** The count over all operations of a region, read whenever nobody is at work. */
class Ledger {
  operations = 0;
  observed = 0;
  private readonly team: Team;
  private readonly region: number;
  private value = 0;

  constructor(team: Team, region: number) {
    this.team = team;
    this.region = region;
  }

  async enter({ contended }: Window): Promise<void> {
    const done = contended.flatMap(({ seen }) => seen).reduce((sum, { operations }) => sum + operations, 0);
    const value = await this.team.value(this.region);
    // Both sides modulo 2^32, so that a count may wrap; the difference of the two is small and signed.
    const lost = (done - (value - this.value)) | 0;
    this.value = value;
    this.operations += done;
    this.observed += done - lost;
  }

  get wrong(): boolean {
    return this.observed !== this.operations;
  }
}

class Usages {
  private readonly sums: Usage[] = [];

  add(used: Usage[]): void {
    for (const [i, usage] of used.entries()) {
      const sum = this.sums[i];
      if (sum === undefined) this.sums[i] = { ...usage };
      else {
        sum.cpuNs += usage.cpuNs;
        sum.voluntary = sum.voluntary === null || usage.voluntary === null ? null : sum.voluntary + usage.voluntary;
        sum.involuntary =
          sum.involuntary === null || usage.involuntary === null ? null : sum.involuntary + usage.involuntary;
      }
    }
  }

  result(owner: Usage | null): Pick<ForkResult, 'cpuNs' | 'contextSwitches'> {
    const all = owner === null ? this.sums : [...this.sums, owner];
    const voluntary = all.map((usage) => usage.voluntary);
    const involuntary = all.map((usage) => usage.involuntary);
    const known = (counts: (number | null)[]): counts is number[] => !counts.includes(null);
    return {
      cpuNs: all.length === 0 ? null : all.map(({ cpuNs }) => Math.round(cpuNs)),
      contextSwitches: known(voluntary) && known(involuntary) ? { voluntary, involuntary } : null,
    };
  }
}

function complete({ contended }: Window): boolean {
  return contended.every(({ seen }) => seen.every((contender) => contender.complete));
}

function roundOf({ contended }: Window, windowMs: number): RoundResult {
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

function total({ increments }: RoundResult): number {
  return increments.reduce((sum, n) => sum + n, 0);
}

/** Throws {@link Rejection} when the strategy refused. */
async function open(team: Team, region: number, windowMs: number, audit?: 'section' | 'waits'): Promise<Window> {
  const window = await team.window(region, windowMs, audit);
  if (window.refused !== null) throw new Rejection(window.refused);
  return window;
}

async function warmUp(team: Team): Promise<void> {
  let best = 0;
  for (let i = 1; i <= MOST_WARM_UPS; i++) {
    const done = total(roundOf(await open(team, REGIONS.warmUp, WARM_UP_WINDOW_MS), WARM_UP_WINDOW_MS));
    if (i >= FEWEST_WARM_UPS && done >= SETTLED * best) return;
    best = Math.max(best, done);
    if (team.gate.aborted()) return;
  }
}

/** The timed rounds, each one sample of tinybench, whose duration is the window that the contenders measured. */
async function timedRounds(team: Team, spec: ForkSpec, ledger: Ledger, usages: Usages): Promise<RoundResult[]> {
  const rounds: RoundResult[] = [];
  const bench = new Bench({ iterations: spec.rounds, time: 0, warmup: false, throws: true });
  const round = async () => {
    for (let tries = 0; tries < RETRIES && !team.gate.aborted(); tries++) {
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
  while (!ledger.wrong && !team.gate.aborted() && performance.now() < end) {
    await ledger.enter(await open(team, REGIONS.rounds, spec.windowMs));
  }
}

async function audit(team: Team, rounds: readonly RoundResult[], spec: ForkSpec) {
  const windowMs = Math.max(AUDIT_WINDOW_MS, spec.windowMs);
  const watched = (await team.serving(REGIONS.section, () => open(team, REGIONS.section, windowMs, 'section'))).result;
  const timed = (await team.serving(REGIONS.waits, () => open(team, REGIONS.waits, windowMs, 'waits'))).result;
  const findings = watched.contended.flatMap((thread) => thread.findings);
  const sum = (values: (number | null)[]) =>
    values.reduce<number | null>((all, value) => (all === null || value === null ? null : all + value), 0);
  const operations = watched.contended.flatMap(({ seen }) => seen).reduce((all, seen) => all + seen.operations, 0);
  const speed = rounds.reduce((all, round) => all + total(round), 0) / (rounds.length * spec.windowMs);
  const watchedSpeed = total(roundOf(watched, windowMs)) / windowMs;
  const { gaps, handoffs, watched: tallied } = team.tally(operations);
  const samples = timed.contended.flatMap((thread) => thread.findings).map(({ waits }) => waits);
  const waits = Float64Array.from(samples.flatMap((each) => [...each]));
  const percentiles = waitPercentiles(waits);
  const result: AuditResult = {
    operations: tallied,
    overlaps: sum(findings.map(({ overlaps }) => overlaps)),
    torn: sum(findings.map(({ torn }) => torn)),
    duplicates: findings.reduce((all, { duplicates }) => all + duplicates, 0),
    gaps,
    handoffs,
    slowdown: rounds.length > 0 && watchedSpeed > 0 ? speed / watchedSpeed : null,
    waitSamples: waits.length,
  };
  return { audit: result, wait: percentiles?.perOperation ?? null, waitByTime: percentiles?.byTime ?? null };
}

/** Measures the cell. What the strategy does wrong is the result; only a host that cannot measure throws. */
export async function measure(team: Team, spec: ForkSpec): Promise<ForkResult> {
  const ledger = new Ledger(team, REGIONS.rounds);
  const usages = new Usages();
  let rounds: RoundResult[] = [];
  try {
    await team.assemble();
    await team.serving(REGIONS.warmUp, () => warmUp(team));
    const { owner } = await team.serving(REGIONS.rounds, async () => {
      rounds = await timedRounds(team, spec, ledger, usages);
      if (spec.untilLoss) await untilLoss(team, spec, ledger);
    });
    if (rounds.length === 0) return failed('time-limit', 'no window ended in time');
    // A loss can be told from what is left; a count that rises by itself tells nothing.
    if (ledger.observed > ledger.operations) return failed('crashed', 'counted more hits than were made');
    const audited = spec.audit && !team.gate.aborted() ? await audit(team, rounds, spec) : null;
    return {
      ...failed(ledger.wrong ? 'lost-updates' : 'exact', ''),
      reason: null,
      rounds,
      operations: ledger.operations,
      observed: ledger.observed,
      ...usages.result(owner),
      workDrift: team.workDrift,
      pinned: team.pinned,
      ...audited,
    };
  } catch (error) {
    // tinybench wraps nothing, but its own errors have the task's as their cause.
    const reason = error instanceof Error ? error.message : String(error);
    return failed(error instanceof Rejection ? 'rejected' : 'crashed', reason);
  }
}
