/** Which differences are real: ranks, between whom nothing is called, and how small a change would have been. */
import type { Cell, ContendRecord } from '@contend/record';
import { counted, percent } from '../format/units.ts';
import { callsAmong } from '../model/calls.ts';
import { chartedWorkload, type Group, rankOf, stateOf } from '../model/cells.ts';
import { firstFamily } from '../model/recommend.ts';
import { notCalled } from '../model/ties.ts';
import { tooFewForks } from '../model/too-few.ts';
import {
  type Block,
  contendersWord,
  type Inline,
  NOTHING,
  named,
  namesOf,
  paragraph,
  type Section,
  value,
} from './block.ts';
import { throughputOf } from './cost.ts';
import { groupTitle, tabledGroups } from './group.ts';

export function differencesSection(record: ContendRecord): Section {
  const groups = tabledGroups(record);
  const ranked = groups.filter(({ cells }) => cells.some((cell) => rankOf(cell) !== null));
  const none =
    'Nothing is ranked: a difference needs at least eight forks of each. Measure with a longer profile, or ask of two strategies with contend ab.';
  return {
    id: 'differences',
    title: 'Which differences are real',
    result: calledOf(record),
    blocks: [
      ranked.length === 0
        ? paragraph(none)
        : paragraph(
            'A difference is called only where paired forks agree beyond chance (99 %, corrected for the number of comparisons) and exceed 1 %. A rank is one more than the number of strategies that were called faster. Equal ranks do not mean equal speed: the last but one column says from whom a strategy could not be told, the last how small a change would have been called four times in five.',
          ),
      ...inShort(ranked, record),
      ...ranked.map((group): Block => {
        const title = groupTitle(group, groups);
        return { kind: 'more', title: ['Ranks: ', ...title], blocks: [ranksTable(group, title)] };
      }),
    ],
  };
}

function calledOf(record: ContendRecord): Inline {
  const found = firstFamily(record);
  const ranked = found?.cells.filter((cell) => rankOf(cell) !== null) ?? [];
  if (found === null || ranked.length < 2) return ['nothing is ranked'];
  const pairs = callsAmong(ranked);
  const called = pairs.filter(({ call }) => call !== 'none').length;
  return [`${called} of ${counted(pairs.length, 'pair')} told apart with `, contendersWord(found)];
}

/** The ranks under the charts' workload, in a line each: who contends is what a reader asks for first. */
function inShort(groups: readonly Group[], record: ContendRecord): Block[] {
  const items = groups
    .filter(({ workload }) => workload === chartedWorkload(record))
    .flatMap((group) =>
      group.contenders.flatMap((contenders): Inline[] => {
        const family = group.cells.filter((cell) => cell.contenders === contenders && rankOf(cell) !== null);
        if (contenders === 1 || family.length < 2) return [];
        return [
          [
            { strong: 'Ranks with ' },
            contendersWord({ world: group.world, contenders }),
            ...(groups.filter(alike(group)).length > 1 ? [' (', ...groupTitle(group, groups), ')'] : []),
            ': ',
            ...ranksOf(family),
            '.',
          ],
        ];
      }),
    );
  return items.length === 0 ? [] : [{ kind: 'list', items }];
}

function ranksOf(family: readonly Cell[]): Inline {
  const few = tooFewForks(family);
  if (few !== null)
    return [
      `no difference between any two of ${family.length} can be called: that takes ${few.least} forks, and there are ${few.forks}`,
    ];
  return [...Map.groupBy(family.toSorted(byRank), rankOf)].flatMap(
    ([rank, cells], index): Inline => [
      `${index === 0 ? '' : '; '}${rank}. `,
      ...namesOf(cells.map(({ strategy }) => strategy)),
    ],
  );
}

const alike =
  ({ world, workload }: Group) =>
  (other: Group): boolean =>
    other.world === world && other.workload === workload;

function ranksTable(group: Group, title: ReturnType<typeof groupTitle>): Block {
  return {
    kind: 'table',
    caption: ['Ranks, ', ...title],
    head: [
      { title: ['strategy'] },
      { title: ['contenders'], number: true },
      { title: ['rank'], number: true },
      { title: ['increments per second'], number: true },
      { title: ['no difference called from'] },
      { title: ['smallest change it could see'], number: true },
    ],
    rows: group.contenders.flatMap((contenders) => {
      const family = group.cells.filter((cell) => cell.contenders === contenders && stateOf(cell) === 'right');
      const ties = notCalled(family);
      return family.sort(byRank).map((cell) => {
        const alike = [...new Set(ties.filter((set) => set.includes(cell)).flat())].filter((other) => other !== cell);
        const rank = rankOf(cell);
        const change = cell.minimumDetectableChange;
        return {
          about: { strategy: cell.strategy, world: cell.world, workload: cell.workload },
          values: [
            named(cell.strategy),
            value(String(contenders)),
            rank === null ? value('not ranked') : value(String(rank)),
            throughputOf(cell),
            alike.length === 0 ? NOTHING : { text: namesOf(alike.map(({ strategy }) => strategy)) },
            change === null ? NOTHING : value(percent(change)),
          ],
        };
      });
    }),
  };
}

function byRank(a: Cell, b: Cell): number {
  const last = Number.POSITIVE_INFINITY;
  return (rankOf(a) ?? last) - (rankOf(b) ?? last) || (b.throughput?.median ?? 0) - (a.throughput?.median ?? 0);
}
