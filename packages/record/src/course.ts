/** A run's course in time: its forks are measured one after another, and the record says when each began. */
import type { Problem } from './problem.ts';
import type { ContendRecord, Fork } from './schema.ts';

/** ms by which the system's clock may have been set during a run: forks are timed by one that nobody sets. */
const CLOCK_SET_MS = 60_000;
/** `at` is rounded to ms, on both sides. */
const ROUNDED_MS = 1;

interface Placed {
  fork: Fork;
  path: Problem['path'];
}

/** Forks that overlap, that came in another order than their blocks, that outlast the run, and copies among them. */
export function* courseProblems({ cells, startedAt, finishedAt }: ContendRecord): Generator<Problem> {
  const forks = cells
    .flatMap((cell, i) => cell.forks.map((fork, j): Placed => ({ fork, path: ['cells', i, 'forks', j] })))
    .sort((a, b) => a.fork.at - b.fork.at || a.fork.block - b.fork.block);
  yield* order(forks);
  const run = Date.parse(finishedAt) - Date.parse(startedAt);
  for (const { fork, path } of forks) {
    if (fork.at + leastMs(fork) > run + CLOCK_SET_MS) {
      yield { path: [...path, 'at'], message: 'puts the fork behind the end of the run' };
    }
  }
  yield* copies(forks);
}

function* order(forks: readonly Placed[]): Generator<Problem> {
  for (const [i, { fork, path }] of forks.entries()) {
    const before = forks[i - 1]?.fork;
    if (before === undefined) continue;
    if (before.at + leastMs(before) > fork.at + ROUNDED_MS) {
      yield { path: [...path, 'at'], message: 'lies in the fork before, and forks are measured one after another' };
    }
    if (before.block > fork.block) {
      yield { path: [...path, 'block'], message: 'comes after a later block' };
    }
  }
}

/** What a fork takes at the least: its windows. */
function leastMs({ rounds }: Fork): number {
  return rounds.reduce((sum, { ms }) => sum + ms, 0);
}

/** Two forks never agree in every digit of every round. Those that counted nothing may. */
function* copies(forks: readonly Placed[]): Generator<Problem> {
  const seen = new Set<string>();
  for (const { fork, path } of forks) {
    if (!fork.rounds.some(({ increments }) => increments.some((n) => n > 0))) continue;
    const figures = JSON.stringify([fork.operations, fork.rounds]);
    if (seen.has(figures)) yield { path: [...path, 'rounds'], message: 'are those of another fork, digit by digit' };
    seen.add(figures);
  }
}
