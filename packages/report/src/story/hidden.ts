/** What throughput hides: who waited how long, who got how much, how often the lock changed hands, what CPU it burnt. */
import { type Cell, type ContendRecord, isServed } from '@contend/record';
import { duration, percent, quantity } from '../format/units.ts';
import { type Group, keptByOne, stateOf } from '../model/cells.ts';
import { MEANINGS, whyOf } from '../model/why.ts';
import {
  type Block,
  contendersWord,
  type Inline,
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
import { groupTitle, tabledGroups } from './group.ts';

export function hiddenSection(record: ContendRecord): Section {
  const groups = tabledGroups(record).filter(
    (group) => !isServed(group.world) && group.contenders.some((contenders) => contenders > 1),
  );
  const tables = groups.map((group) => hiddenTable(group, groups, record));
  const kept = record.cells.some((cell) => stateOf(cell) === 'right' && keptByOne(cell));
  return {
    id: 'hidden',
    title: 'What throughput hides',
    result: longestOf(record.cells),
    blocks: [
      paragraph(
        'A lock can be fast because one contender keeps it while the others wait. The longest gap is the longest time in which a contender got nothing done; upper left is best: fast, and no contender waits long.',
        ...(kept ? [' A dashed ring marks what one contender kept: its speed is not that of contention.'] : []),
      ),
      { kind: 'picture', picture: 'gap', title: 'Throughput against longest gap' },
      ...(tables.length === 0
        ? []
        : [
            {
              kind: 'more',
              title: ['Waits, shares, hand-offs and CPU as tables'],
              blocks: [
                ...tables,
                paragraph(
                  'Waits are those of an audit of their own, one increment in 64. “99 % of waiting” is the wait within which 99 % of all time waited was spent. Jain’s index is 1 where all contenders did equally much and 1/n where one did all. ' +
                    `Why: ${MEANINGS} · kept by one: one contender kept the lock.`,
                ),
              ],
            } satisfies Block,
          ]),
    ],
  };
}

function longestOf(cells: readonly Cell[]): Inline {
  const [longest] = cells
    .filter((cell) => cell.contenders > 1 && stateOf(cell) === 'right' && cell.longestGap !== null)
    .sort((a, b) => (b.longestGap as number) - (a.longestGap as number));
  if (longest === undefined) return [];
  return [
    `longest gap ${duration(longest.longestGap as number)}: `,
    untrusted(longest.strategy),
    ' with ',
    contendersWord(longest),
  ];
}

function hiddenTable(group: Group, groups: readonly Group[], record: ContendRecord): Table {
  return {
    kind: 'table',
    caption: ['Waits, shares, hand-offs and CPU, ', ...groupTitle(group, groups)],
    head: [
      { title: ['strategy'] },
      { title: [worldWord(group.world)], number: true },
      { title: ['longest gap'], number: true },
      { title: ['longest wait'], number: true },
      { title: ['99 % of waiting'], number: true },
      { title: ['Jain’s index'], number: true },
      { title: ['hand-offs per million'], number: true },
      { title: ['CPU per increment (of its cores)'], number: true },
      { title: ['why'] },
    ],
    rows: group.contenders
      .filter((contenders) => contenders > 1)
      .flatMap((contenders) =>
        group.cells
          .filter((cell) => cell.contenders === contenders)
          .sort((a, b) => (a.longestGap ?? Number.POSITIVE_INFINITY) - (b.longestGap ?? Number.POSITIVE_INFINITY))
          .map((cell) => ({
            about: { strategy: cell.strategy, world: cell.world, workload: cell.workload },
            values: [
              nameOf(cell),
              value(String(contenders)),
              time(cell.longestGap),
              time(cell.wait?.max ?? null),
              time(cell.waitByTime?.p99 ?? null),
              cell.fairness.jain === null ? NOTHING : value(cell.fairness.jain.toFixed(2)),
              cell.fairness.handoffsPerMillion === null ? NOTHING : value(quantity(cell.fairness.handoffsPerMillion)),
              cpuOf(cell, record),
              value(reasons(cell, record)),
            ],
          })),
      ),
  };
}

function nameOf(cell: Cell): Value {
  const state = stateOf(cell);
  if (state === 'right') return named(cell.strategy);
  return {
    text: [state === 'wrong' ? '✗ ' : '! ', untrusted(cell.strategy)],
    tone: state === 'wrong' ? 'wrong' : 'note',
  };
}

const time = (ns: number | null): Value => (ns === null ? NOTHING : value(duration(ns)));

/** CPU time of all threads together, and which share of their cores that took. */
function cpuOf(cell: Cell, record: ContendRecord): Value {
  if (cell.cpuNsPerIncrement === null) return NOTHING;
  const why = whyOf(cell, record);
  const share = why === null ? '' : ` (${percent(why.busy)})`;
  return value(duration(cell.cpuNsPerIncrement) + share);
}

function reasons(cell: Cell, record: ContendRecord): string {
  const words: string[] = [...(whyOf(cell, record)?.words ?? [])];
  if (stateOf(cell) === 'right' && keptByOne(cell)) words.push('kept by one');
  return words.join(', ') || '–';
}
