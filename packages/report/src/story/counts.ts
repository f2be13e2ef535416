/** Who kept the count: a row a strategy, a column a world, and what exploring every schedule of its source told. */
import { type Cell, type ContendRecord, keyOf } from '@contend/record';
import { percent } from '../format/units.ts';
import { lostShare, refusedShare, stateOf } from '../model/cells.ts';
import { refusedWord, rightCells, rightWord, wrongWord } from '../model/wrong.ts';
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
      ...doubts(cells),
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
  const right = cells.filter((cell) => stateOf(cell) === 'right');
  const broken = cells.filter((cell) => cell.promised && stateOf(cell) === 'wrong').length;
  return [
    `${right.length} of ${cells.length} ${right.every(({ verdict }) => verdict === 'exact') ? 'exact' : 'right'}`,
    ...(broken === 0 ? [] : [', ', { strong: `${broken} promised and wrong` }]),
  ];
}

function headline(cells: readonly Cell[]): string {
  const right = cells.filter((cell) => stateOf(cell) === 'right');
  const promises = cells.filter((cell) => cell.promised && stateOf(cell) === 'wrong').length;
  const unpromised = cells.filter((cell) => !cell.promised && stateOf(cell) === 'wrong').length;
  const stopped = cells.filter((cell) => stateOf(cell) === 'stopped').length;
  return [
    `${rightCells(right, cells.length)}.`,
    ...(promises > 0 ? [` ${promises} counted wrong where an exact count was promised.`] : []),
    ...(unpromised > 0 ? [` ${unpromised} counted wrong where nothing is promised.`] : []),
    ...(stopped > 0 ? [` ${stopped} did not finish.`] : []),
    ' A wrong count is never ranked, however fast.',
  ].join('');
}

/** What is said of right counts besides: attempts that were refused, and those of which nobody knows. */
function doubts(cells: readonly Cell[]): Block[] {
  const refused = Map.groupBy(
    cells.filter((cell) => refusedShare(cell) > 0),
    (cell) => keyOf(cell, ['strategy', 'world']),
  );
  const items = [...refused.values()].map((own): Inline => {
    const [most] = own.toSorted((a, b) => refusedShare(b) - refusedShare(a)) as [Cell];
    return [
      untrusted(most.strategy),
      `: ${percent(refusedShare(most))} of its attempts were refused with `,
      contendersWord(most),
      '; only what counted is in its speed.',
    ];
  });
  const within = cells.some(({ verdict }) => verdict === 'within');
  return [
    ...(within
      ? [
          paragraph(
            '“Within 3 unknown”: of 3 attempts the answer was lost, so that nobody knows whether they counted. The count is as high as what was acknowledged, and no higher than with all of those: nothing that was acknowledged is missing.',
          ),
        ]
      : []),
    ...(items.length === 0 ? [] : [{ kind: 'list', items } satisfies Block]),
  ];
}

/** A strategy in one world: the worst of its cells speaks for it. */
function countOf(cells: readonly Cell[]): Value {
  const [worst] = cells.toSorted(
    (a, b) => gravityOf(b) - gravityOf(a) || lostShare(b) - lostShare(a) || doubtOf(b) - doubtOf(a),
  );
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
  if (state === 'right') {
    const right = `✓ ${rightWord(cell)}`;
    const said = mostContenders === 1 ? `${right}, alone` : cell.promised ? right : `${right}, not promised`;
    const refused = refusedWord(cell);
    return { text: [refused === null ? said : `${said} · ${refused}`], tone: 'right' };
  }
  const several = new Set(all.map(({ runtime }) => runtime)).size > 1;
  const how: Inline = [' with ', contendersWord(cell), ...(several ? [' in ', untrusted(cell.runtime)] : [])];
  if (state === 'stopped') return { text: [`! ${cell.verdict}`, ...how], tone: cell.promised ? 'broken' : 'note' };
  const what = wrongWord(cell);
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
  return state === 'right' ? 0 : state === 'wrong' ? (cell.promised ? 3 : 1) : cell.promised ? 2 : 1;
}

/** Of right cells the one of which the least is known speaks for the others. */
const doubtOf = (cell: Cell): number => (cell.unknown ?? 0) + refusedShare(cell);

/** What broke a promise comes with the command that shows it. */
function broken(cells: readonly Cell[]): Block[] {
  const worst = Map.groupBy(
    cells.filter((cell) => cell.promised && stateOf(cell) !== 'right'),
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
