/**
 * What the harness itself costs: `atomic/add` measured by it, against a hand-written loop over the same counter in the
 * same kind of thread, interleaved. The sampling unit is a fork, its value the median ratio of neighbouring windows.
 */
import { ask, type Untrusted } from '@contend/harness';
import { compare, median } from '@contend/stats';
import type { Runtime } from '../catalogue/runtime.ts';
import { noResult, untilResult } from '../run/clock-checks.ts';
import { forkSpec } from '../run/fork-spec.ts';
import type { Question, Ratios } from './overhead-child.ts';
import { outcomeOf, type Row } from './verdict.ts';

/** Of each loop in a fork. */
export const WINDOWS = 15;
export const WINDOW_MS = 20;
/** What the harness may cost, in %. */
export const GRANTED = 5;

const TIME_LIMIT_MS = 60_000;

/** A quotient of times, the median over forks. */
export interface Quotient {
  says: string;
  ratio: number;
  /** 99 %; `null` from too few forks. */
  low: number | null;
  high: number | null;
  most: number | null;
  /** Of the interval: all of it within what is granted, none of it, or some. `null` where nothing is. */
  outcome: Row['outcome'];
}

export async function overheadOnce(
  runtime: Runtime,
  cores: readonly number[] | null,
  signal: AbortSignal,
): Promise<Ratios> {
  const entry = { module: import.meta.resolve('@contend/atomic/add'), id: 'atomic/add', kind: 'counter' } as const;
  const counter = { entry, world: 'threads', contenders: 1, windowMs: WINDOW_MS } as const;
  const question: Question = {
    spec: forkSpec(counter, { rounds: WINDOWS, cores: cores?.slice(0, 1) ?? null }),
    loops: new URL('./loops.ts', import.meta.url).href,
    windows: WINDOWS,
  };
  const asking = { runtime, timeLimitMs: TIME_LIMIT_MS, graceMs: 0, signal };
  const fork = async () => {
    const outcome = await ask<Ratios | Untrusted>(new URL('./overhead-child.ts', import.meta.url), question, asking);
    if ('died' in outcome) throw new Error(`the harness's own cost could not be measured: ${outcome.died}`);
    return outcome.answer;
  };
  const result = await untilResult(fork);
  if ('untrusted' in result) throw noResult(runtime, result);
  return result;
}

export function quotientsOf(forks: readonly Ratios[]): Quotient[] {
  return [
    quotient('harness / loop over the same counter', forks, ({ harness }) => harness, 1 + GRANTED / 100),
    quotient('loop over the counter / bare Atomics.add', forks, ({ counter }) => counter, null),
  ];
}

function quotient(
  says: string,
  forks: readonly Ratios[],
  of: (fork: Ratios) => readonly number[],
  most: number | null,
): Quotient {
  const values = forks.map((fork) => median(of(fork)));
  const ones = values.map(() => 1);
  const { ratio, low, high } = compare(ones, values, { threshold: 0 });
  const outcome =
    most === null ? null : low === null || high === null ? 'undecided' : outcomeOf({ low, high }, { most });
  return { says, ratio, low, high, most, outcome };
}
