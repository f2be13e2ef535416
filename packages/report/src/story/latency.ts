/** How long one increment took where its acknowledgement travels: percentiles, as a picture and as tables. */
import type { Cell, ContendRecord } from '@contend/record';
import { duration, quantity } from '../format/units.ts';
import { chartedWorkload, type Group, isFloor, stateOf } from '../model/cells.ts';
import type { Others } from '../model/machine.ts';
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
} from './block.ts';
import { groupTitle, tabledGroups } from './group.ts';
import { dayOf, partSource } from './source.ts';

/** Of the record itself or, where its contenders share memory and nobody has to be told, of another of the machine. */
export function latencySection(own: ContendRecord, others: Others): Section | null {
  const part = others.latency;
  const record = part?.record ?? own;
  const groups = tabledGroups(record)
    .map((group) => ({ ...group, cells: group.cells.filter(({ latency }) => latency !== null) }))
    .filter(({ cells }) => cells.length > 0);
  if (groups.length === 0) return null;
  return {
    id: 'latency',
    title: 'How long one increment takes',
    result: [...quickest(record), ...(part === null ? [] : [`, of ${dayOf(record)}`])],
    blocks: [
      ...(part === null ? [] : [partSource(part, own, strategiesIn(groups))]),
      paragraph(
        'From the beginning of an increment to its acknowledgement, attempts that failed included. Half took at most p50, one in a hundred longer than p99, one in a thousand longer than p99.9. Who shares a lock waits longer than who asks once: see the right end.',
      ),
      { kind: 'picture', picture: 'latency', title: 'Time per operation' },
      {
        kind: 'more',
        title: ['Time per operation, shares and hand-offs as tables'],
        blocks: groups.map((group): Block => tableOf(group, groups)),
      },
    ],
  };
}

const strategiesIn = (groups: readonly Group[]): string[] =>
  groups.flatMap(({ cells }) => cells.map(({ strategy }) => strategy));

function quickest(record: ContendRecord): Inline {
  const workload = chartedWorkload(record);
  const [first] = record.cells
    .filter(
      (cell) =>
        cell.workload === workload && cell.latency !== null && stateOf(cell) === 'right' && !isFloor(cell.strategy),
    )
    .sort((a, b) => (a.latency?.p99 ?? 0) - (b.latency?.p99 ?? 0));
  if (first?.latency == null) return [];
  return [`shortest p99 ${duration(first.latency.p99)}: `, untrusted(first.strategy), ' with ', contendersWord(first)];
}

function tableOf(group: Group, groups: readonly Group[]): Table {
  const p50 = (cell: Cell): number => cell.latency?.p50 ?? Number.POSITIVE_INFINITY;
  return {
    kind: 'table',
    list: true,
    caption: ['Time per operation, shares and hand-offs, ', ...groupTitle(group, groups)],
    head: [
      { title: ['strategy'] },
      ...['contenders', 'p50', 'p99', 'p99.9', 'longest gap', 'Jain’s index', 'hand-offs per million'].map((title) => ({
        title: [title],
        number: true,
      })),
    ],
    rows: group.contenders.flatMap((contenders) =>
      group.cells
        .filter((cell) => cell.contenders === contenders)
        .sort((a, b) => p50(a) - p50(b))
        .map((cell) => ({
          about: { strategy: cell.strategy, world: cell.world, workload: cell.workload },
          values: [
            nameOf(cell),
            value(String(contenders)),
            time(cell.latency?.p50),
            time(cell.latency?.p99),
            time(cell.latency?.p999),
            time(cell.longestGap),
            cell.fairness.jain === null ? NOTHING : value(cell.fairness.jain.toFixed(2)),
            cell.fairness.handoffsPerMillion === null ? NOTHING : value(quantity(cell.fairness.handoffsPerMillion)),
          ],
        })),
    ),
  };
}

const time = (ns: number | null | undefined): Value => (ns == null ? NOTHING : value(duration(ns)));

function nameOf(cell: Cell): Value {
  return stateOf(cell) === 'wrong' ? { text: ['✗ ', untrusted(cell.strategy)], tone: 'wrong' } : named(cell.strategy);
}
