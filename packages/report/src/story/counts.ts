/** Who kept the count: a row a strategy, a column a world, and what exploring every schedule of its source told. */
import { type Cell, type ContendRecord, keyOf } from '@contend/record';
import { percent } from '../format/units.ts';
import { lostShare, stateOf } from '../model/cells.ts';
import {
  type Block,
  contendersWord,
  type Inline,
  NOTHING,
  paragraph,
  type Section,
  sentence,
  type Tone,
  untrusted,
  type Value,
  worldWord,
} from './block.ts';

export function countsSection(record: ContendRecord): Section {
  const { cells } = record;
  const worlds = [...new Set(cells.map((cell) => cell.world))];
  const strategies = Map.groupBy(cells, (cell) => cell.strategy);
  const explored = cells.some((cell) => cell.explored !== null);
  const rows = [...strategies].map(([strategy, own]) => ({
    gravity: Math.max(...own.map(gravityOf)),
    row: {
      values: [
        { text: [untrusted(strategy), ...((own[0] as Cell).guest ? [' (guest)'] : [])] },
        ...worlds.map((world) => countOf(own.filter((cell) => cell.world === world))),
      ],
    },
  }));
  const table: Block = {
    kind: 'table',
    caption: ['Whether the count was right, by strategy and world'],
    head: [{ title: ['strategy'] }, ...worlds.map((world) => ({ title: [worldWord(world)] }))],
    // What broke a promise is what a reader must not miss.
    rows: rows.sort((a, b) => b.gravity - a.gravity).map(({ row }) => row),
  };
  return {
    id: 'counts',
    title: 'Who kept the count',
    result: inShort(cells),
    blocks: [
      paragraph(headline(cells)),
      table,
      { kind: 'picture', picture: 'lost', title: 'Share of updates lost' },
      ...(explored
        ? [
            paragraph(
              '“Explored 3 × 2”: every schedule of the strategy’s own source was run in a simulated memory, with up to 3 contenders and 2 increments of each, and none broke it. That is no proof beyond this bound; but a schedule that breaks it is proof that it is broken, measured or not.',
            ),
          ]
        : []),
      ...broken(cells),
    ],
  };
}

function inShort(cells: readonly Cell[]): Inline {
  const exact = cells.filter((cell) => stateOf(cell) === 'exact').length;
  const broken = cells.filter((cell) => cell.promised && stateOf(cell) === 'wrong').length;
  return [
    `${exact} of ${cells.length} exact`,
    ...(broken === 0 ? [] : [', ', { strong: `${broken} promised and wrong` }]),
  ];
}

function headline(cells: readonly Cell[]): string {
  const exact = cells.filter((cell) => stateOf(cell) === 'exact').length;
  const promises = cells.filter((cell) => cell.promised && stateOf(cell) === 'wrong').length;
  const unpromised = cells.filter((cell) => !cell.promised && stateOf(cell) === 'wrong').length;
  const stopped = cells.filter((cell) => stateOf(cell) === 'stopped').length;
  return [
    `${exact} of ${cells.length} cells counted exactly.`,
    ...(promises > 0 ? [` ${promises} counted wrong where an exact count was promised.`] : []),
    ...(unpromised > 0 ? [` ${unpromised} counted wrong where nothing is promised.`] : []),
    ...(stopped > 0 ? [` ${stopped} did not finish.`] : []),
    ' A wrong count is never ranked, however fast.',
  ].join('');
}

/** A strategy in one world: the worst of its cells speaks for it. */
function countOf(cells: readonly Cell[]): Value {
  const [worst] = cells.toSorted((a, b) => gravityOf(b) - gravityOf(a) || lostShare(b) - lostShare(a));
  if (worst === undefined) return NOTHING;
  const { text, tone } = measuredOf(worst, cells);
  const { explored } = cells.find((cell) => cell.explored !== null) ?? worst;
  if (explored === null) return { text, tone };
  const refuted = worst.promised && explored.verdict === 'violation';
  return { text: [...text, ' · ', ...exploredOf(explored, worst)], tone: refuted ? 'broken' : tone };
}

/** @param all of which it is the worst */
function measuredOf(cell: Cell, all: readonly Cell[]): { text: Inline; tone: Tone } {
  const mostContenders = Math.max(...all.map(({ contenders }) => contenders));
  const state = stateOf(cell);
  if (state === 'exact') {
    const said = mostContenders === 1 ? '✓ exact, alone' : cell.promised ? '✓ exact' : '✓ exact, not promised';
    return { text: [said], tone: 'right' };
  }
  const several = new Set(all.map(({ runtime }) => runtime)).size > 1;
  const how: Inline = [' with ', contendersWord(cell), ...(several ? [' in ', untrusted(cell.runtime)] : [])];
  if (state === 'stopped') return { text: [`! ${cell.verdict}`, ...how], tone: cell.promised ? 'broken' : 'note' };
  const lost = cell.lost > 0 ? `lost ${percent(lostShare(cell))}` : null;
  const what = lost ?? (cell.verdict === 'overlap' ? 'two inside at once' : 'numbered hits twice');
  return cell.promised
    ? { text: [`✗ ${what}`, ...how, ', promise broken'], tone: 'broken' }
    : { text: [`✗ ${what}`, ...how], tone: 'wrong' };
}

/** @param cell one of those that it is about */
export function exploredOf({ verdict, reached, source }: NonNullable<Cell['explored']>, { strategy }: Cell): Inline {
  const bound = reached === null ? '' : ` ${reached.contenders} × ${reached.increments}`;
  const whose: Inline = source === strategy ? [] : [' of ', untrusted(source)];
  if (verdict === 'no violation') return [`explored${bound}`, ...whose];
  if (verdict === 'violation') return ['a schedule breaks it', ...whose];
  return [verdict === 'gave up' ? `explored in part${bound}` : 'not explorable', ...whose];
}

function gravityOf(cell: Cell): number {
  const state = stateOf(cell);
  if (cell.promised && cell.explored?.verdict === 'violation') return 3;
  return state === 'exact' ? 0 : state === 'wrong' ? (cell.promised ? 3 : 1) : cell.promised ? 2 : 1;
}

/** What broke a promise comes with the command that shows it. */
function broken(cells: readonly Cell[]): Block[] {
  const worst = Map.groupBy(
    cells.filter((cell) => cell.promised && stateOf(cell) !== 'exact'),
    (cell) => keyOf(cell, ['strategy', 'world', 'runtime']),
  );
  return [...worst.values()].flatMap(([cell]): Block[] =>
    cell === undefined
      ? []
      : [
          {
            kind: 'more',
            title: ['Reproduce ', untrusted(cell.strategy), ': ', cell.verdict],
            blocks: [
              ...(cell.reason === null ? [] : [paragraph('Reason: ', sentence(cell.reason), '.')]),
              { kind: 'command', text: cell.reproduce },
            ],
          },
        ],
  );
}
