/** Answered minus counted: a row a strategy, a column what was going on meanwhile. */
import type { Hits } from '@contend/documents';
import { cross } from '../client/mark.ts';
import { PAINT } from '../client/paint.ts';
import { type Drawing, round, svgOf } from '../client/plot.ts';
import { type Shape, shape } from '../client/shape.ts';
import { clip } from '../format/layout.ts';
import { percent, quantity } from '../format/units.ts';
import { type Counted, HITS_FAULTS, type HitsRow, hitsRows, lostShare, stateOf } from '../model/hits.ts';
import { whole } from '../model/hits-words.ts';
import { wrongIn } from './hits-speed.ts';
import { marksOf } from './legend.ts';
import { nameOf } from './palette.ts';
import { type Picture, whereFrom } from './picture.ts';

const CELL = { width: 92, height: 34, gap: 4 };
/** For the longest of our names. */
const NAMES = 160;
const MOST_LETTERS = 22;
/** Below the cells: what was going on. */
const BELOW = 30;
/** Of the colour of what lost all; on it the ink is still legible, on light ground and on dark. */
const DEEPEST = 0.5;

interface Column {
  title: string;
  of: (row: HitsRow) => Counted | null;
}

const FAULT_TITLES = { kill: 'killed', stall: 'stopped', 'rolling-restart': 'restarted' } as const;

export function hitsLostChart(hits: Hits): Picture {
  const rows = hitsRows(hits);
  const { runtime } = hits;
  const faults = HITS_FAULTS.filter((fault) => rows.some((row) => row.faults.has(fault)));
  const calm: Column[] = [
    { title: 'closed loop', of: ({ closed }) => closed },
    { title: 'fixed rate', of: ({ rate }) => rate },
  ];
  const faulty = faults.map(
    (fault): Column => ({ title: FAULT_TITLES[fault], of: (row) => row.faults.get(fault) ?? null }),
  );
  // As wide as each other, lest a page draws the cells of one larger.
  const wide = Math.max(calm.length, faulty.length);
  return {
    title: 'Answered minus counted',
    from: whereFrom(hits, [`${runtime.name} ${runtime.version}`]),
    reading: `Hits that were answered and are missing from the count, of all repetitions together, and their share. Crossed: the count is wrong. A heavy frame: the counter promises every hit and broke the promise.`,
    missing: null,
    panels: [
      ...panel('Nothing happens', rows, calm, wide),
      ...panel('Workers are killed, stopped for a while, restarted', rows, faulty, wide),
    ],
    legend: marksOf(
      [...calm, ...faulty].flatMap(({ of }) => rows.map((row) => ({ wrong: wrongIn(of(row)), kept: false }))),
    ),
  };
}

/** Without rows and columns that have nothing. @param wide columns for which there is room */
function panel(title: string, all: readonly HitsRow[], possible: readonly Column[], wide: number): Drawing[] {
  const columns = possible.filter(({ of }) => all.some((row) => of(row) !== null));
  const rows = all.filter((row) => columns.some(({ of }) => of(row) !== null));
  if (rows.length === 0) return [];
  const size = { width: NAMES + wide * CELL.width, height: rows.length * CELL.height + BELOW };
  const shapes = rows.flatMap((row, place) => {
    const name = { ...PAINT.tick, x: NAMES - 8, y: (place + 0.5) * CELL.height + 4, 'text-anchor': 'end' };
    const cells = columns.flatMap(({ of }, column) => {
      const counted = of(row);
      return counted === null ? [] : [cell(row, counted, NAMES + column * CELL.width, place * CELL.height)];
    });
    return [shape('text', name, clip(nameOf(row.counter.strategy), MOST_LETTERS)), ...cells];
  });
  const heads = columns.map(({ title }, column) =>
    shape(
      'text',
      { ...PAINT.tick, x: NAMES + (column + 0.5) * CELL.width, y: size.height - 12, 'text-anchor': 'middle' },
      title,
    ),
  );
  return [{ title, size, drawing: svgOf(`${title}: answered minus counted`, size, [...shapes, ...heads]) }];
}

function cell({ counter, idle }: HitsRow, counted: Counted, x: number, y: number): Shape {
  const wrong = stateOf(counted) === 'wrong';
  const [width, height] = [CELL.width - CELL.gap, CELL.height - CELL.gap];
  const frame = wrong && counter.promised ? { stroke: 'var(--ink)', 'stroke-width': 2.5 } : {};
  const text = { fill: 'var(--ink)', x: width / 2 + (wrong ? 7 : 0), 'text-anchor': 'middle' };
  const [first, second] = idle && wrong ? ['all', null] : textOf(counted);
  return shape(
    'g',
    { transform: `translate(${round(x + CELL.gap / 2)},${round(y + CELL.gap / 2)})` },
    shape('rect', { width, height, rx: 3, fill: 'var(--soft)' }),
    ...(wrong
      ? [shape('rect', { width, height, rx: 3, fill: 'var(--c6)', 'fill-opacity': depth(counted), ...frame })]
      : []),
    ...(wrong ? [shape('g', { transform: `translate(10,${height / 2})` }, cross(4))] : []),
    shape('text', { ...text, y: height / 2 + (second === null ? 4 : -2), 'font-size': 12 }, first),
    ...(second === null ? [] : [shape('text', { ...text, y: height / 2 + 11, 'font-size': 11 }, second)]),
  );
}

/** The root spreads small shares out: 1 % has to look different from nothing. */
const depth = (counted: Counted): number =>
  Number((DEEPEST * Math.sqrt(counted.lost > 0 ? Math.min(1, lostShare(counted)) : 1)).toFixed(3));

function textOf(counted: Counted): [first: string, second: string | null] {
  if (counted.lost > 0)
    return [counted.lost < 1_000 ? whole(counted.lost) : quantity(counted.lost), percent(lostShare(counted))];
  if (counted.over > 0) return [`+${whole(counted.over)}`, 'too many'];
  if (counted.verdict === 'crashed') return ['! crashed', null];
  return ['0', counted.unknown > 0 ? `${whole(counted.unknown)} unknown` : null];
}
