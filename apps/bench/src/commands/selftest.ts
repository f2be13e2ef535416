/** `contend selftest`: measures the measurer on this machine, by comparisons whose right answer is known. */
import { describeHost, usableCores } from '@contend/record';
import { type Duels, duelWindowMs } from '../ab/duels.ts';
import { type Entry, entriesIn } from '../catalogue.ts';
import { Failure, STATUS } from '../failure.ts';
import { interruptible } from '../interrupt.ts';
import { print, printJson } from '../print.ts';
import { duration, progress } from '../progress.ts';
import { ownRuntime } from '../runtime.ts';
import type { Margin } from '../selftest/tinybench-child.ts';
import { compareOnce, type Trial, tinybenchOnce } from '../selftest/trial.ts';
import { alarms, detects, marginsApart, type Row, row } from '../selftest/verdict.ts';
import { WORKLOADS } from '../workload.ts';

/** Comparisons of each kind. */
const FEW = 4;
const MANY = 40;
/** Seconds that one comparison may take. */
const BUDGET_S = { uncontended: 14, contended: 12, slowed: 8 };
/** What tinybench's defaults take for two tasks, and starting it. */
const TINYBENCH_S = 3;
const TIME_LIMIT_MS = 20_000;

export async function selftest({ full, json }: { full: boolean; json: boolean }): Promise<number> {
  const talk = progress(process.stderr);
  const signal = interruptible(() => talk.say('stopping: nothing is concluded from half a selftest'));
  const startedAt = new Date();
  const host = await describeHost();
  const cores = usableCores(host);
  const runtime = ownRuntime();
  const entries = await entriesIn(new URL('../selftest/strategies.ts', import.meta.url).href, runtime.path, signal);
  const entry = (id: string) => entries.find((each) => each.id === id) as Entry;
  if (cores < 2) throw new Failure('host', 'a selftest needs two cores to contend on', STATUS.host);

  const comparisons = full ? MANY : FEW;
  const totalS = comparisons * (BUDGET_S.uncontended + BUDGET_S.contended + BUDGET_S.slowed + TINYBENCH_S);
  talk.say(`selftest: ${comparisons} comparisons of each kind, about ${duration(totalS * 1_000)}`);
  const workload = WORKLOADS[0] as (typeof WORKLOADS)[number];
  let doneS = 0;
  const duels = (b: string, contenders: number, budgetS: number): Duels => {
    const cell = (id: string) => ({
      entry: entry(id),
      world: 'threads' as const,
      contenders,
      workload,
      runtime,
      windowMs: duelWindowMs({ world: 'threads', contenders }, cores),
      promised: true,
    });
    return {
      a: cell('selftest/one'),
      b: cell(b),
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
  const trials: Record<'uncontended' | 'contended' | 'slowed', Trial[]> = {
    uncontended: [],
    contended: [],
    slowed: [],
  };
  const margins: [Margin, Margin][] = [];
  // All kinds in turn, so that each meets every mood of the host.
  for (let i = 0; i < comparisons; i++) {
    const compared = async (kind: keyof typeof trials, b: string, contenders: number) => {
      trials[kind].push(await compareOnce(duels(b, contenders, BUDGET_S[kind])));
      doneS += BUDGET_S[kind];
    };
    await compared('uncontended', 'selftest/other', 1);
    margins.push(await tinybenchOnce(runtime.path, signal));
    doneS += TINYBENCH_S;
    await compared('contended', 'selftest/other', cores);
    await compared('slowed', 'selftest/slowed', 1);
  }
  talk.end();
  const document = {
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
  return document.rows.some(({ rule, missed }) => rule === CONTEND && missed) ? STATUS.broken : STATUS.held;
}

const CONTEND = 'contend';
const TINYBENCH = 'tinybench';
const UNCONTENDED_FACTORS = [
  { factor: 1.02, least: 0.8 },
  { factor: 1.05, least: 0.95 },
  { factor: 1.1, least: null },
];
const CONTENDED_FACTORS = [
  { factor: 1.02, least: null },
  { factor: 1.05, least: null },
  { factor: 1.1, least: 0.95 },
];

const slower = (factor: number) => `sees ${Math.round((factor - 1) * 100)} % slower`;

function rowsOf(
  { uncontended, contended, slowed }: Record<'uncontended' | 'contended' | 'slowed', Trial[]>,
  margins: readonly [Margin, Margin][],
): Row[] {
  const ask = (trials: readonly Trial[], question: (ratios: readonly number[]) => boolean) =>
    trials.map(({ ratios }) => question(ratios));
  const factors = (kind: string, trials: readonly Trial[], asked: typeof UNCONTENDED_FACTORS) =>
    asked.map(({ factor, least }) =>
      row(
        CONTEND,
        `${kind}: ${slower(factor)}`,
        ask(trials, (ratios) => detects(ratios, factor)),
        least === null ? null : { least },
      ),
    );
  const margin = (question: string, answer: (a: Margin, b: Margin) => boolean) =>
    row(
      TINYBENCH,
      `uncontended: ${question}`,
      margins.map(([a, b]) => answer(a, b)),
      null,
    );
  return [
    row(CONTEND, 'uncontended: calls equals different', ask(uncontended, alarms), { most: 0.01 }),
    margin('calls equals different', (a, b) => marginsApart(a, b) !== 'none'),
    ...UNCONTENDED_FACTORS.flatMap((asked) => [
      ...factors('uncontended', uncontended, [asked]),
      margin(slower(asked.factor), (a, b) => marginsApart(a, b, asked.factor) === 'slower'),
    ]),
    row(
      CONTEND,
      'uncontended: sees an extra step in every 8th operation',
      ask(slowed, (ratios) => detects(ratios, 1)),
      null,
    ),
    row(CONTEND, 'contended: calls equals different', ask(contended, alarms), { most: 0.01 }),
    ...factors('contended', contended, CONTENDED_FACTORS),
  ];
}

function text(rows: readonly Row[], trials: Record<string, Trial[]>): string {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  const cells = rows.map(({ rule, question, count, of, rate, low, high, target, missed }) => {
    const aim =
      target === null
        ? ''
        : `${target.most === undefined ? `at least ${percent(target.least as number)}` : `at most ${percent(target.most)}`}: ${missed ? '✗ missed' : '✓'}`;
    return [rule, question, `${count} of ${of}`, percent(rate), `${percent(low)} to ${percent(high)}`, aim];
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
