/** What a record's form cannot say: figures that no run can have measured. */
import { courseProblems } from './course.ts';
import { cellKey, faultKey } from './identity.ts';
import type { Problem } from './problem.ts';
import type { Cell, ContendRecord, FaultResult, Fork, Round, Waits } from './schema.ts';
import { families } from './summary.ts';
import { hasControlCharacters } from './text.ts';
import { hasRightCount } from './verdict.ts';

/** Far above what a run measures, low enough that judging a hostile record ends: intervals cost the square of these. */
const MAX_FORKS_PER_CELL = 1_000;
const MAX_CELLS_PER_FAMILY = 128;

/** A window from a microsecond to a day. */
const WINDOW_MS = { min: 1e-3, max: 86_400_000 };
/** ns in a year: no wait and no CPU time of a run is longer. */
const MAX_NS = 3.2e16;
/** Of one contender. A compiled increment takes a cycle at the least, and no processor has ten in a nanosecond. */
const MAX_INCREMENTS_PER_NS = 10;
/** Edges of windows are interpolated, so a sum of increments may pass the whole by a rounding error. */
const ROUNDING = 1e-9;

/** The first thing in a record that cannot be, or `null`. */
export function implausible(record: ContendRecord): Problem | null {
  for (const problem of problems(record)) return problem;
  return null;
}

function* problems(record: ContendRecord): Generator<Problem> {
  yield* controlCharacters(record, []);
  if (Date.parse(record.finishedAt) < Date.parse(record.startedAt)) {
    yield { path: ['finishedAt'], message: 'lies before startedAt' };
  }
  yield* repeated(
    record.cells,
    (cell) => cellKey(cell),
    (i, first) => ({
      path: ['cells', i],
      message: `is the same cell as cells[${first}]`,
    }),
  );
  yield* repeated(
    record.plan.calibration,
    ({ runtime }) => runtime,
    (i, first) => ({ path: ['plan', 'calibration', i], message: `is of the same runtime as calibration[${first}]` }),
  );
  if (record.schemaVersion > 1) yield* runtimeProblems(record);
  yield* hostProblems(record);
  for (const family of families(record.cells)) {
    if (family.length > MAX_CELLS_PER_FAMILY) {
      yield { path: ['cells'], message: `more than ${MAX_CELLS_PER_FAMILY} strategies compete in one family` };
    }
  }
  for (const [i, cell] of record.cells.entries()) yield* under(['cells', i], cellProblems(cell));
  yield* courseProblems(record);
  yield* faultProblems(record.faults ?? []);
}

/** Whether each cell was measured in a runtime that the record describes. The first version described one, for all. */
function* runtimeProblems({ runtime, runtimes, cells }: ContendRecord): Generator<Problem> {
  yield* repeated(
    runtimes,
    ({ label }) => label,
    (i, first) => ({ path: ['runtimes', i], message: `has the label of runtimes[${first}]` }),
  );
  const [first] = runtimes;
  const same = (['name', 'version', 'engine'] as const).every((field) => first?.[field] === runtime[field]);
  if (!same) yield { path: ['runtime'], message: 'is not the first of runtimes' };
  const labels = new Set(runtimes.map(({ label }) => label));
  for (const [i, cell] of cells.entries()) {
    if (!labels.has(cell.runtime)) yield { path: ['cells', i, 'runtime'], message: 'is none of runtimes' };
  }
}

/** Whether each cell's contenders are on hosts that the record describes, as many on each. */
function* hostProblems({ hosts, cells }: ContendRecord): Generator<Problem> {
  const seats = hosts.flatMap(({ seat }) => (seat === null ? [] : [seat]));
  yield* repeated(seats, String, (_, first) => ({ path: ['hosts'], message: `has the seat ${seats[first]} twice` }));
  for (const [i, { hosts: own, contenders }] of cells.entries()) {
    if (own === null) continue;
    if (own.length === 0 || contenders % own.length !== 0 || own.some((seat) => !seats.includes(seat))) {
      yield { path: ['cells', i, 'hosts'], message: 'are none of hosts, or have not as many contenders each' };
    }
  }
}

