/** What a selftest concludes from its trials: how often a rule was wrong, how often it saw what was there. */
import { compare, proportion } from '@contend/stats';
import type { Margin } from './tinybench-child.ts';

/** What is to be reached: a target is missed when the rate's own 95 % interval excludes it. */
export interface Target {
  most?: number;
  least?: number;
}

export interface Row {
  /** `contend` or `tinybench`. */
  rule: string;
  /** What was asked of it. */
  question: string;
  count: number;
  of: number;
  rate: number;
  /** 95 %. */
  low: number;
  high: number;
  target: Target | null;
  missed: boolean;
}

export function row(rule: string, question: string, answers: readonly boolean[], target: Target | null): Row {
  const count = answers.filter(Boolean).length;
  const interval = proportion(count, answers.length);
  const missed = target !== null && (interval.low > (target.most ?? 1) || interval.high < (target.least ?? 0));
  return { rule, question, count, of: answers.length, ...interval, target, missed };
}

function call(ratios: readonly number[]): string {
  const ones = ratios.map(() => 1);
  return compare(ones, ratios).call;
}

/** Whether contend's rule tells equals apart. */
export function alarms(ratios: readonly number[]): boolean {
  return call(ratios) !== 'none';
}

/** Whether contend's rule sees that b was made slower by a factor. */
export function detects(ratios: readonly number[], factor: number): boolean {
  return call(ratios.map((ratio) => ratio * factor)) === 'slower';
}

/** Margins of error that do not overlap are a difference: the rule that tinybench's table suggests. */
export function marginsApart(a: Margin, b: Margin, factor = 1): 'slower' | 'faster' | 'none' {
  const [mean, margin] = [b.mean * factor, b.margin * factor];
  if (mean - margin > a.mean + a.margin) return 'slower';
  return mean + margin < a.mean - a.margin ? 'faster' : 'none';
}
