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

/** With readers and writers at once, no reader sees what is half written, or finds a writer beside it. */
function consistentReads(trial: Trial): Promise<Finding> {
  return judged('consistent-reads', trial, 'read', ({ operations, reads, inconsistent, value, overlaps, torn }) => ({
    ok: reads > 0 && inconsistent === 0 && overlaps === 0 && torn === 0 && ((operations - reads - value) | 0) === 0,
    detail:
      `${reads} reads, ${inconsistent} of more than one value; ${operations - reads} writes, counted as ${value}; ` +
      `${overlaps} times a writer was inside beside another contender, ${torn} times a value was half written`,
  }));
}

/** Readers are inside together: all of them, or the trial comes to no end. */
function readersTogether(trial: Trial): Promise<Finding> {
  return judged('readers-together', trial, 'gather', () => ({
    ok: true,
    detail: `${trial.contenders} readers were inside together`,
  }));
}

export const CHECKS = {
  'exact-count': exactCount,
  'mutual-exclusion': mutualExclusion,
  'release-on-throw': releaseOnThrow,
  'unique-hits': uniqueHits,
  fifo: firstComeFirstServed,
  'consistent-reads': consistentReads,
  'readers-together': readersTogether,
};
export type CheckName =
  | 'exact-count'
  | 'mutual-exclusion'
  | 'release-on-throw'
  | 'unique-hits'
  | 'fifo'
  | 'consistent-reads'
  | 'readers-together';

/**
 * Which checks a strategy must pass in a world: those of the section need a lock, those of readers one that knows them,
 * those of numbers that it gives some.
 */
export function checksOf(strategy: Strategy, world: World): CheckName[] {
  const { kind, order, numbers } = strategy;
  const lock = kind === 'lock' || kind === 'async-lock';
  const reads = lock ? strategy.reads : undefined;
  return [
    'exact-count',
    ...(numbers === 'none' ? [] : (['unique-hits'] as const)),
    ...(lock ? (['mutual-exclusion', 'release-on-throw'] as const) : []),
    ...(order === 'fifo' && world === 'tasks' ? (['fifo'] as const) : []),
    ...(reads === undefined ? [] : (['consistent-reads'] as const)),
    ...(reads === 'shared' ? (['readers-together'] as const) : []),
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