/** Text of a record reaches terminals and pages: it must not be able to move a cursor or hide itself. */
function* controlCharacters(value: unknown, path: Problem['path']): Generator<Problem> {
  if (typeof value === 'string') {
    if (hasControlCharacters(value)) yield { path, message: 'has control characters' };
  } else if (Array.isArray(value)) {
    if (typeof value[0] === 'number') return;
    for (const [i, item] of value.entries()) yield* controlCharacters(item, [...path, i]);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      if (typeof item !== 'number') yield* controlCharacters(item, [...path, key]);
    }
  }
}

/** What stands in a list again although nothing tells it from what stood there before. */
function* repeated<T>(
  items: readonly T[],
  key: (item: T) => string,
  problem: (place: number, first: number) => Problem,
): Generator<Problem> {
  const seen = new Map<string, number>();
  for (const [i, item] of items.entries()) {
    const first = seen.get(key(item));
    if (first === undefined) seen.set(key(item), i);
    else yield problem(i, first);
  }
}

function* cellProblems(cell: Cell): Generator<Problem> {
  if (cell.forks.length === 0) yield { path: ['forks'], message: 'is empty: a cell without forks was not measured' };
  if (cell.forks.length > MAX_FORKS_PER_CELL) {
    yield { path: ['forks'], message: `has more than ${MAX_FORKS_PER_CELL} forks` };
  }
  const samples = cell.audit?.waitSamples ?? 0;
  for (const name of ['wait', 'waitByTime', 'latency'] as const) {
    const percentiles = cell[name];
    if (percentiles === null) continue;
    if (!ascending(percentiles)) yield { path: [name], message: 'falls from one percentile to the next' };
    if ((percentiles.max ?? 0) > MAX_NS) yield { path: [name, 'max'], message: 'is longer than a year' };
    if (samples === 0) yield { path: [name], message: 'is given although the audit took no samples' };
  }
  const blocks = new Set<number>();
  for (const [i, fork] of cell.forks.entries()) {
    if (blocks.has(fork.block)) yield { path: ['forks', i, 'block'], message: 'is taken by another fork of the cell' };
    blocks.add(fork.block);
    yield* under(['forks', i], forkProblems(fork, cell));
  }
}

function ascending({ p50, p90, p99, p999, max }: Waits): boolean {
  const rising = [p50, p90, p99, p999, max].map((each) => each ?? 0);
  return rising.every((each, i) => i === 0 || (rising[i - 1] as number) <= each);
}

function* forkProblems(fork: Fork, { world, contenders }: Cell): Generator<Problem> {
  const { verdict, operations, observed, failed, reads, cpuNs, contextSwitches, rounds } = fork;
  const most = operations + (failed?.unknown ?? 0);
  if (observed > most && verdict !== 'over-counted') yield { path: ['observed'], message: 'is more than operations' };
  if (verdict === 'over-counted' && (failed === null || observed <= most)) {
    yield { path: ['verdict'], message: 'is over-counted although no more was counted than was made' };
  }
  if (verdict === 'within' && (observed < operations || most === operations)) {
    yield { path: ['verdict'], message: 'is within although updates were lost, or no outcome is unknown' };
  }
  if (verdict === 'exact' && most > operations) {
    yield { path: ['verdict'], message: `is exact although ${most - operations} outcomes are unknown` };
  }
  if (verdict === 'exact' && observed < operations) {
    yield { path: ['verdict'], message: `is exact although ${operations - observed} updates were lost` };
  }
  if (verdict === 'lost-updates' && observed === operations) {
    yield { path: ['verdict'], message: 'is lost-updates although none was lost' };
  }
  if (verdict === 'exact' && reads !== null && reads.torn > 0) {
    yield { path: ['verdict'], message: `is exact although ${reads.torn} reads saw a write under way` };
  }
  if (reads !== null && reads.torn > reads.operations) {
    yield { path: ['reads', 'torn'], message: 'is more than operations' };
  }
  if (hasRightCount(fork) && rounds.length === 0) {
    yield { path: ['rounds'], message: `is empty although the verdict is ${verdict}` };
  }
  for (const [name, list] of Object.entries({ cpuNs, ...contextSwitches })) {
    // Tasks share a thread; a contender of any other world has its own, and an actor's owner one besides.
    const possible = world === 'tasks' ? [1] : [contenders, contenders + 1];
    if (list !== null && !possible.includes(list.length)) {
      const path = name === 'cpuNs' ? [name] : ['contextSwitches', name];
      yield { path, message: `has ${list.length} values where there are ${possible.join(' or ')} threads` };
    }
  }
  if (cpuNs?.some((ns) => ns > MAX_NS)) yield { path: ['cpuNs'], message: 'is longer than a year' };
  for (const [i, round] of rounds.entries()) yield* under(['rounds', i], roundProblems(round, contenders));
  const inside = rounds.reduce((sum, round) => sum + round.increments.reduce((a, b) => a + b, 0), 0);
  if (!(inside <= (operations + (reads?.operations ?? 0)) * (1 + ROUNDING))) {
    yield { path: ['operations'], message: `is less than what is inside the rounds, ${inside}` };
  }
}

