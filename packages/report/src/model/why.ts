/**
 * Why a cell is as fast as it is, from the CPU time and the context switches of its threads. The rules, all of them:
 *
 * - `spins`: its threads were busy for at least 90 % of the time that their cores had, hardly ever gave them up (below 100
 *   times a second each), and at least a quarter of that time went into the lock, not into work inside or outside. Said only
 *   of what has a section that contend can see: nobody knows whether a counter without one waits or works.
 * - `parks`: its threads gave their cores up at least 1 000 times a second each; or were busy for less than 70 % of the time,
 *   and gave their cores up more often than they lost them, at least 10 times a second. The second is a lock that one
 *   contender keeps while the others sleep.
 * - `pre-empted`: its threads lost their cores at least 100 times a second each. Contenders that outnumber the cores do
 *   (some 140 times, a scheduler's slice being milliseconds), and so do those that something else disturbs.
 *
 * The thresholds lie between what was seen on two virtual cores: spinning threads gave up their cores 0 to 10 times a second,
 * those that wait asleep thousands of times; threads with a core each lost it up to 60 times, two on a core 130 to 160.
 *
 * Each figure is the median over forks; one of several threads is their mean. Voluntary and involuntary context switches are those of getrusage(2), as Linux counts them in /proc/thread-self/status.
 */
import { type Cell, type ContendRecord, type Fork, isTimed, usableCores } from '@contend/record';
import { median } from '@contend/stats';
import { workOf } from './work.ts';

/** Share of their cores' time. */
export const BUSY = 0.9;
export const ASLEEP = 0.7;
/** Share of the CPU time that did not go into work. */
export const WAITED = 0.25;
/** Context switches of one thread in a second. */
export const HARDLY = 100;
export const OFTEN = 1_000;
export const NOW_AND_THEN = 10;
export const PRE_EMPTED = 100;

export type Word = 'spins' | 'parks' | 'pre-empted';

export interface Why {
  /** How many cores the cell's threads had at most. */
  cores: number;
  /** Share of those cores' time that the threads used, 0..1. */
  busy: number;
  /** In the order of the rules; none where no rule holds, or the system counts no switches. */
  words: Word[];
}

/** What the words mean, for whoever reads them. */
export const MEANINGS = 'spins: waits on its core · parks: sleeps while it waits · pre-empted: was put off its core';

/** `null` where nobody waits for another thread, or CPU time is not known. */
export function whyOf(cell: Cell, { host, plan }: Pick<ContendRecord, 'host' | 'plan'>): Why | null {
  const { world, contenders, cpuNsPerIncrement } = cell;
  if (world === 'tasks' || contenders < 2 || !cpuNsPerIncrement) return null;
  const forks = cell.forks.filter(isTimed).flatMap(rates);
  const [first] = forks;
  if (first === undefined) return null;
  const cores = Math.min(first.threads, usableCores(host));
  const busy = Math.min(1, median(forks.map((fork) => fork.cpuSeconds)) / cores);
  const words: Word[] = [];
  const switches = forks.flatMap((fork) => fork.switches ?? []);
  if (switches.length > 0) {
    const [voluntary, involuntary] = [
      median(switches.map((s) => s.voluntary)),
      median(switches.map((s) => s.involuntary)),
    ];
    const work = workOf(plan, cell);
    const waited = work === null ? 0 : 1 - (work.inside + work.outside) / cpuNsPerIncrement;
    const seen = cell.audit !== null && cell.audit.overlaps !== null;
    if (seen && busy >= BUSY && voluntary < HARDLY && waited >= WAITED) words.push('spins');
    if (voluntary >= OFTEN || (busy < ASLEEP && voluntary >= NOW_AND_THEN && voluntary > involuntary)) {
      words.push('parks');
    }
    if (involuntary >= PRE_EMPTED) words.push('pre-empted');
  }
  return { cores, busy, words };
}

/** What the threads of a fork did in a second. */
interface Rates {
  threads: number;
  /** Of all threads together. */
  cpuSeconds: number;
  /** Of one thread, on average; `null` where the system does not count them. */
  switches: { voluntary: number; involuntary: number } | null;
}

/** None of a fork whose CPU time is not known. */
function rates({ rounds, operations, cpuNs, contextSwitches }: Fork): Rates[] {
  const ms = sum(rounds.map((round) => round.ms));
  const inside = sum(rounds.map((round) => sum(round.increments)));
  if (cpuNs === null || cpuNs.length === 0 || inside === 0) return [];
  // Ramps count in CPU time, switches and operations, but not in the rounds: the operations tell how long they took.
  const seconds = ((ms / 1e3) * operations) / inside;
  const each = (counts: readonly number[]): number => sum(counts) / counts.length / seconds;
  const switches = contextSwitches && {
    voluntary: each(contextSwitches.voluntary),
    involuntary: each(contextSwitches.involuntary),
  };
  return [{ threads: cpuNs.length, cpuSeconds: sum(cpuNs) / 1e9 / seconds, switches }];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
