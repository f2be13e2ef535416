/** `contend selftest`: measures the measurer on this machine, by comparisons whose right answer is known. */
import { runPair } from '@contend/harness';
import { describeHost, usableCores } from '@contend/record';
import { percent } from '@contend/report/units';
import { type PairedRun, pairWindowMs } from '../ab/paired.ts';
import { type Entry, entriesIn } from '../catalogue/catalogue.ts';
import { ownRuntime } from '../catalogue/runtime.ts';
import { Failure, STATUS } from '../cli/failure.ts';
import { interruptible } from '../cli/interrupt.ts';
import { print, printJson } from '../cli/print.ts';
import { duration, progress } from '../cli/progress.ts';
import { WORKLOADS } from '../run/workload.ts';
import { aim, CONTEND, rowsOf, type SelftestDocument, type Trials } from './rows.ts';
import type { Margin } from './tinybench-child.ts';
import { compareOnce, tinybenchOnce } from './trial.ts';
import type { Row } from './verdict.ts';

/** Comparisons of each kind. */
const FEW = 4;
const MANY = 40;
/** Seconds that one comparison may take. */
const BUDGET_S = { uncontended: 14, contended: 12, slowed: 8 };
/** What tinybench's defaults take for two tasks, and starting it. */
const TINYBENCH_S = 13;
const TIME_LIMIT_MS = 20_000;

export async function selftest({ full, json }: { full: boolean; json: boolean }): Promise<number> {
  const talk = progress(process.stderr);
  const signal = interruptible(() => talk.say('stopping: nothing is concluded from half a selftest'));
  const startedAt = new Date();
  const host = await describeHost();
  const cores = usableCores(host);
  const runtime = ownRuntime();
  const entries = await entriesIn(new URL('./strategies.ts', import.meta.url).href, runtime, signal);
  const entry = (id: string) => entries.find((each) => each.id === id) as Entry;
  if (cores < 2) throw new Failure('host', 'a selftest needs two cores to contend on', STATUS.host);

  const comparisons = full ? MANY : FEW;
  const totalS = comparisons * (BUDGET_S.uncontended + BUDGET_S.contended + BUDGET_S.slowed + TINYBENCH_S);
  talk.say(`selftest: ${comparisons} comparisons of each kind, about ${duration(totalS * 1_000)}`);
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
  // All kinds in turn, so that each meets every drift of the host.
  for (let i = 0; i < comparisons; i++) {
    const compared = async (kind: keyof typeof trials, b: string, contenders: number) => {
      trials[kind].push(await compareOnce(paired(b, contenders, BUDGET_S[kind])));
      doneS += BUDGET_S[kind];
    };
    await compared('uncontended', 'selftest/other', 1);
    margins.push(await tinybenchOnce(runtime, signal));
    doneS += TINYBENCH_S;
    await compared('contended', 'selftest/other', cores);
    await compared('slowed', 'selftest/slowed', 1);
  }
  talk.end();
  const document: SelftestDocument = {
    startedAt: startedAt.toISOString(),
    host,
    runtime: { name: runtime.name, version: runtime.version, engine: runtime.engine },
    full,
    rows: rowsOf(trials, margins),
    trials,
    tinybench: margins,
  };
  if (json) await printJson(document);
  else await print(text(document.rows, trials));
  return document.rows.some(({ rule, outcome }) => rule === CONTEND && outcome === 'missed')
    ? STATUS.broken
    : STATUS.held;
}

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
