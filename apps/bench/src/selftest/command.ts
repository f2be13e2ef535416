/** `contend selftest`: measures the measurer on this machine, by comparisons whose right answer is known. */
import { type RuntimeName, runFork, runPair } from '@contend/harness';
import { describeHost, usableCores } from '@contend/record';
import { percent } from '@contend/report/units';
import { type PairedRun, pairWindowMs } from '../ab/paired.ts';
import { type Entry, entriesIn } from '../catalogue/catalogue.ts';
import { ownRuntime, runtimeAt } from '../catalogue/runtime.ts';
import { Failure, STATUS } from '../cli/failure.ts';
import { interruptible } from '../cli/interrupt.ts';
import { print, printJson } from '../cli/print.ts';
import { duration, progress } from '../cli/progress.ts';
import { prove } from '../proof/prove.ts';
import { WORKLOADS } from '../run/workload.ts';
import { overheadOnce, type Quotient, quotientsOf } from './overhead.ts';
import type { Ratios } from './overhead-child.ts';
import { aim, CONTEND, MARKS, rowsOf, type SelftestDocument, type Trials } from './rows.ts';
import type { Margin } from './tinybench-child.ts';
import { compareOnce, tinybenchOnce } from './trial.ts';
import type { Row } from './verdict.ts';

/** Comparisons of each kind. */
const FEW = 4;
const MANY = 40;
/** Seconds that one comparison may take. */
const BUDGET_S = { uncontended: 14, contended: 12, slowed: 8 };
/** By how much more a comparison takes where a fork is a page, or a browser, and starts later: for as many forks. */
const LONGER: Partial<Record<RuntimeName, number>> = { chromium: 2, firefox: 5 };
/** What tinybench's defaults take for two tasks, and starting it. */
const TINYBENCH_S = 13;
/** Forks beside each comparison that tell what the harness costs: of the fewest there is an interval. */
const OVERHEADS = 2;
const OVERHEAD_S = 4;
const TIME_LIMIT_MS = 60_000;

export interface SelftestOptions {
  full: boolean;
  runtime?: string;
  json: boolean;
}

export async function selftest({ full, runtime: typed, json }: SelftestOptions): Promise<number> {
  const talk = progress(process.stderr);
  const signal = interruptible(() => talk.say('stopping: nothing is concluded from half a selftest'));
  const startedAt = new Date();
  const host = await describeHost();
  const cores = usableCores(host);
  const runtime = typed === undefined ? ownRuntime() : await runtimeAt(typed);
  const entries = await entriesIn(new URL('./strategies.ts', import.meta.url).href, ownRuntime(), signal);
  const entry = (id: string) => entries.find((each) => each.id === id) as Entry;
  if (cores < 2) throw new Failure('host', 'a selftest needs two cores to contend on', STATUS.host);

  if (typed !== undefined) await prove(runtime, runFork, { cores: host.allowedCores, signal });
  const comparisons = full ? MANY : FEW;
  const longer = LONGER[runtime.name] ?? 1;
  const pairsS = longer * (BUDGET_S.uncontended + BUDGET_S.contended + BUDGET_S.slowed);
  const totalS = comparisons * (pairsS + TINYBENCH_S + OVERHEADS * OVERHEAD_S);
  const about = `${comparisons} comparisons of each kind, about ${duration(totalS * 1_000)}`;
  talk.say(`selftest in ${runtime.label}: ${about}`);
  const workload = WORKLOADS[0] as (typeof WORKLOADS)[number];
  let doneS = 0;
  const paired = (b: string, contenders: number, budgetS: number): PairedRun => {
    const cell = (id: string) => ({
      entry: entry(id),
      world: 'threads' as const,
      contenders,
      workload,
      runtime,
      windowMs: pairWindowMs({ world: 'threads', contenders }, cores),
      promised: true,
    });
    return {
      a: cell('selftest/one'),
      b: cell(b),
      pair: runPair,
      now: () => performance.now(),
      cores: host.allowedCores,
      nsPerStep: undefined,
      budgetMs: budgetS * 1_000,
      timeLimitMs: TIME_LIMIT_MS,
      signal,
      onFork: (_, elapsedMs) => {
        const s = doneS + elapsedMs / 1_000;
        talk.show(`${contenders === 1 ? 'uncontended' : 'contended'}, against ${b}`, s / totalS, (totalS - s) * 1_000);
      },
    };
  };
  const trials: Trials = { uncontended: [], contended: [], slowed: [] };
  const margins: [Margin, Margin][] = [];
  const overheads: Ratios[] = [];
  // All kinds in turn, so that each meets every drift of the host.
  for (let i = 0; i < comparisons; i++) {
    const compared = async (kind: keyof typeof trials, b: string, contenders: number) => {
      const budgetS = longer * BUDGET_S[kind];
      trials[kind].push(await compareOnce(paired(b, contenders, budgetS)));
      doneS += budgetS;
    };
    await compared('uncontended', 'selftest/other', 1);
    margins.push(await tinybenchOnce(runtime, signal));
    doneS += TINYBENCH_S;
    await compared('contended', 'selftest/other', cores);
    await compared('slowed', 'selftest/slowed', 1);
    for (let fork = 0; fork < OVERHEADS; fork++) {
      overheads.push(await overheadOnce(runtime, host.allowedCores, signal));
      doneS += OVERHEAD_S;
    }
  }
  talk.end();
  const document: SelftestDocument = {
    startedAt: startedAt.toISOString(),
    host,
    runtime: { name: runtime.name, version: runtime.version, engine: runtime.engine },
    full,
    rows: rowsOf(trials, margins),
    overhead: quotientsOf(overheads),
    trials,
    tinybench: margins,
    overheads,
  };
  if (json) await printJson(document);
  else await print(`${text(document.rows, trials)}${document.overhead.map(told).join('')}`);
  const missed = [...document.rows.filter(({ rule }) => rule === CONTEND), ...document.overhead].some(
    ({ outcome }) => outcome === 'missed',
  );
  return missed ? STATUS.broken : STATUS.held;
}

/** `harness / loop over the same counter: 1.01 (99 % interval 1.00 to 1.02), at most 1.05: ✓ reached`. */
function told({ says, ratio, low, high, most, outcome }: Quotient): string {
  const interval = low === null || high === null ? 'no interval' : `99 % interval ${shown(low)} to ${shown(high)}`;
  const target = most === null || outcome === null ? '' : `, at most ${most}: ${MARKS[outcome]}`;
  return `${says}: ${shown(ratio)} (${interval})${target}\n`;
}

const shown = (ratio: number): string => ratio.toFixed(3);

function text(rows: readonly Row[], trials: Trials): string {
  const cells = rows.map((row) => {
    const { rule, question, count, of, rate, low, high } = row;
    return [rule, question, `${count} of ${of}`, percent(rate), `${percent(low)} to ${percent(high)}`, aim(row)];
  });
  const table = [['rule', 'question', 'times', 'rate', '95 % interval', 'target'], ...cells];
  const widths = table[0]?.map((_, i) => Math.max(...table.map((line) => (line[i] as string).length))) ?? [];
  const lines = table.map((line) =>
    line
      .map((cell, i) => cell.padEnd(widths[i] as number))
      .join('  ')
      .trimEnd(),
  );
  const longest = Math.max(
    ...Object.values(trials)
      .flat()
      .map(({ seconds }) => seconds),
  );
  return `${lines.join('\n')}\nno comparison took longer than ${longest.toFixed(1)} s\n`;
}
