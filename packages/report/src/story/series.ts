/** What differs in one quantity alone: increments against work outside, or against how seldom it is written. */
import { type Cell, type ContendRecord, familyKey } from '@contend/record';
import { counted } from '../format/units.ts';
import type { Others } from '../model/machine.ts';
import { MOSTLY_READ, roughly, type Series, SWEEP } from '../model/series.ts';
import { type Work, workOf } from '../model/work.ts';
import { type Block, named, paragraph, type Section, untrusted, worldWord } from './block.ts';
import { throughputOf } from './cost.ts';
import { dayOf, partSource } from './source.ts';

interface Told {
  section: string;
  title: string;
  about: string;
  picture: string;
  tables: string;
}

type Curved = Exclude<Series['id'], 'distance'>;

const TOLD: Record<Curved, Told> = {
  sweep: {
    section: 'sweep',
    title: 'What work outside the section changes',
    about:
      'Contenders that do something of their own between two increments meet less often: how far a lock stays below the ideal is what acquiring it and handing it over cost.',
    picture: 'Throughput against outside work',
    tables: 'The sweep as tables',
  },
  'mostly-read': {
    section: 'reads',
    title: 'Where it is mostly read',
    about:
      'Mostly read: contenders look at what is guarded, and write it once in 10, 100 or 1 000 times. A lock that lets readers in together gains what they do side by side, if that is more than it costs to let them in.',
    picture: 'Throughput by share of writes',
    tables: 'Mostly read, as tables',
  },
};

interface Step {
  cell: Cell;
  work: Work;
}

/** Of the record itself or, where it has none, of another of the machine. */
export function seriesSections(record: ContendRecord, others: Others): Section[] {
  return [SWEEP, MOSTLY_READ].flatMap((series) => {
    const id = series.id as Curved;
    const own = stepsOf(series, record);
    const part = own.length > 0 ? null : others[id];
    const steps = part === null ? own : stepsOf(series, part.record);
    if (steps.length === 0) return [];
    const { section, title, about, picture, tables } = TOLD[id];
    const strategies = new Set(steps.map(({ cell }) => cell.strategy));
    const at = steps.map(({ work }) => series.at(work));
    const range = `${series.short(Math.min(...at))} to ${series.words(Math.max(...at))}`;
    return [
      {
        id: section,
        title,
        result: [
          `${counted(strategies.size, 'strategy', 'strategies')}, ${range}`,
          ...(part === null ? [] : [`, of ${dayOf(part.record)}`]),
        ],
        blocks: [
          ...(part === null ? [] : [partSource(part, record, strategies)]),
          paragraph(about),
          { kind: 'picture', picture: series.id, title: picture },
          { kind: 'more', title: [tables], blocks: tablesOf(series, steps) },
        ],
      } satisfies Section,
    ];
  });
}

function stepsOf(series: Series, { cells, plan }: ContendRecord): Step[] {
  return cells.flatMap((cell) => {
    const work = series.has(cell.workload) ? workOf(plan, cell) : null;
    return work === null ? [] : [{ cell, work }];
  });
}

/** A column for each step. */
function tablesOf(series: Series, steps: readonly Step[]): Block[] {
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
