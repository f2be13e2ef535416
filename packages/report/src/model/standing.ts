/** How the cells of one host stand to their neighbours: all that may be compared with another host's. */
import type { Cell } from '@contend/record';
import { calls, leastPairs, median, medianInterval } from '@contend/stats';

/** The strategy to which all others of a host are related: the processor's own addition. */
export const BASELINE = 'atomic/add';

/** ns per increment by block. */
export type Series = ReadonlyMap<number, number>;

/** One cell of a host in all its runs that have it. */
export interface Contestant {
  strategy: string;
  /** By run; contestants of one host number its runs alike. */
  runs: ReadonlyMap<number, Series>;
}

/** Time per increment relative to `atomic/add` beside it, on one host. */
export interface Relative {
  /** null without an exact `atomic/add` in the same blocks. */
  ratio: number | null;
  /** 95 % interval over blocks, or over runs where there are several; null where they are too few. */
  low: number | null;
  high: number | null;
}

export interface Standing extends Relative {
  /** 1 + the number of cells called faster, among those given; null where nothing is ranked. */
  rank: number | null;
}

export interface Standings {
  /** In the order of the contestants. */
  standings: Standing[];
  /** Whether a was called faster than b in most of the runs that could call it. */
  faster(a: number, b: number): boolean;
}

/** @param cells alike in everything but the strategy, and exact */
export function standingsOf(cells: readonly Contestant[]): Standings {
  const runs = new Set(cells.flatMap((cell) => [...cell.runs.keys()]));
  const votes = new Map<string, number>();
  const vote = (a: number, b: number, weight: number) => votes.set(`${a} ${b}`, (votes.get(`${a} ${b}`) ?? 0) + weight);
  for (const run of runs) {
    const inRun = cells.flatMap((cell, index) => {
      const series = cell.runs.get(run);
      return series === undefined ? [] : [{ index, series }];
    });
    const blocks = [...new Set(inRun.flatMap(({ series }) => [...series.keys()]))];
    // Nothing can be called among so many, so that a rank of 1 would say nothing.
    if (blocks.length < leastPairs(inRun.length)) continue;
    for (const { a, b, call } of calls(inRun.map(({ series }) => blocks.map((block) => series.get(block) ?? null)))) {
      const [left, right] = [inRun[a]?.index as number, inRun[b]?.index as number];
      vote(left, right, call === 'slower' ? 1 : -1);
      vote(right, left, call === 'faster' ? 1 : -1);
    }
  }
  const faster = (a: number, b: number) => (votes.get(`${a} ${b}`) ?? 0) > 0;
  const compared = (a: number) => cells.some((_, b) => votes.has(`${a} ${b}`));
  const baseline = cells.find(({ strategy }) => strategy === BASELINE);
  return {
    faster,
    standings: cells.map((cell, index) => ({
      ...relativeTo(baseline, cell),
      rank: compared(index) ? 1 + cells.filter((_, other) => faster(other, index)).length : null,
    })),
  };
}

/** Paired by block, as all of contend's ratios within a run; of several runs each counts once. */
export function relativeTo(baseline: Contestant | undefined, { runs }: Contestant): Relative {
  const byRun = [...runs]
    .map(([run, series]) => ratios(series, baseline?.runs.get(run)))
    .filter((run) => run.length > 0);
  const [only] = byRun;
  if (only === undefined) return { ratio: null, low: null, high: null };
  const { median: ratio, low, high } = medianInterval(byRun.length === 1 ? only : byRun.map(median));
  return { ratio, low, high };
}

function ratios(series: Series, baseline: Series | undefined): number[] {
  return [...series].flatMap(([block, ns]) => {
    const one = baseline?.get(block);
    return one === undefined ? [] : [ns / one];
  });
}

/** ns per increment of every fork that counted something, as the record's summary has it. */
export function nsByBlock({ forks }: Pick<Cell, 'forks'>): Map<number, number> {
  return new Map(
    forks.flatMap(({ block, rounds }) => {
      const ms = rounds.reduce((sum, round) => sum + round.ms, 0);
      const increments = rounds.reduce((sum, round) => sum + round.increments.reduce((a, b) => a + b, 0), 0);
      return increments === 0 ? [] : [[block, (ms * 1e6) / increments] as const];
    }),
  );
}
