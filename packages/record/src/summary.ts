/** What a record says of a cell, made from its raw forks and its audit alone, so that a reader can make it again. */
import { cellMinimumDetectableChange, jain, median, medianInterval, rank } from '@contend/stats';
import { familyKey } from './identity.ts';
import type { Audit, Cell, Estimate, Fork, Verdict } from './schema.ts';
import { plainText } from './text.ts';
import { hasRightCount, judge } from './verdict.ts';

/** What was measured of one cell. Everything else in its record follows from this. */
export type RawCell = Pick<
  Cell,
  | 'strategy'
  | 'strategyVersion'
  | 'guest'
  | 'world'
  | 'contenders'
  | 'workload'
  | 'runtime'
  | 'engine'
  | 'hosts'
  | 'pinned'
  | 'promised'
  | 'wait'
  | 'waitByTime'
  | 'latency'
  | 'reproduce'
  | 'explored'
  | 'audit'
  | 'forks'
>;

/**
 * The cells of a record, ranks included. A cell without forks was not measured (the run was interrupted before its
 * turn) and is left out.
 */
export function summariseRecord(cells: readonly RawCell[]): Cell[] {
  const summaries = cells.filter((cell) => cell.forks.length > 0).map(summariseCell);
  for (const family of families(summaries)) rankFamily(family);
  return summaries;
}

/**
 * One cell without its rank, which needs the cells it competes with.
 *
 * A fork counts when it was timed: it has rounds and reached its end. `lost` is what the forks' counts lack of what was
 * acknowledged there; the harness has already taken each difference modulo 2^32.
 *
 * @throws RangeError without forks
 */
export function summariseCell(raw: RawCell): Cell {
  if (raw.forks.length === 0) throw new RangeError(`${raw.strategy} has no forks: nothing of it was measured`);
  // A strategy's own words may hold anything, colours and line ends too.
  const forks = raw.forks.map((fork) => (fork.reason === null ? fork : { ...fork, reason: plainText(fork.reason) }));
  const timed = forks.filter(isTimed);
  const rounds = timed.flatMap((fork) => fork.rounds);
  const expected = sum(forks.map((fork) => fork.operations));
  const observed = sum(forks.map((fork) => fork.observed));
  return {
    strategy: raw.strategy,
    strategyVersion: raw.strategyVersion,
    guest: raw.guest,
    world: raw.world,
    contenders: raw.contenders,
    workload: raw.workload,
    runtime: raw.runtime,
    engine: raw.engine,
    hosts: raw.hosts,
    pinned: raw.pinned,
    ...judge(forks, raw.audit),
    promised: raw.promised,
    expected,
    observed,
    lost: sum(forks.map((fork) => Math.max(0, fork.operations - fork.observed))),
    refused: failedIn(forks, 'refused'),
    unknown: failedIn(forks, 'unknown'),
    throughput: estimate(timed.map(throughput)),
    nsPerIncrement: estimate(timed.map(nsPerIncrement)),
    cpuNsPerIncrement: medianOf(timed.map(cpuNsPerIncrement)),
    fairness: {
      jain: medianOf(timed.map((fork) => jain(totals(fork)))),
      handoffsPerMillion: handoffsPerMillion(raw.audit),
    },
    wait: raw.wait,
    waitByTime: raw.waitByTime,
    latency: raw.latency,
    longestGap: rounds.reduce<number | null>((longest, { longestGap }) => Math.max(longest ?? 0, longestGap), null),
    overlap: medianOf(rounds.map((round) => round.overlap)),
    minimumDetectableChange: cellMinimumDetectableChange(byBlock(forks)),
    rank: null,
    reproduce: raw.reproduce,
    explored: raw.explored,
    audit: raw.audit,
    forks,
  };
}

const TIMED: readonly Verdict[] = ['exact', 'within', 'lost-updates', 'over-counted', 'overlap'];

function failedIn(forks: readonly Fork[], how: 'refused' | 'unknown'): number | null {
  const known = forks.flatMap(({ failed }) => (failed === null ? [] : [failed[how]]));
  return known.length === 0 ? null : sum(known);
}

/** Whether the fork's rounds went their full course; one that was stopped would be timed up to the stall only. */
export function isTimed({ verdict, rounds }: Fork): boolean {
  return rounds.length > 0 && TIMED.includes(verdict);
}

/** Increments per second of the whole system, over all rounds of a fork. */
function throughput(fork: Fork): number {
  return (increments(fork) / milliseconds(fork)) * 1e3;
}

/** ns that pass between two increments of the whole system; `null` where there were none. */
function nsPerIncrement(fork: Fork): number | null {
  const counted = increments(fork);
  return counted === 0 ? null : (milliseconds(fork) * 1e6) / counted;
}

/** Cells that compete with each other: alike in everything but the strategy. */
export function families<C extends RawCell>(cells: readonly C[]): C[][] {
  return [...Map.groupBy(cells, (cell) => familyKey(cell)).values()];
}

/** A wrong count is never ranked, however fast. */
function rankFamily(family: readonly Cell[]): void {
  const exact = family.filter(hasRightCount);
  // Block numbers are labels: what matters is which forks share one.
  const blocks = [...new Set(exact.flatMap((cell) => cell.forks.map((fork) => fork.block)))].sort((a, b) => a - b);
  const series = exact.map((cell) => {
    const values = new Map(cell.forks.filter(isTimed).map((fork) => [fork.block, nsPerIncrement(fork)]));
    return blocks.map((block) => values.get(block) ?? null);
  });
  const ranks = rank(series);
  exact.forEach((cell, i) => {
    cell.rank = ranks[i] ?? null;
  });
}

/** ns per increment in the order of the blocks, with a `null` wherever neighbours were not measured one after the other. */
function byBlock(forks: readonly Fork[]): (number | null)[] {
  const values: (number | null)[] = [];
  let previous = -1;
  for (const fork of forks.toSorted((a, b) => a.block - b.block)) {
    if (fork.block > previous + 1) values.push(null);
    values.push(isTimed(fork) ? nsPerIncrement(fork) : null);
    previous = fork.block;
  }
  return values;
}

/** `null` where nothing was audited, or nobody numbers the hits. */
function handoffsPerMillion(audit: Audit | null): number | null {
  return audit === null || audit.handoffs === null || audit.operations === 0
    ? null
    : (audit.handoffs / audit.operations) * 1e6;
}

function increments({ rounds }: Fork): number {
  return sum(rounds.map((round) => sum(round.increments)));
}

function milliseconds({ rounds }: Fork): number {
  return sum(rounds.map((round) => round.ms));
}

/** Increments of each contender over all rounds. */
function totals({ rounds }: Fork): number[] {
  const contenders = rounds[0]?.increments.length ?? 0;
  return Array.from({ length: contenders }, (_, i) => sum(rounds.map((round) => round.increments[i] ?? 0)));
}

/** CPU time counts ramps, so it is set against all operations. */
function cpuNsPerIncrement({ cpuNs, operations, reads }: Fork): number | null {
  const all = operations + (reads?.operations ?? 0);
  return cpuNs === null || all === 0 ? null : sum(cpuNs) / all;
}

/** `null` too when one of the values has no bound: a fork that counted nothing takes for ever per increment. */
function estimate(values: readonly (number | null)[]): Estimate | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 || known.length < values.length ? null : medianInterval(known);
}

function medianOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : median(known);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
