/** What share of the updates is missing from the count: one row a strategy, one column a number of contenders. */
import { type Cell, type ContendRecord, contendersOf, plainText } from '@contend/record';
import { cross } from '../client/mark.ts';
import { PAINT } from '../client/paint.ts';
import { type Drawing, round, svgOf } from '../client/plot.ts';
import { type Shape, shape } from '../client/shape.ts';
import { textWidth } from '../format/layout.ts';
import { percent, quantity } from '../format/units.ts';
import { type Group, groupsOf, lostShare, overCount, stateOf } from '../model/cells.ts';
import { marksOf } from './legend.ts';
import { nameOf, strategiesOf } from './palette.ts';
import { type Picture, pictureOf } from './picture.ts';
import { chartedCells, panelTitle, pointOf, underOf } from './points.ts';

const CELL = { width: 124, height: 34, gap: 4 };
/** Below the cells: the numbers of contenders, and what they are. */
const BELOW = 44;
/** Of the ground of a cell that lost nothing, and of one that lost all. */
const [NONE, ALL] = [
  [0xf0, 0xf3, 0xf6],
  [0xd5, 0x5e, 0x00],
] as const;

export function lostChart(record: ContendRecord): Picture {
  const cells = chartedCells(record);
  const groups = groupsOf(cells);
  const several = new Set(groups.map((group) => group.runtime)).size > 1;
  const strategies = strategiesOf(record.cells.map((cell) => cell.strategy));
  return pictureOf(
    record,
    {
      title: `Share of updates lost${underOf(record)}`,
      missing: null,
      reading: `How many of all increments done are missing from the final count. Crossed: the count is wrong, whatever the speed. A heavy frame: the strategy promises an exact count there and broke the promise; without a frame it promises nothing there, and a loss is expected.${cells.some(({ verdict }) => verdict === 'within') ? ' Within: right, but for increments of which nobody knows whether they counted.' : ''}`,
    },
    groups.map((group) => drawPanel(group, panelTitle(group, several))),
    marksOf(cells.map((cell) => ({ ...pointOf(cell, strategies), panel: 0, workload: 0, kept: false }))),
  );
}

function drawPanel(group: Group, title: string): Drawing {
  const rows = worstFirst(group.cells);
  const left = Math.max(...rows.map((strategy) => textWidth(nameOf(strategy)))) + 10;
  const size = {
    width: left + group.contenders.length * CELL.width,
    height: rows.length * CELL.height + BELOW,
  };
  const middle = (column: number): number => left + (column + 0.5) * CELL.width;
  const bottom = rows.length * CELL.height;
  const parts = rows.flatMap((strategy, row) => [
    shape(
      'text',
      { ...PAINT.tick, x: left - 8, y: (row + 0.5) * CELL.height + 4, 'text-anchor': 'end' },
      nameOf(strategy),
    ),
    ...group.contenders.flatMap((contenders, column) => {
      const cell = group.cells.find((each) => each.strategy === strategy && each.contenders === contenders);
      return cell === undefined ? [] : [drawCell(cell, left + column * CELL.width, row * CELL.height)];
    }),
  ]);
  const numbers = group.contenders.map((contenders, column) =>
    shape('text', { ...PAINT.tick, x: middle(column), y: bottom + 16, 'text-anchor': 'middle' }, String(contenders)),
  );
  const axis = shape(
    'text',
    { ...PAINT.axis, x: (left + size.width) / 2, y: bottom + 36, 'text-anchor': 'middle' },
    `contenders (${plainText(contendersOf(group.world), 20)})`,
  );
  return { title, size, drawing: svgOf(`${title}: share of updates lost`, size, [...parts, ...numbers, axis]) };
}

function drawCell(cell: Cell, x: number, y: number): Shape {
  const wrong = stateOf(cell) === 'wrong';
  const broken = wrong && cell.promised;
  const [width, height] = [CELL.width - CELL.gap, CELL.height - CELL.gap];
  const frame = broken ? { stroke: 'var(--ink)', 'stroke-width': 2.5 } : {};
  const text = { fill: 'var(--ink)', x: width / 2, 'text-anchor': 'middle' };
  return shape(
    'g',
    { transform: `translate(${round(x + CELL.gap / 2)},${y + CELL.gap / 2})` },
    shape('rect', { width, height, rx: 3, fill: groundOf(lostShare(cell)), ...frame }),
    ...(wrong ? [shape('g', { transform: `translate(10,${height / 2 - (broken ? 6 : 0)})` }, cross(4))] : []),
    shape('text', { ...text, y: height / 2 + (broken ? -2 : 4), 'font-size': 12 }, textOf(cell)),
    ...(broken
      ? [shape('text', { ...text, y: height / 2 + 11, 'font-size': 11, 'font-weight': 'bold' }, 'promise broken')]
      : []),
  );
}

/** The root spreads small shares out: 1 % has to look different from nothing. */
function groundOf(share: number): string {
  const at = Math.sqrt(share);
  const parts = NONE.map((none, part) => Math.round(none + ((ALL[part] as number) - none) * at));
  return `#${parts.map((each) => each.toString(16).padStart(2, '0')).join('')}`;
}

function textOf(cell: Cell): string {
  const state = stateOf(cell);
  if (state === 'stopped') return `! ${cell.verdict}`;
  if (state === 'wrong' && cell.lost > 0) return percent(lostShare(cell));
  return cell.verdict === 'over-counted' ? `${quantity(overCount(cell))} too many` : cell.verdict;
}

/** What lost most on top, by name where nothing was lost. */
function worstFirst(cells: readonly Cell[]): string[] {
  const worst = new Map<string, number>();
  for (const cell of cells) {
    const share = stateOf(cell) === 'wrong' ? lostShare(cell) : -1;
    worst.set(cell.strategy, Math.max(worst.get(cell.strategy) ?? -1, share));
  }
  return strategiesOf(worst.keys()).sort((a, b) => (worst.get(b) ?? 0) - (worst.get(a) ?? 0));
}
