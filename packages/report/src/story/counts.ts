/** Who kept the count: a row a strategy, a column a world, and what exploring every schedule of its source told. */
import type { Cell, ContendRecord } from '@contend/record';
import { contendersIn, lostShare, stateOf } from '../cells.ts';
import { percent } from '../units.ts';
import { type Block, NOTHING, paragraph, type Section, untrusted, type Value, value } from './block.ts';

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
        ...(explored ? [exploredOf(own)] : []),
      ],
    },
  }));
  const table: Block = {
    kind: 'table',
    caption: ['Whether the count was right, by strategy and world'],
    head: [
      { title: ['strategy'] },
      ...worlds.map((world) => ({ title: [untrusted(world)] })),
      ...(explored ? [{ title: ['explored'] }] : []),
    ],
    // What broke a promise is what a reader must not miss.
    rows: rows.sort((a, b) => b.gravity - a.gravity).map(({ row }) => row),
  };
  return {
    id: 'counts',
    title: 'Who kept the count',
    blocks: [
      paragraph(headline(cells)),
      table,
      { kind: 'picture', picture: 'lost', title: 'Share of updates lost' },
      ...(explored
        ? [
            paragraph(
              'Explored: every schedule of the strategy’s own source was run in a simulated memory, up to so many contenders × increments of each. “No violation” holds up to that bound, and is no proof beyond it. – means it was not explored.',
            ),
          ]
        : []),
      ...broken(cells),
    ],
  };
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
  const state = stateOf(worst);
  if (state === 'exact') {
    const most = Math.max(...cells.map((cell) => cell.contenders));
    return value(most === 1 ? '✓ exact, alone' : worst.promised ? '✓ exact' : '✓ exact, not promised', 'right');
  }
  const how = `with ${contendersIn(worst.world === 'tasks' || worst.world === 'threads' ? worst.world : 'contenders', worst.contenders)}`;
  if (state === 'stopped') return value(`! ${worst.verdict} ${how}`, worst.promised ? 'broken' : 'note');
  const what =
    worst.lost > 0
      ? `lost ${percent(lostShare(worst))}`
      : worst.verdict === 'overlap'
        ? 'two inside at once'
        : 'numbered hits twice';
  return worst.promised ? value(`✗ ${what} ${how}, promise broken`, 'broken') : value(`✗ ${what} ${how}`, 'wrong');
}

function gravityOf(cell: Cell): number {
  const state = stateOf(cell);
  return state === 'exact' ? 0 : state === 'wrong' ? (cell.promised ? 3 : 1) : cell.promised ? 2 : 1;
}

function exploredOf(cells: readonly Cell[]): Value {
  const found = cells.find((cell) => cell.explored !== null)?.explored;
  if (found == null) return NOTHING;
  const { verdict, reached, source } = found;
  const bound = reached === null ? '' : `, ${reached.contenders} × ${reached.increments}`;
  const twin = cells.some((cell) => cell.strategy === source) ? [] : [' (', untrusted(source), ')'];
  if (verdict === 'no violation' && reached !== null)
    return { text: [`✓ no violation${bound}`, ...twin], tone: 'right' };
  if (verdict === 'violation') return { text: ['✗ violation', ...twin], tone: 'wrong' };
  return { text: [`${verdict}${bound}`, ...twin], tone: 'note' };
}

/** What broke a promise comes with the command that shows it. */
function broken(cells: readonly Cell[]): Block[] {
  const worst = Map.groupBy(
    cells.filter((cell) => cell.promised && stateOf(cell) !== 'exact'),
    (cell) => JSON.stringify([cell.strategy, cell.world]),
  );
  return [...worst.values()].flatMap(([cell]): Block[] =>
    cell === undefined
      ? []
      : [
          {
            kind: 'more',
            title: ['Reproduce ', untrusted(cell.strategy), ': ', cell.verdict],
            blocks: [
              ...(cell.reason === null ? [] : [paragraph('Reason: ', untrusted(cell.reason), '.')]),
              { kind: 'command', text: cell.reproduce },
            ],
          },
        ],
  );
}
