/**
 * What may be compared between two hosts: how a cell stands to its neighbours, never how fast it is.
 *
 * Nothing here is a regression: that a lock stands differently on another machine is a finding about machines.
 */
import type { Cell } from '@contend/record';
import { calls, median, medianInterval } from '@contend/stats';
import type { Measured, Pair, SideCell } from './cells.ts';
import type { AcrossHosts, Standing } from './document.ts';

export const YARDSTICK = 'atomic/add';

/** @param pairs exact on both sides */
export function acrossHosts(pairs: readonly Pair[]): Map<Pair, AcrossHosts> {
  const families = Map.groupBy(pairs, ({ base: { world, contenders, workload, runtime } }) =>
    JSON.stringify([world, contenders, workload, runtime]),
  );
  return new Map([...families.values()].flatMap(standings));
}

/** Ranks count only what is on both sides: a third strategy on one of them would shift all below it. */
function standings(family: readonly Pair[]): [Pair, AcrossHosts][] {
  const sides = (['base', 'head'] as const).map((side) => standingsOf(family.map((pair) => pair[side])));
  const [base, head] = sides as [Side, Side];
  return family.map((pair, i) => [
    pair,
    {
      base: base.standings[i] as Standing,
      head: head.standings[i] as Standing,
      inverted: family
        .filter((_, j) => (base.faster(i, j) && head.faster(j, i)) || (base.faster(j, i) && head.faster(i, j)))
        .map((other) => other.base.strategy),
    },
  ]);
}

interface Side {
  standings: Standing[];
  /** Whether a was called faster than b in most of the runs that could call it. */
  faster(a: number, b: number): boolean;
}

function standingsOf(cells: readonly SideCell[]): Side {
  const runs = new Set(cells.flatMap(({ measured }) => measured.map(({ run }) => run)));
  const votes = new Map<string, number>();
  const vote = (a: number, b: number, weight: number) => votes.set(`${a} ${b}`, (votes.get(`${a} ${b}`) ?? 0) + weight);
  for (const run of runs) {
    const inRun = cells.flatMap((cell, index) => {
      const found = inThatRun(cell, run);
      return found === undefined ? [] : [{ index, blocks: nsByBlock(found.cell) }];
    });
    const blocks = [...new Set(inRun.flatMap(({ blocks }) => [...blocks.keys()]))];
    const series = inRun.map(({ blocks: has }) => blocks.map((block) => has.get(block) ?? null));
    for (const { a, b, call } of calls(series)) {
      const [left, right] = [inRun[a]?.index as number, inRun[b]?.index as number];
      vote(left, right, call === 'slower' ? 1 : -1);
      vote(right, left, call === 'faster' ? 1 : -1);
    }
  }
  const faster = (a: number, b: number) => (votes.get(`${a} ${b}`) ?? 0) > 0;
  const compared = (a: number) => cells.some((_, b) => votes.has(`${a} ${b}`));
  const yardstick = cells.find(({ strategy }) => strategy === YARDSTICK);
  return {
    faster,
    standings: cells.map((cell, index) => ({
      ...(yardstick === undefined ? { ratio: null, low: null, high: null } : relative(cell, yardstick)),
      rank: compared(index) ? 1 + cells.filter((_, other) => faster(other, index)).length : null,
    })),
  };
}

/** Paired by block, as all of contend's ratios within a run; of several runs each counts once. */
function relative(cell: SideCell, yardstick: SideCell): Omit<Standing, 'rank'> {
  const byRun = cell.measured
    .map(({ run, cell }) => ratios(cell, inThatRun(yardstick, run)?.cell))
    .filter((run) => run.length > 0);
  const [only] = byRun;
  if (only === undefined) return { ratio: null, low: null, high: null };
  const { median: ratio, low, high } = medianInterval(byRun.length === 1 ? only : byRun.map(median));
  return { ratio, low, high };
}

function ratios(cell: Cell, yardstick: Cell | undefined): number[] {
  if (yardstick === undefined) return [];
  const unit = nsByBlock(yardstick);
  return [...nsByBlock(cell)].flatMap(([block, ns]) => {
    const one = unit.get(block);
    return one === undefined ? [] : [ns / one];
  });
}

const inThatRun = ({ measured }: SideCell, run: number): Measured | undefined =>
  measured.find((each) => each.run === run);

/** ns per increment of every fork that counted something, as the record's summary has it. */
function nsByBlock({ forks }: Cell): Map<number, number> {
  return new Map(
    forks.flatMap(({ block, rounds }) => {
      const ms = rounds.reduce((sum, round) => sum + round.ms, 0);
      const increments = rounds.reduce((sum, round) => sum + round.increments.reduce((a, b) => a + b, 0), 0);
      return increments === 0 ? [] : [[block, (ms * 1e6) / increments] as const];
    }),
  );
}
