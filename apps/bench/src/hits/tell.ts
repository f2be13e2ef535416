/** What `contend hits` says: beforehand, what it is going to do; afterwards, a line for each counter under each load. */
import type { Hits, HitsTrial } from '@contend/documents';
import { processorName, usableCores } from '@contend/record';
import { counted, percent, quantity, duration as time } from '@contend/report/units';
import { median } from '@contend/stats';
import { ownRuntime } from '../catalogue/runtime.ts';
import { duration } from '../cli/progress.ts';
import { enginesOf, type HitsPlan, planMs, trialMs } from './plan.ts';

/** What is said before every run. */
export function planLines(plan: HitsPlan): string[] {
  const { host, entries, absent, workers, connections, seconds, rate, faults, repeats, cores, given } = plan;
  const each = repeats === 1 ? '' : `, ${repeats} times each`;
  const fixed = rate === undefined ? 'half of what the slowest of them answers in a closed loop' : `${rate} a second`;
  const faultMs = entries.length * repeats * faults.reduce((sum, fault) => sum + trialMs(plan, fault), 0);
  const own = enginesOf(plan).filter((engine) => given[engine] === undefined);
  const theirs = enginesOf(plan).filter((engine) => given[engine] !== undefined);
  return [
    `contend hits: ${counted(entries.length, 'counter')}${each}, ${counted(workers, 'worker')}, ${counted(connections, 'connection')}, about ${duration(planMs(plan))}`,
    `${processorName(host.cpu)}, ${counted(usableCores(host), 'core')}, ${ownRuntime().label}, ${cores === null ? 'whoever asks shares the workers’ cores' : 'whoever asks has a core apart from the workers’'}`,
    `loads: a closed loop for ${seconds} s, then the same rate for all for ${seconds} s: ${fixed}`,
    ...(faults.length > 0 ? [`faults: ${faults.join(', ')} in a closed loop, about ${duration(faultMs)} of that`] : []),
    ...(own.length > 0 ? [`servers: private ones of ${own.join(', ')} on this machine, for this run`] : []),
    ...theirs.map(
      (engine) => `server: your ${engine}; what is made there has a name of contend’s, and is removed afterwards`,
    ),
    ...absent.map(({ entry, reason }) => `left out: ${entry.name}: ${reason}`),
  ];
}

/** What a dry run tells with `--json`. */
export function planDocument(plan: HitsPlan) {
  const { entries, absent, workers, connections, seconds, rate, faults, repeats, cores } = plan;
  return {
    workers,
    connections,
    seconds,
    rate: rate ?? null,
    repeats,
    faults,
    apart: cores !== null,
    estimatedSeconds: Math.round(planMs(plan) / 1_000),
    counters: entries.map(({ name, promises, needs }) => ({
      strategy: name,
      promised: promises,
      engine: needs ?? null,
    })),
    absent: absent.map(({ entry, reason }) => ({ strategy: entry.name, reason })),
  };
}

/** One line each. */
export function planTable({ entries }: HitsPlan): string[] {
  const widest = Math.max(...entries.map(({ name }) => name.length));
  return entries.map(
    ({ name, title, promises }) => `  ${name.padEnd(widest)}  ${title}${promises ? '' : '  (promises nothing)'}`,
  );
}

const HEAD = ['counter', 'load', 'hits/s', 'p50', 'p99', 'p99.9', 'sent of due', 'answered', 'lost'];

/** Trials of one counter under one load together: medians, and sums of what was counted. */
function row(trials: readonly HitsTrial[]): string[] {
  const [first] = trials as [HitsTrial];
  const latencies = trials.flatMap(({ latency }) => latency ?? []);
  const at = (which: 'p50' | 'p99' | 'p999') =>
    latencies.length === 0 ? '–' : time(median(latencies.map((each) => each[which])));
  const sum = (of: (trial: HitsTrial) => number) => trials.reduce((all, trial) => all + of(trial), 0);
  const due = sum((trial) => trial.due ?? 0);
  return [
    first.strategy,
    first.fault ?? (first.load === 'closed' ? 'closed loop' : 'fixed rate'),
    quantity(median(trials.map(({ hitsPerSecond }) => hitsPerSecond))),
    at('p50'),
    at('p99'),
    at('p999'),
    due === 0 ? '' : percent(sum(({ sent }) => sent) / due),
    String(sum(({ answered }) => answered)),
    outcome(trials),
  ];
}

/** What became of the count: what was lost of what was answered. */
function outcome(trials: readonly HitsTrial[]): string {
  const crashed = trials.find(({ counted }) => counted === null);
  if (crashed !== undefined) return `crashed: ${crashed.reason ?? 'its count could not be asked'}`;
  const over = trials.find(({ verdict }) => verdict === 'over-counted');
  if (over !== undefined) return `counted ${(over.counted ?? 0) - over.answered - over.unknown} too many`;
  const lost = trials.reduce((sum, { answered, counted }) => sum + Math.max(0, answered - (counted ?? 0)), 0);
  const answered = trials.reduce((sum, trial) => sum + trial.answered, 0);
  return lost === 0 ? '0' : `${lost} (${percent(lost / answered)})`;
}

export function summary({ trials, rate, workers, connections }: Hits): string {
  const groups = Map.groupBy(trials, ({ strategy, load, fault }) => JSON.stringify([load, fault, strategy]));
  const lines = [HEAD, ...[...groups.values()].map(row)];
  const widths = HEAD.map((_, i) => Math.max(...lines.map((line) => (line[i] as string).length)));
  // Names to the left, figures to the right; the last may be a sentence.
  const pad = (cell: string, i: number) => {
    if (i === HEAD.length - 1) return cell;
    return i < 2 ? cell.padEnd(widths[i] as number) : cell.padStart(widths[i] as number);
  };
  const about = `${counted(workers, 'worker')}, ${counted(connections, 'connection')}${rate === null ? '' : `; fixed rate: ${rate} a second, latencies from when each was due`}`;
  return [...lines.map((line) => line.map(pad).join('  ').trimEnd()), '', about].join('\n');
}
