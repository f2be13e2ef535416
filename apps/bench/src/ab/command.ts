/** `contend ab`: two strategies, two plug-in files or two git revisions of one, interleaved until the budget ends. */
import { calibrate, runPair } from '@contend/harness';
import { describeHost, usableCores } from '@contend/record';
import { percent, duration as time, times } from '@contend/report/units';
import { CONFIDENCE, type Comparison, medianInterval } from '@contend/stats';
import { ownRuntime } from '../catalogue/runtime.ts';
import { Failure, STATUS } from '../cli/failure.ts';
import { amount, wholeNumber } from '../cli/flags.ts';
import { interruptible } from '../cli/interrupt.ts';
import { print, printJson } from '../cli/print.ts';
import { duration, progress } from '../cli/progress.ts';
import { canWork, type PlannedCell } from '../run/plan.ts';
import { WORKLOADS } from '../run/workload.ts';
import { compared, statusOf } from './answer.ts';
import { measurePaired, type PairedForks, pairWindowMs } from './paired.ts';
import { commonWorld, type Side, sideOf } from './side.ts';

export interface AbFlags {
  contenders?: string;
  workload: string;
  threshold: string;
  budget: string;
  json: boolean;
}

const MOST_CONTENDERS = { threads: 256, tasks: 10_000 };
const TASKS = 64;
const TIME_LIMIT_MS = 20_000;

/** One side in the answer: ns per increment of the whole system, median and 95 % interval over forks. */
function sideDocument(
  { label, id, strategyVersion, guest }: Side,
  ns: readonly number[],
  measured: PairedForks,
  which: 'a' | 'b',
) {
  const { verdict, reason, operations, observed } = measured.verdicts[which];
  return {
    side: label,
    strategy: id,
    strategyVersion,
    guest,
    verdict,
    reason,
    expected: operations,
    observed,
    nsPerIncrement: ns.length === 0 ? null : medianInterval(ns),
  };
}

/** What the figures say, in words. */
function inWords(comparison: Comparison | null, threshold: number): string {
  if (comparison === null) return 'speeds are not compared: a count that is wrong has none';
  const { call, ratio, pairs, minimumDetectableChange } = comparison;
  if (call === 'slower') return `B is slower, by ${percent(ratio - 1)}`;
  if (call === 'faster') return `B is faster, by ${percent(1 - ratio)}`;
  if (minimumDetectableChange === null)
    return `no difference called: ${pairs} forks are too few; give it a longer --budget`;
  return `no difference called; one of ${percent(Math.max(minimumDetectableChange, threshold))} would have been, four times in five`;
}

export async function ab(a: string, b: string, flags: AbFlags): Promise<number> {
  const talk = progress(process.stderr);
  const signal = interruptible(() => talk.say('stopping: what was measured is told'));
  const threshold = amount('--threshold', flags.threshold, 0, 100) / 100;
  const budgetMs = amount('--budget', flags.budget, 1, 86_400) * 1_000;
  const workload = WORKLOADS.find(({ name }) => name === flags.workload);
  if (workload === undefined) {
    const names = WORKLOADS.map(({ name }) => name).join(', ');
    throw new Failure(
      'flag',
      `--workload ${JSON.stringify(flags.workload)}: there is no such workload; there are ${names}`,
    );
  }
  const runtime = ownRuntime();
  const sideA = await sideOf(a, runtime.path, signal);
  const sideB = await sideOf(b, runtime.path, signal);
  const world = commonWorld(sideA, sideB);
  const idle = [sideA, sideB].find((side) => !canWork(side, workload));
  if (idle !== undefined) {
    throw new Failure('flag', `--workload ${workload.name}: ${idle.id} cannot be given work; compare it under hot`);
  }
  const host = await describeHost();
  const cores = usableCores(host);
  const contenders =
    flags.contenders === undefined
      ? world === 'threads'
        ? cores
        : TASKS
      : wholeNumber('--contenders', flags.contenders, 1, MOST_CONTENDERS[world]);
  const cellOf = (entry: Side): PlannedCell => ({
    entry,
    world,
    contenders,
    workload,
    runtime,
    windowMs: pairWindowMs({ world, contenders }, cores),
    promised: entry.promises.includes(world),
  });
  const works = workload.insideNs + workload.outsideNs > 0;
  const measured = await measurePaired({
    a: cellOf(sideA),
    b: cellOf(sideB),
    pair: runPair,
    now: () => performance.now(),
    cores: host.allowedCores,
    nsPerStep: works ? await calibrate(runtime.path, host.allowedCores?.[0] ?? null, signal) : undefined,
    budgetMs,
    timeLimitMs: TIME_LIMIT_MS,
    signal,
    onFork: (forks, elapsed) => talk.show(`${a} against ${b}, fork ${forks}`, elapsed / budgetMs, budgetMs - elapsed),
  });
  talk.end();
  const comparison = compared(measured, threshold);
  const document = {
    a: sideDocument(sideA, measured.a, measured, 'a'),
    b: sideDocument(sideB, measured.b, measured, 'b'),
    world,
    contenders,
    workload: workload.name,
    pinned: measured.pinned,
    forks: measured.ratios.length,
    seconds: measured.ms / 1_000,
    threshold,
    confidence: CONFIDENCE,
    ratio: comparison?.ratio ?? null,
    low: comparison?.low ?? null,
    high: comparison?.high ?? null,
    pValue: comparison?.pValue ?? null,
    call: comparison?.call ?? null,
    minimumDetectableChange: comparison?.minimumDetectableChange ?? null,
  };
  if (flags.json) await printJson(document);
  else await print(text(document, inWords(comparison, threshold)));
  return signal.aborted ? STATUS.interrupted : statusOf(measured, comparison);
}

interface Document {
  a: ReturnType<typeof sideDocument>;
  b: ReturnType<typeof sideDocument>;
  world: string;
  contenders: number;
  workload: string;
  pinned: boolean;
  forks: number;
  seconds: number;
  ratio: number | null;
  low: number | null;
  high: number | null;
}

function text(document: Document, words: string): string {
  const { a, b, world, contenders, workload, pinned, forks, seconds, ratio, low, high } = document;
  const widest = Math.max(a.side.length, b.side.length);
  const line = (name: string, { side, verdict, expected, observed, nsPerIncrement }: Document['a']) => {
    const lost = expected > observed ? `, lost ${expected - observed} of ${expected}` : '';
    const speed =
      nsPerIncrement === null || verdict !== 'exact'
        ? ''
        : `  ${time(nsPerIncrement.median)} per increment${interval(nsPerIncrement.low, nsPerIncrement.high, '95', time)}`;
    return `${name}  ${side.padEnd(widest)}  ${verdict}${lost}${speed}`;
  };
  const lines = [
    line('A', a),
    line('B', b),
    `${contenders} ${world}, ${workload}, ${pinned ? 'pinned' : 'not pinned'}, ${forks} forks in ${duration(seconds * 1_000)}`,
    `${ratio === null ? '' : `B takes ${times(ratio)} times as long as A${interval(low, high, '99', times)}: `}${words}`,
  ];
  return `${lines.join('\n')}\n`;
}

function interval(low: number | null, high: number | null, confidence: string, show: typeof times): string {
  return low === null || high === null ? '' : ` (${confidence} % interval ${show(low)} to ${show(high)})`;
}
