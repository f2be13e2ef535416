/** What it costs: throughput by number of contenders, as a picture and as its tables. */
import { type Cell, type ContendRecord, familyKey, isSweep } from '@contend/record';
import { duration, quantity, rate } from '../format/units.ts';
import { type Group, isFloor, stateOf } from '../model/cells.ts';
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
  const sweep = sweepTables(record);
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

/** A column for each amount of work outside. */
function sweepTables({ cells, plan }: ContendRecord): Block[] {
  const swept = cells.flatMap((cell) => {
    const work = isSweep(cell.workload) ? workOf(plan, cell) : null;
    return work === null ? [] : [{ cell, work }];
  });
  const groups = Map.groupBy(swept, ({ cell, work }) => familyKey(cell, 'workload') + work.inside);
  return [...groups.values()].map((group): Block => {
    const { cell: first, work } = group[0] as (typeof group)[number];
    const outside = [...new Set(group.map((each) => each.work.outside))].sort((a, b) => a - b);
    return {
      kind: 'table',
      caption: [
        `Increments per second with ${first.contenders} `,
        worldWord(first.world),
        `, ${short(work.inside)} inside, by work outside, `,
        untrusted(first.runtime),
        ...(first.pinned ? [] : [', not pinned to cores']),
      ],
      head: [{ title: ['strategy'] }, ...outside.map((ns) => ({ title: [`${short(ns)} outside`], number: true }))],
      rows: [...new Set(group.map(({ cell }) => cell.strategy))].map((strategy) => ({
        about: { strategy, world: first.world },
        values: [
          named(strategy),
          ...outside.map((ns) =>
            throughputOf(group.find((each) => each.cell.strategy === strategy && each.work.outside === ns)?.cell),
          ),
        ],
      })),
    };
  });
}

/** Calibrated steps come to 99.6 ns where 100 were asked for. */
const short = (ns: number): string => duration(Number(ns.toPrecision(2)));
