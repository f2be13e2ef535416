/** What the tables of a group of cells have in common. */
import type { ContendRecord } from '@contend/record';
import { type Group, groupsOf } from '../model/cells.ts';
import { isStep } from '../model/series.ts';
import { type Inline, untrusted, worldWord } from './block.ts';

/** Those that are read number of contenders by number of contenders: a series is another story. */
export function tabledGroups({ cells }: ContendRecord): Group[] {
  return groupsOf(cells.filter((cell) => !isStep(cell.workload)));
}

/** `threads, workload typical`: the parts in which groups differ, and the world. */
export function groupTitle(group: Group, groups: readonly Group[]): Inline {
  const several = (part: 'workload' | 'runtime'): boolean => new Set(groups.map((each) => each[part])).size > 1;
  return [
    worldWord(group.world),
    ...(several('workload') ? [', workload ', untrusted(group.workload)] : []),
    ...(several('runtime') ? [', ', untrusted(group.runtime)] : []),
    ...(group.pinned || group.world === 'tasks' ? [] : [', not pinned to cores']),
  ];
}

export function strategiesIn({ cells }: Group): string[] {
  return [...new Set(cells.map((cell) => cell.strategy))];
}
