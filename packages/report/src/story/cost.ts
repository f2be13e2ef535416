/** What it costs: throughput by number of contenders, as a picture and as its tables. */
import type { Cell, ContendRecord } from '@contend/record';
import { quantity, rate } from '../format/units.ts';
import { type Group, isFloor, rankOf, stateOf } from '../model/cells.ts';
import { firstFamily } from '../model/recommend.ts';
import { tooFewForks } from '../model/too-few.ts';
import {
  contendersWord,
  type Inline,
  NOTHING,
  named,
  namesOf,
  paragraph,
  type Section,
  type Table,
  type Value,
  value,
} from './block.ts';
import { groupTitle, strategiesIn, tabledGroups } from './group.ts';
import { servedHeadlines } from './headline.ts';

export function costSection(record: ContendRecord): Section {
  const groups = tabledGroups(record);
  const native = record.cells.some((cell) => isFloor(cell.strategy));
  return {
    id: 'cost',
    title: 'What it costs',
    result: fastestOf(record),
    blocks: [
      paragraph(
        'Increments per second of the whole system: higher is faster. Each figure is the median over fresh processes, with its 95 % interval where there are at least six.',
        ...(native ? [' Dashed is the same in C: the floor of what it can cost on this machine.'] : []),
      ),
      ...servedHeadlines(record),
      { kind: 'picture', picture: 'throughput', title: 'Throughput by number of contenders' },
      {
        kind: 'more',
        title: ['Throughput as tables'],
        blocks: groups.map((group) => throughputTable(group, groups)),
      },
    ],
  };
}

/** Who is ranked first in the first of the worlds: among threads on as many cores, or else with the most contenders. */
function fastestOf(record: ContendRecord): Inline {
  const found = firstFamily(record);
  if (found === null) return [];
  const { world, contenders, cells } = found;
  const first = cells.filter((cell) => rankOf(cell) === 1 && !isFloor(cell.strategy));
  const where = ['with ', contendersWord({ world, contenders })] as const;
  if (first.length === 0 || tooFewForks(cells) !== null) return ['no fastest is called ', ...where];
  const [lone] = first;
  const speed = first.length === 1 && lone?.throughput != null ? `, ${rate(lone.throughput.median)}` : '';
  return ['fastest ', ...where, ': ', ...namesOf(first.map(({ strategy }) => strategy)), speed];
}

function throughputTable(group: Group, groups: readonly Group[]): Table {
  // What counted wrong comes last, whatever its speed.
  const order = (strategy: string): number => {
    const own = group.cells.filter((cell) => cell.strategy === strategy);
    if (own.some((cell) => stateOf(cell) !== 'right')) return -1;
    return Math.max(...own.map((cell) => cell.throughput?.median ?? 0));
  };
  return {
    kind: 'table',
    caption: ['Increments per second, ', ...groupTitle(group, groups)],
    head: [
      { title: ['strategy'] },
      ...group.contenders.map((contenders) => ({
        title: [contendersWord({ world: group.world, contenders })],
        number: true,
      })),
    ],
    rows: strategiesIn(group)
      .sort((a, b) => order(b) - order(a))
      .map((strategy) => ({
        about: { strategy, world: group.world, workload: group.workload },
        values: [
          named(strategy),
          ...group.contenders.map((contenders) =>
            throughputOf(group.cells.find((cell) => cell.strategy === strategy && cell.contenders === contenders)),
          ),
        ],
      })),
  };
}

/** `12.3 M/s (11.9 M – 12.8 M)`. */
export function throughputOf(cell: Cell | undefined): Value {
  if (cell === undefined) return NOTHING;
  const state = stateOf(cell);
  if (cell.throughput === null) return value(`! ${cell.verdict}`, 'note');
  const { median, low, high } = cell.throughput;
  const interval = low === null || high === null ? '' : ` (${quantity(low)} – ${quantity(high)})`;
  if (state === 'right') return value(rate(median) + interval);
  return value(`${state === 'wrong' ? '✗' : '!'} ${rate(median)}${interval}`, state === 'wrong' ? 'wrong' : 'note');
}
