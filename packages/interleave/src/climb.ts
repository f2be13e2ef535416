/** The bounds of a check, one after the other, with what was found at each. */
import { now } from './ambient.ts';
import type { ViolationKind } from './judge.ts';
import type { BoundReport, ViolationReport } from './report.ts';
import type { Bound } from './splits.ts';

export interface Options {
  /** At most so many contenders, from 2. */
  contenders: number;
  /** At most so many increments of each, from 1. */
  increments: number;
  /** States (tasks: schedules) at one bound, with as many readers, before giving up. */
  states: number;
  /** Time for the whole climb before giving up. */
  ms: number;
  /** What constructors are given for their spin budgets. */
  spins: number;
  /** Sleepers may wake for no reason, which ECMAScript rules out and other platforms do not. */
  spurious: boolean;
}

export const DEFAULTS: Readonly<Options> = {
  contenders: 3,
  increments: 2,
  states: 500_000,
  ms: 30_000,
  spins: 1,
  spurious: false,
};

/** @throws {RangeError} in one line, when a bound is none */
export function settle(options: Partial<Options>): Options {
  const settled = { ...DEFAULTS, ...options };
  const whole = (name: keyof Options, least: number, most: number) => {
    const value = settled[name];
    if (!Number.isInteger(value) || Number(value) < least || Number(value) > most)
      throw new RangeError(`${name} is ${String(value)} but must be a whole number from ${least} to ${most}`);
  };
  whole('contenders', 2, 9);
  whole('increments', 1, 9);
  whole('spins', 0, 999);
  return settled;
}

/** What exploring one bound gave. */
export interface Outcome {
  states: number | null;
  transitions: number;
  complete: boolean;
  overtaken: number | null;
  violations: ViolationReport[];
}

export interface Climb {
  bounds: BoundReport[];
  reached: Bound | null;
  violations: ViolationReport[];
  overtaken: number | null;
  /** Why it ended before the last bound without a violation. */
  gaveUp: string | null;
}

/** 2×1, 2×2, 3×1, 3×2, … */
function boundsUpTo({ contenders, increments }: Bound): Bound[] {
  const bounds: Bound[] = [];
  for (let c = 2; c <= contenders; c++)
    for (let i = 1; i <= increments; i++) bounds.push({ contenders: c, increments: i });
  return bounds;
}

/** Explores bound after bound until one shows a violation or a limit is met. */
export async function climb(
  options: Options,
  explore: (bound: Bound, until: number) => Outcome | Promise<Outcome>,
): Promise<Climb> {
  const result: Climb = { bounds: [], reached: null, violations: [], overtaken: null, gaveUp: null };
  const until = now() + options.ms;
  for (const bound of boundsUpTo(options)) {
    const began = now();
    const { states, transitions, complete, overtaken, violations } = await explore(bound, until);
    result.bounds.push({ ...bound, states, transitions, ms: now() - began, complete });
    result.violations = violations;
    if (overtaken !== null) result.overtaken = Math.max(result.overtaken ?? 0, overtaken);
    if (complete) result.reached = bound;
    else
      result.gaveUp = `${bound.contenders} × ${bound.increments} has more than ${options.states} states, or takes more than ${options.ms} ms`;
    if (violations.length > 0 || !complete) return result;
  }
  return result;
}

/** The gravest first, one of each kind. */
export function gravestFirst(violations: ViolationReport[], order: readonly ViolationKind[]): ViolationReport[] {
  const first = new Map<ViolationKind, ViolationReport>();
  for (const violation of violations) if (!first.has(violation.kind)) first.set(violation.kind, violation);
  return [...first.values()].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}
