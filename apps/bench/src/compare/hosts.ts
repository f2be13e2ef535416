/**
 * What may be compared between two hosts: how a cell stands to its neighbours, never how fast it is.
 *
 * Nothing here is a regression: that a lock stands differently on another machine is a finding about machines.
 */
import { familyKey } from '@contend/record';
import { type Contestant, nsByBlock, type Standing, standingsOf } from '@contend/report/standing';
import type { Pair, SideCell } from './cells.ts';
import type { AcrossHosts } from './document.ts';

/** @param pairs exact on both sides */
export function acrossHosts(pairs: readonly Pair[]): Map<Pair, AcrossHosts> {
  const families = Map.groupBy(pairs, ({ base }) => familyKey(base, 'pinned'));
  return new Map([...families.values()].flatMap(standings));
}

/** Ranks count only what is on both sides: a third strategy on one of them would shift all below it. */
function standings(family: readonly Pair[]): [Pair, AcrossHosts][] {
  const base = standingsOf(family.map((pair) => contestantOf(pair.base)));
  const head = standingsOf(family.map((pair) => contestantOf(pair.head)));
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

function contestantOf({ strategy, measured }: SideCell): Contestant {
  return { strategy, runs: new Map(measured.map(({ run, cell }) => [run, nsByBlock(cell)])) };
}
