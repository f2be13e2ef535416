/** What `contend ab` answers, as a document and in words. */
import { contendersIn, hasRightCount, isMostlyRead } from '@contend/record';
import { percent, duration as time, times } from '@contend/report/units';
import { CONFIDENCE, type Comparison, medianInterval } from '@contend/stats';
import type { Runtime } from '../catalogue/runtime.ts';
import { duration } from '../cli/progress.ts';
import type { PairedForks } from './paired.ts';
import type { Prepared } from './prepare.ts';
import type { Side } from './side.ts';

/** One side in the answer: ns per increment of the whole system, median and 95 % interval over forks. */
function sideDocument(
  { label, id, strategyVersion, guest }: Side,
  ns: readonly number[],
  measured: PairedForks,
  which: 'a' | 'b',
  runtime: Runtime,
) {
  const { verdict, reason, operations, observed } = measured.verdicts[which];
  return {
    side: label,
    strategy: id,
    runtime: runtime.label,
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

export function answerDocument(
  { a, b, world, contenders, workload, runtimes, threshold }: Prepared,
  measured: PairedForks,
  comparison: Comparison | null,
) {
  return {
    a: sideDocument(a, measured.a, measured, 'a', runtimes.a),
    b: sideDocument(b, measured.b, measured, 'b', runtimes.b),
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
}

type AnswerDocument = ReturnType<typeof answerDocument>;

export function answerText(document: AnswerDocument, comparison: Comparison | null): string {
  const { a, b, world, contenders, workload, pinned, forks, seconds, threshold, ratio, low, high } = document;
  const several = a.runtime !== b.runtime;
  const called = ({ side, runtime }: AnswerDocument['a']) => (several ? `${side} in ${runtime}` : side);
  const widest = Math.max(called(a).length, called(b).length);
  const operation = isMostlyRead(workload) ? 'read or write' : 'increment';
  const line = (name: string, each: AnswerDocument['a']) => {
    const { verdict, expected, observed, nsPerIncrement } = each;
    const lost = expected > observed ? `, lost ${expected - observed} of ${expected}` : '';
    const speed =
      nsPerIncrement === null || !hasRightCount({ verdict })
        ? ''
        : `  ${time(nsPerIncrement.median)} per ${operation}${interval(nsPerIncrement.low, nsPerIncrement.high, '95', time)}`;
    return `${name}  ${called(each).padEnd(widest)}  ${verdict}${lost}${speed}`;
  };
  const lines = [
    line('A', a),
    line('B', b),
    `${contendersIn(world, contenders)}, ${workload}, ${pinned ? 'pinned' : 'not pinned'}, ${forks} forks in ${duration(seconds * 1_000)}`,
    `${ratio === null ? '' : `B takes ${times(ratio)} times as long as A${interval(low, high, '99', times)}: `}${inWords(comparison, threshold)}`,
  ];
  return `${lines.join('\n')}\n`;
}

function interval(low: number | null, high: number | null, confidence: string, show: typeof times): string {
  return low === null || high === null ? '' : ` (${confidence} % interval ${show(low)} to ${show(high)})`;
}
