/**
 * How much the spin budgets of the adaptive mutexes matter here: each budget against the lock's own, window by window in
 * turn, with a contender on each core and with two, and on each core with work inside and outside the section: what is
 * good where all only count may be bad where they do something between.
 *
 * A fork is the sampling unit, its value the median ratio of neighbouring windows. All budgets have their turn before any
 * has its next, in an order that moves on, so that each meets every drift of the host. Prints medians over forks with
 * their 95 % intervals, and writes them with all forks to `results/<machine>/budgets.json`. A lock's own budget is measured
 * against itself as well, which shows how far medians wander.
 *
 * Named runtimes are measured in place of this Node, all next to each other, with a contender on each core only, and written to
 * `runtime-budgets.json`.
 *
 * node src/experiments/budget/budget.ts [forks of each, 9 by default] [runtimes, as of `contend run --runtime`]
 */
import { pairWindowMs } from '@contend/bench/ab/paired';
import { ownRuntime, type Runtime, runtimesAt } from '@contend/bench/catalogue/runtime';
import { listed, wholeNumber } from '@contend/bench/cli/flags';
import { progress } from '@contend/bench/cli/progress';
import { noResult, untilResult } from '@contend/bench/run/clock-checks';
import { forkSpec } from '@contend/bench/run/fork-spec';
import { WORKLOADS, type WorkloadSpec } from '@contend/bench/run/workload';
import { BUDGETS, type BudgetsRow, RUNTIME_BUDGETS, writeDocument } from '@contend/documents';
import { calibrate, type ForkSpec, runPair } from '@contend/harness';
import { describeHost, usableCores } from '@contend/record';
import { median, medianInterval } from '@contend/stats';
import { circumstances, fromRoot, RESULTS } from '../../results.ts';
import { budgetsOf, idOf, LOCKS } from './variants.ts';

const FORKS = 9;
const PAIRS = 10;
const TIME_LIMIT_MS = 20_000;
const VARIANTS = new URL('./variants.ts', import.meta.url).href;

type Row = Omit<BudgetsRow, 'ratio'>;

const forks = wholeNumber('forks', process.argv[2] ?? String(FORKS), 1, 1_000);
const startedAt = new Date();
const host = await describeHost();
const named = process.argv[3];
const runtimes = named === undefined ? [ownRuntime()] : await runtimesAt(listed('runtimes', named));
const cores = usableCores(host);

const atWork = (name: string) => WORKLOADS.find((each) => each.name === name) as WorkloadSpec;
const onEachCore = Math.max(2, cores);
/** Under which contention. */
const SCENES = [
  { contenders: onEachCore, workload: atWork('hot') },
  ...(cores > 1 ? [{ contenders: 2 * cores, workload: atWork('hot') }] : []),
  { contenders: onEachCore, workload: atWork('typical') },
].slice(0, named === undefined ? undefined : 1);
const nsPerStep = await calibrate(ownRuntime(), host.allowedCores?.[0] ?? null);

const rows: Row[] = LOCKS.flatMap((each) =>
  SCENES.flatMap(({ contenders, workload }) =>
    budgetsOf(each).flatMap((budget) =>
      runtimes.map(({ label }) => ({
        ...{ lock: each.lock, runtime: label, contenders, workload: workload.name, ...budget, unit: each.unit },
        ...{ ns: [], ownNs: [], ratios: [] },
      })),
    ),
  ),
);

function specOf(module: string, id: string, { contenders, workload }: Row): ForkSpec {
  const windowMs = pairWindowMs({ world: 'threads', contenders }, cores);
  const subject = { entry: { module, id, kind: 'lock' as const }, world: 'threads' as const, contenders, windowMs };
  const means = { rounds: PAIRS, cores: host.allowedCores, nsPerStep };
  return forkSpec({ ...subject, workload: atWork(workload) }, means);
}

async function measure(row: Row): Promise<void> {
  const { lock, ns, ownNs, ratios } = row;
  const runtime = runtimes.find(({ label }) => label === row.runtime) as Runtime;
  const { own } = LOCKS.find((each) => each.lock === lock) as (typeof LOCKS)[number];
  // Told its budget as the other is: in Bun a budget by default is quicker.
  const a = specOf(VARIANTS, idOf(lock, own), row);
  const b = specOf(VARIANTS, idOf(lock, row), row);
  const how = { runtime, timeLimitMs: TIME_LIMIT_MS };
  const result = await untilResult(() => runPair({ a, b, pairs: PAIRS }, how));
  if ('untrusted' in result) throw noResult(runtime, result);
  const { pairs, ...sides } = result;
  for (const side of [sides.a, sides.b])
    if (side.verdict !== 'exact') throw new Error(`${lock} ended as ${side.verdict}: ${side.reason ?? 'lost updates'}`);
  // A busy host may leave no window that everybody saw the whole of.
  if (pairs.length === 0) return;
  ownNs.push(median(pairs.map(([own]) => own)));
  ns.push(median(pairs.map(([, other]) => other)));
  ratios.push(median(pairs.map(([own, other]) => other / own)));
}

const talk = progress(process.stderr);
const began = performance.now();
for (let fork = 0; fork < forks; fork++) {
  const turn = Math.floor((fork / forks) * rows.length);
  for (const [i, row] of [...rows.slice(turn), ...rows.slice(0, turn)].entries()) {
    const done = (fork + i / rows.length) / forks;
    const elapsed = performance.now() - began;
    talk.show(
      `${row.runtime}: ${row.lock}, ${row.tries} looks, fork ${fork + 1}`,
      done,
      done > 0 ? elapsed / done - elapsed : 0,
    );
    await measure(row);
  }
}
talk.end();

const told = rows.map((row) => ({ ...row, ratio: row.ratios.length === 0 ? null : medianInterval(row.ratios) }));

function line({ tries, first, most, unit, ns, ratio }: (typeof told)[number]): string {
  const looks = `${String(tries).padStart(5)} looks, ${String(first).padStart(4)} to ${String(most).padStart(5)} ${unit} apart`;
  if (ratio === null) return `${looks}  not measured`;
  const { median: middle, low, high } = ratio;
  const interval = low === null || high === null ? '' : ` (${low.toFixed(2)} to ${high.toFixed(2)})`;
  return `${looks}  ${median(ns).toFixed(1).padStart(6)} ns  ${middle.toFixed(2)} of its own${interval}`;
}

for (const [title, group] of Map.groupBy(
  told,
  ({ runtime, lock, contenders, workload }) => `${runtime}: ${lock}, ${contenders} threads, ${workload}`,
)) {
  const own = group.flatMap(({ ownNs }) => ownNs);
  console.log(`\n${title}; under its own budget ${own.length === 0 ? '?' : median(own).toFixed(1)} ns per increment`);
  for (const row of group) console.log(line(row));
}

const path = writeDocument(RESULTS, named === undefined ? BUDGETS : RUNTIME_BUDGETS, {
  startedAt: startedAt.toISOString(),
  finishedAt: new Date().toISOString(),
  ...circumstances(host),
  rows: told,
});
console.log(`\nwritten to ${fromRoot(path)}`);
