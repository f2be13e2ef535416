/** What one setting's tables show: who ranks where, how fast everybody was, and whose order turns between machines. */
import { counted } from '../format/units.ts';
import { type Block, type Inline, namesOf, paragraph, untrusted, value } from '../story/block.ts';
import { type Inversion, type Ranking, relativesOf } from './ranking.ts';
import type { Setting, SettingRow } from './settings.ts';
import { relativeWord, rowName, throughputWord, trouble } from './words.ts';

/** Inversions shown before "and so many more". */
const SHOWN = 8;
/** Machines named in a sentence; of more, their number is told: the table below marks them. */
const NAMED = 2;

/** One setting of a part of the site, ranked, with the place of its tables on the page. */
export interface Titled {
  setting: Setting;
  ranking: Ranking;
  place: string;
  title: Inline;
}

export function order({ setting, ranking }: Titled, machines: readonly string[]): Block[] {
  if (ranking.inversions.length === 0) return [];
  return [
    {
      kind: 'more',
      title: [`⇅ ${counted(ranking.inversions.length, 'pair')} in another order elsewhere`],
      blocks: [
        {
          kind: 'list',
          items: ranking.inversions.map((inversion) => inversionWord(inversion, setting.rows, machines)),
        },
      ],
    },
  ];
}

export function listed(items: readonly Inline[]): Block[] {
  if (items.length <= SHOWN) return [{ kind: 'list', items }];
  return [
    { kind: 'list', items: items.slice(0, SHOWN) },
    {
      kind: 'more',
      title: [`and ${items.length - SHOWN} more`],
      blocks: [{ kind: 'list', items: items.slice(SHOWN) }],
    },
  ];
}

export function inversionWord(
  { faster, slower, here, there }: Inversion,
  rows: readonly Pick<SettingRow, 'strategy'>[],
  machines: readonly string[],
): Inline {
  const [first, second] = [faster, slower].map((row) => rowName(rows[row] as Pick<SettingRow, 'strategy'>).text) as [
    Inline,
    Inline,
  ];
  const names = (columns: readonly number[]): Inline =>
    columns.length > NAMED
      ? [`${columns.length} machines`]
      : namesOf(columns.map((column) => machines[column] as string));
  return [...first, ' is faster than ', ...second, ' on ', ...names(here), ', slower on ', ...names(there)];
}

export function ranksTable({ setting, ranking, title }: Titled, machines: readonly string[]): Block {
  const { rows, columns, ranks, inversions } = ranking;
  if (columns.length < 2 || rows.length < 2) {
    return paragraph('No ranks: at least two strategies must have counted exactly on two of the machines.');
  }
  const turned = (row: number, column: number): boolean =>
    inversions.some(
      ({ faster, slower, here, there }) => (faster === row || slower === row) && [...here, ...there].includes(column),
    );
  const best = (row: number): number => (ranks[row] ?? []).reduce<number>((sum, rank) => sum + (rank ?? 0), 0);
  const left = machines.length - columns.length;
  return {
    kind: 'table',
    caption: [
      'Ranks, ',
      ...title,
      `: among the ${rows.length} strategies that counted exactly on ${left === 0 ? 'every machine' : `all ${columns.length} ranked machines`}`,
      left === 0 ? '' : `; ${left} measured too few of them to be ranked`,
      '. A rank is 1 + how many were called faster. ⇅: in another order elsewhere.',
      columns.some((column) => rows.every((row) => (ranks[row]?.[column] ?? null) === null))
        ? ' –: too few forks to call a difference among so many.'
        : '',
    ],
    head: [
      { title: ['Strategy'] },
      ...columns.map((column) => ({ title: [machines[column] as string], number: true })),
    ],
    rows: [...rows]
      .sort((a, b) => best(a) - best(b))
      .map((row) => ({
        values: [
          rowName(setting.rows[row] as SettingRow),
          ...columns.map((column) => {
            const rank = ranks[row]?.[column] ?? null;
            const mark = turned(row, column);
            return rank === null ? value('–') : value(mark ? `⇅ ${rank}` : String(rank), mark ? 'note' : undefined);
          }),
        ],
      })),
  };
}

export function speedTable({ setting, title }: Titled, machines: readonly string[]): Block {
  const relatives = relativesOf(setting);
  const several = machines.length > 1;
  const first = (row: number): number =>
    relatives[row]?.find(({ ratio }) => ratio !== null)?.ratio ?? Number.POSITIVE_INFINITY;
  return {
    kind: 'table',
    caption: [
      'Time per increment relative to ',
      untrusted('atomic/add'),
      ' on the same machine (95 % interval), and increments per second, ',
      ...title,
    ],
    head: [
      { title: ['Strategy'] },
      ...machines.flatMap((machine) => [
        { title: [several ? `${machine}, relative` : 'Relative'], number: true },
        { title: ['per second'], number: true },
      ]),
    ],
    rows: setting.rows
      .map((row, index) => ({ row, index }))
      .sort((a, b) => first(a.index) - first(b.index) || (a.row.strategy < b.row.strategy ? -1 : 1))
      .map(({ row, index }) => ({
        values: [
          rowName(row),
          ...row.entries.flatMap((entry, column) => [
            trouble(entry) === null ? value(relativeWord(relatives[index]?.[column] ?? NONE)) : value('–'),
            throughputWord(entry),
          ]),
        ],
      })),
  };
}

const NONE = { ratio: null, low: null, high: null };
