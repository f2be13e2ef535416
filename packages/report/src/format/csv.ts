/** The cells of a record as a table that any program reads: a row a cell, plain numbers, units in the names. */
import { type Cell, type ContendRecord, plainText } from '@contend/record';
import { stringify } from 'csv-stringify/sync';

const COLUMNS: Record<string, (cell: Cell) => string | number | boolean | null> = {
  strategy: (cell) => text(cell.strategy),
  strategy_version: (cell) => text(cell.strategyVersion),
  guest: (cell) => cell.guest,
  world: (cell) => text(cell.world),
  contenders: (cell) => cell.contenders,
  workload: (cell) => text(cell.workload),
  runtime: (cell) => text(cell.runtime),
  engine: (cell) => (cell.engine === null ? null : text(cell.engine)),
  pinned: (cell) => cell.pinned,
  verdict: (cell) => cell.verdict,
  promised: (cell) => cell.promised,
  expected: (cell) => cell.expected,
  observed: (cell) => cell.observed,
  lost: (cell) => cell.lost,
  refused: (cell) => cell.refused,
  unknown: (cell) => cell.unknown,
  forks: (cell) => cell.forks.length,
  increments_per_s: (cell) => cell.throughput?.median ?? null,
  increments_per_s_low: (cell) => cell.throughput?.low ?? null,
  increments_per_s_high: (cell) => cell.throughput?.high ?? null,
  ns_per_increment: (cell) => cell.nsPerIncrement?.median ?? null,
  cpu_ns_per_increment: (cell) => cell.cpuNsPerIncrement,
  jain: (cell) => cell.fairness.jain,
  handoffs_per_million: (cell) => cell.fairness.handoffsPerMillion,
  wait_p50_ns: (cell) => cell.wait?.p50 ?? null,
  wait_p99_ns: (cell) => cell.wait?.p99 ?? null,
  wait_max_ns: (cell) => cell.wait?.max ?? null,
  wait_by_time_p99_ns: (cell) => cell.waitByTime?.p99 ?? null,
  latency_p50_ns: (cell) => cell.latency?.p50 ?? null,
  latency_p99_ns: (cell) => cell.latency?.p99 ?? null,
  latency_p999_ns: (cell) => cell.latency?.p999 ?? null,
  round_trips: (cell) => cell.audit?.roundTrips ?? null,
  longest_gap_ns: (cell) => cell.longestGap,
  overlap: (cell) => cell.overlap,
  minimum_detectable_change: (cell) => cell.minimumDetectableChange,
  rank: (cell) => cell.rank,
  explored: (cell) => cell.explored?.verdict ?? null,
  reproduce: (cell) => text(cell.reproduce),
};

/**
 * RFC 4180, with a head. What was not measured is an empty field.
 *
 * A text that a spreadsheet would take for a formula begins with an apostrophe instead.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function renderCsv({ cells }: ContendRecord): string {
  const columns = Object.entries(COLUMNS);
  const rows = cells.map((cell) => columns.map(([, of]) => of(cell)));
  return stringify([columns.map(([name]) => name), ...rows], {
    escape_formulas: true,
    cast: { boolean: String },
  });
}

const text = (untrusted: string): string => plainText(untrusted);
