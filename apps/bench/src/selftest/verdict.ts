/** What a selftest concludes from its trials: how often a rule was wrong, how often it saw what was there. */
import { compare, proportion } from '@contend/stats';
import type { Margin } from './tinybench-child.ts';

/** What is to be reached. */
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
  /** Of the target, by the rate's 95 % interval: all of it within, none of it, or some. `null` without a target. */
  outcome: 'reached' | 'missed' | 'undecided' | null;
}

export function row(rule: string, question: string, answers: readonly boolean[], target: Target | null): Row {
  const count = answers.filter(Boolean).length;
  const interval = proportion(count, answers.length);
  return {
    rule,
    question,
    count,
    of: answers.length,
    ...interval,
    target,
    outcome: target && outcomeOf(interval, target),
  };
}

export function outcomeOf(
  { low, high }: { low: number; high: number },
  { least = 0, most = 1 }: Target,
): NonNullable<Row['outcome']> {
  if (low > most || high < least) return 'missed';
  return low >= least && high <= most ? 'reached' : 'undecided';
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
