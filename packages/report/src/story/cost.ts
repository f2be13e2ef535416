/** What it costs: throughput by number of contenders, as a picture and as its tables. */
import { type Cell, type ContendRecord, familyKey } from '@contend/record';
import { quantity, rate } from '../format/units.ts';
import { type Group, isFloor, stateOf } from '../model/cells.ts';
import { MOSTLY_READ, roughly, type Series, SWEEP } from '../model/series.ts';
import { workOf } from '../model/work.ts';
import {
  type Block,
  contendersWord,
  NOTHING,
  named,
  paragraph,
  type Section,
  type Table,
  untrusted,
  type Value,
  value,
  worldWord,
} from './block.ts';
import { groupTitle, strategiesIn, tabledGroups } from './group.ts';

export function costSection(record: ContendRecord): Section {
  const groups = tabledGroups(record);
  const native = record.cells.some((cell) => isFloor(cell.strategy));
  const sweep = seriesTables(SWEEP, record);
  const mostlyRead = seriesTables(MOSTLY_READ, record);
  return {
    id: 'cost',
    title: 'What it costs',
    blocks: [
      paragraph(
        'Increments per second of the whole system: higher is faster. Each figure is the median over fresh processes, with its 95 % interval where there are at least six.',
        ...(native ? [' Dashed is the same in C: the floor of what it can cost on this machine.'] : []),
      ),
      { kind: 'picture', picture: 'throughput', title: 'Throughput by number of contenders' },
      {
        kind: 'more',
        title: ['Throughput as tables'],
        blocks: groups.map((group) => throughputTable(group, groups)),
      },
      ...(sweep.length === 0
        ? []
        : ([
            { kind: 'picture', picture: 'sweep', title: 'Throughput against outside work' },
            { kind: 'more', title: ['The sweep as tables'], blocks: sweep },
          ] as const)),
      ...(mostlyRead.length === 0
        ? []
        : ([
            paragraph(
              'Mostly read: contenders look at what is guarded, and write it once in 10, 100 or 1 000 times. A lock that lets readers in together gains what they do side by side, if that is more than it costs to let them in.',
            ),
            { kind: 'picture', picture: 'mostly-read', title: 'Throughput by share of writes' },
            { kind: 'more', title: ['Mostly read, as tables'], blocks: mostlyRead },
          ] as const)),
    ],
  };
}

function throughputTable(group: Group, groups: readonly Group[]): Table {
  // What counted wrong comes last, whatever its speed.
  const order = (strategy: string): number => {
    const own = group.cells.filter((cell) => cell.strategy === strategy);
    if (own.some((cell) => stateOf(cell) !== 'exact')) return -1;
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
  if (state === 'exact') return value(rate(median) + interval);
  return value(`${state === 'wrong' ? '✗' : '!'} ${rate(median)}${interval}`, state === 'wrong' ? 'wrong' : 'note');
}

/** A column for each step. */
function seriesTables(series: Series, { cells, plan }: ContendRecord): Block[] {
  const steps = cells.flatMap((cell) => {
    const work = series.has(cell.workload) ? workOf(plan, cell) : null;
    return work === null ? [] : [{ cell, work }];
  });
  const groups = Map.groupBy(steps, ({ cell, work }) => familyKey(cell, 'workload') + work.inside);
  return [...groups.values()].map((group): Block => {
    const { cell: first, work } = group[0] as (typeof group)[number];
    const columns = [...new Set(group.map((each) => series.at(each.work)))].sort((a, b) => a - b);
    return {
      kind: 'table',
      caption: [
        `${capital(series.unit)} per second with ${first.contenders} `,
        worldWord(first.world),
        `, ${roughly(work.inside)} inside, ${series.by}, `,
        untrusted(first.runtime),
        ...(first.pinned ? [] : [', not pinned to cores']),
      ],
      head: [{ title: ['strategy'] }, ...columns.map((at) => ({ title: [series.words(at)], number: true }))],
      rows: [...new Set(group.map(({ cell }) => cell.strategy))].map((strategy) => ({
        about: { strategy, world: first.world },
        values: [
          named(strategy),
          ...columns.map((at) =>
            throughputOf(group.find((each) => each.cell.strategy === strategy && series.at(each.work) === at)?.cell),
          ),
        ],
      })),
    };
  });
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
