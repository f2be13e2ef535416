/**
 * What every strategy must show in every world it promises. Each check is a plain function that contends once and says
 * what it found, so that the same code judges strategies that hold and ones made to be caught.
 */
import { availableParallelism } from 'node:os';
import type { Strategy, World } from '@contend/counter';
import type { Task } from './job.ts';
import { type Outcome, run, type Trial } from './trial.ts';

export interface Finding {
  /** What was checked; or that it came to no end, or ended by an error. */
  check: CheckName | 'time-limit' | 'crashed';
  ok: boolean;
  /** One line with the numbers behind it. */
  detail: string;
}

export type Check = (trial: Trial) => Promise<Finding>;

async function judged(
  check: CheckName,
  trial: Trial,
  task: Task,
  judge: (outcome: Outcome) => Omit<Finding, 'check'>,
): Promise<Finding> {
  const outcome = await run(trial, task);
  return 'failure' in outcome
    ? { check: outcome.failure, ok: false, detail: `${check}: ${outcome.detail}` }
    : { check, ...judge(outcome) };
}

/** All increments are in the count. */
function exactCount(trial: Trial): Promise<Finding> {
  return judged('exact-count', trial, 'count', ({ operations, value }) => ({
    // The count is modulo 2^32.
    ok: ((operations - value) | 0) === 0,
    detail: `${operations} increments, counted as ${value}`,
  }));
}

/** Nobody is inside the section while somebody else is. */
function mutualExclusion(trial: Trial): Promise<Finding> {
  return judged('mutual-exclusion', trial, 'watch', ({ operations, overlaps, torn }) => ({
    ok: overlaps === 0 && torn === 0,
    detail: `${operations} sections: ${overlaps} times two were inside, ${torn} times a value was half written`,
  }));
}

/** An error inside the section releases the lock and counts nothing. */
function releaseOnThrow(trial: Trial): Promise<Finding> {
  return judged('release-on-throw', trial, 'throw', ({ operations, thrown, value }) => ({
    ok: thrown > 0 && ((operations - value) | 0) === 0,
    detail: `${thrown} sections threw; ${operations} did not, counted as ${value}`,
  }));
}

/** The hits' numbers are 1, 2, 3 … without a gap or a number twice. */
function uniqueHits(trial: Trial): Promise<Finding> {
  return judged('unique-hits', trial, 'number', ({ operations, hits }) => {
    const times = new Uint8Array(operations + 1);
    let strange = 0;
    for (const hit of hits) {
      if (hit < 0 || hit > operations) strange++;
      else if (times[hit] === 0 || times[hit] === 1) times[hit]++;
    }
    const missing = times.subarray(1).filter((seen) => seen === 0).length;
    const twice = times.subarray(1).filter((seen) => seen > 1).length;
    return {
      ok: missing === 0 && twice === 0 && strange === 0,
      detail: `${operations} hits: ${twice} numbers given twice, ${missing} never, ${strange} out of range`,
    };
  });
}

/** Who comes first is served first. Tasks only: who comes first among threads, nobody can say. */
function firstComeFirstServed(trial: Trial): Promise<Finding> {
  return judged('fifo', trial, 'queue', ({ served }) => {
    const wrong = served.findIndex((comer, i) => comer !== i);
    return {
      ok: served.length > 0 && wrong === -1,
      detail:
        wrong === -1
          ? `${served.length} comers served in the order of coming`
          : `the place of comer ${wrong} was taken by comer ${served[wrong]}`,
    };
  });
}

export const CHECKS = {
  'exact-count': exactCount,
  'mutual-exclusion': mutualExclusion,
  'release-on-throw': releaseOnThrow,
  'unique-hits': uniqueHits,
  fifo: firstComeFirstServed,
};
export type CheckName = 'exact-count' | 'mutual-exclusion' | 'release-on-throw' | 'unique-hits' | 'fifo';

/** Which checks a strategy must pass in a world: those of the section need a lock, those of numbers that it gives some. */
export function checksOf({ kind, order, numbers }: Strategy, world: World): CheckName[] {
  const lock = kind === 'lock' || kind === 'async-lock';
  return [
    'exact-count',
    ...(numbers === 'none' ? [] : (['unique-hits'] as const)),
    ...(lock ? (['mutual-exclusion', 'release-on-throw'] as const) : []),
    ...(order === 'fifo' && world === 'tasks' ? (['fifo'] as const) : []),
  ];
}

/** How many contend: as few as can, and twice as many as there are cores, so that some wait without running. */
export function crowdsOf(world: World): number[] {
  return world === 'tasks' ? [2, 100] : [...new Set([2, 2 * availableParallelism()])];
}

/** The first finding that is not ok in so many tries, or the last: what goes wrong only now and then takes a few. */
export async function untilCaught(check: Check, trial: Trial, tries: number): Promise<Finding> {
  const finding = await check(trial);
  return finding.ok && tries > 1 ? untilCaught(check, trial, tries - 1) : finding;
}