function* roundProblems({ ms, increments, longestGap }: Round, contenders: number): Generator<Problem> {
  if (ms < WINDOW_MS.min || ms > WINDOW_MS.max) yield { path: ['ms'], message: 'is no length of a window' };
  if (longestGap > MAX_NS) yield { path: ['longestGap'], message: 'is longer than a year' };
  if (increments.length !== contenders) {
    yield { path: ['increments'], message: `has ${increments.length} values for ${contenders} contenders` };
  }
  const most = ms * 1e6 * MAX_INCREMENTS_PER_NS;
  for (const [i, n] of increments.entries()) {
    if (n > most) yield { path: ['increments', i], message: `is more than ${MAX_INCREMENTS_PER_NS} in a nanosecond` };
  }
}

function* faultProblems(faults: readonly FaultResult[]): Generator<Problem> {
  yield* repeated(faults, faultKey, (i, first) => ({
    path: ['faults', i],
    message: `is the same fault as faults[${first}]`,
  }));
  for (const [i, each] of faults.entries()) yield* under(['faults', i], outcomeProblems(each));
}

/** A terminated contender may have counted an increment whose return nobody saw: one, where nothing else is unknown. */
function* outcomeProblems({ world, fault, outcome, unknown, ...seen }: FaultResult): Generator<Problem> {
  const { operations, observed, seconds, trials, alike } = seen;
  if (alike > trials) yield { path: ['alike'], message: 'is more than trials' };
  const inDoubt = unknown ?? (fault === 'terminate' ? 1 : 0);
  if (seconds !== null && seconds * 1e9 > MAX_NS) yield { path: ['seconds'], message: 'is longer than a year' };
  const shares = world === 'tasks' || world === 'threads';
  if (fault === 'kill' && shares && (operations ?? observed) !== null) {
    yield { path: ['operations'], message: 'is given although the process that had it was killed' };
  }
  const right = operations !== null && observed !== null && observed >= operations && observed <= operations + inDoubt;
  if (outcome === 'recovered' && (operations === null || observed === null)) {
    yield { path: ['outcome'], message: 'is recovered although the count was not read' };
  } else if (outcome === 'recovered' && !right) {
    yield {
      path: ['outcome'],
      message: `is recovered although the count rose by ${observed} in ${operations} increments`,
    };
  }
  if (outcome === 'recovered' && operations === 0) {
    yield { path: ['outcome'], message: 'is recovered although no increment was made' };
  }
  if (outcome === 'recovered' && seconds === null) {
    yield { path: ['seconds'], message: 'is not given although the others went on' };
  }
  if (outcome === 'wrong-count' && (operations === null || observed === null || right)) {
    yield { path: ['outcome'], message: 'is wrong-count although no wrong count is given' };
  }
}

function* under(path: Problem['path'], found: Iterable<Problem>): Generator<Problem> {
  for (const problem of found) yield { ...problem, path: [...path, ...problem.path] };
}
