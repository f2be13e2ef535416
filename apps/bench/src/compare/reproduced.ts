/** Whether one run shows what another showed: what a note that says `reproduced` must bear. */
import { basename } from 'node:path';
import { differing, MEASURE_FIELDS, plainText, unlikeWorkloads } from '@contend/record';
import { match, type SideCell } from './cells.ts';
import { isRight, worst } from './count.ts';
import { acrossHosts } from './hosts.ts';
import { eachOnce, type Run, type Side } from './side.ts';
import { where } from './words.ts';

/**
 * Two runs agree when every promised count is exact in both or in neither, and no two strategies are called faster and
 * slower the other way round. Speeds may differ: other hours of one machine differ, too.
 *
 * @returns the first thing in which they do not agree, in one line, or `null`
 * @throws Failure when one is a copy of the other, or when they have no cell in common
 */
export function disagreement(one: Run, other: Run): string | null {
  const [unlike] = [
    ...differing(one.record, other.record, MEASURE_FIELDS),
    ...unlikeWorkloads(one.record, other.record),
  ];
  if (unlike !== undefined) return `${unlike.field} differs`;
  eachOnce([one, other]);
  const { pairs } = match(side('BASE', one), side('HEAD', other));
  const exact = pairs.filter((pair) => isRight(worst(pair.base)) && isRight(worst(pair.head)));
  const counts = pairs.find(
    (pair) => worst(pair.base).promised && isRight(worst(pair.base)) !== isRight(worst(pair.head)),
  );
  if (counts !== undefined) return plainText(`${named(counts.head)} counts exactly in one of them`);
  const standings = acrossHosts(exact);
  for (const [{ head }, { inverted }] of standings) {
    const [first] = inverted;
    if (first !== undefined) return plainText(`${named(head)} and ${first} are ranked the other way round`);
  }
  const ranked = [...standings.values()].some(({ base, head }) => base.rank !== null && head.rank !== null);
  return ranked ? null : 'too few forks to rank anything in both';
}

const named = (cell: SideCell): string => `${cell.strategy}, ${where(cell)},`;

/** A record on its own as one side. */
function side(name: Side['name'], run: Run): Side {
  return { name, path: basename(run.file), runs: [run] };
}
