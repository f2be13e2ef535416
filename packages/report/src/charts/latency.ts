/** How long one increment took, from its beginning to its acknowledgement: a row a strategy, its percentiles along it. */
import { type Cell, type ContendRecord, contendersIn, plainText } from '@contend/record';
import type { Look } from '../client/data.ts';
import { mark } from '../client/mark.ts';
import { inkOf, PAINT } from '../client/paint.ts';
import { BOX, type Drawing, plot, round, xAxis } from '../client/plot.ts';
import { rangeOf, type Scale, scaleOver, shortTime } from '../client/scale.ts';
import { type Shape, shape } from '../client/shape.ts';
import { clip } from '../format/layout.ts';
import { type Group, groupsOf } from '../model/cells.ts';
import { marksOf } from './legend.ts';
import { looksOf, strategiesOf } from './palette.ts';
import { type Picture, pictureOf } from './picture.ts';
import { chartedCells, panelTitle, pointOf, underOf } from './points.ts';

const ROW = 24;
/** For the longest of our names. */
const NAMES = 180;
const MOST_LETTERS = 23;

type Measured = Cell & { latency: NonNullable<Cell['latency']> };

/** `null` where contenders share memory, and nobody is told. */
export function latencyChart(record: ContendRecord): Picture | null {
  const cells = chartedCells(record).filter((cell): cell is Measured => cell.latency !== null);
  if (cells.length === 0) return null;
  const strategies = strategiesOf(record.cells.map((cell) => cell.strategy));
  const looks = looksOf(strategies);
  const range = rangeOf(
    cells.flatMap(({ latency }) => [latency.p50, latency.p999].filter((ns) => ns > 0).map((ns) => ns / 1e9)),
    'log',
  );
  const width = BOX.left + BOX.width - NAMES;
  const scale = scaleOver(range, 'log', width);
  const groups = groupsOf(cells);
  const several = new Set(groups.map(({ runtime }) => runtime)).size > 1;
  const pointsOf = (cell: Cell) => ({ ...pointOf(cell, strategies), panel: 0, workload: 0, kept: false });
  return pictureOf(
    record,
    {
      title: `Time per operation${underOf(record)}`,
      missing: null,
      reading:
        'Further left is quicker; the scale is logarithmic. From the beginning of an increment to its acknowledgement. The mark is the median, the first bar the time within which 99 % were acknowledged, the second 99.9 %. A hollow, crossed point counted wrong: it is no result.',
    },
    groups.flatMap((group) =>
      group.contenders.map((contenders) =>
        drawPanel(
          group.cells.filter((cell): cell is Measured => cell.contenders === contenders && cell.latency !== null),
          titleOf(group, contenders, several),
          scale,
          width,
          (cell) => {
            const place = strategies.indexOf(cell.strategy);
            return { place, look: looks[place] as Look, point: pointsOf(cell) };
          },
        ),
      ),
    ),
    marksOf(cells.map(pointsOf)),
  );
}

const titleOf = (group: Group, contenders: number, several: boolean): string =>
  `${panelTitle(group, several)}, ${contendersIn(plainText(group.world, 20), contenders)}`;

function drawPanel(
  cells: readonly Measured[],
  title: string,
  scale: Scale,
  width: number,
  drawn: (cell: Cell) => { place: number; look: Look; point: Parameters<typeof mark>[0] },
): Drawing {
  const rows = cells.toSorted((a, b) => a.latency.p50 - b.latency.p50);
  const box = { ...BOX, left: NAMES, width, height: rows.length * ROW };
  const x = (ns: number): number => round(scale.at(ns / 1e9));
  return plot(title, `${title}: time per operation`, box, [
    ...scale.ticks.map((tick) =>
      shape('line', { ...PAINT.grid, x1: round(scale.at(tick)), x2: round(scale.at(tick)), y1: 0, y2: box.height }),
    ),
    ...xAxis(
      scale.ticks.map((tick) => [scale.at(tick), shortTime(tick)] as const),
      'to its acknowledgement',
      box,
    ),
    ...rows.flatMap((cell, row) => {
      const { p50, p99, p999 } = cell.latency;
      if (p50 <= 0) return [];
      const { place, look, point } = drawn(cell);
      const y = (row + 0.5) * ROW;
      const bar = (ns: number): Shape =>
        shape('line', { stroke: inkOf(look.colour), 'stroke-width': 2, x1: x(ns), x2: x(ns), y1: y - 6, y2: y + 6 });
      return [
        shape(
          'g',
          { 'data-strategy': place },
          shape('text', { ...PAINT.tick, x: -8, y: y + 4, 'text-anchor': 'end' }, clip(look.name, MOST_LETTERS)),
          shape('line', { stroke: inkOf(look.colour), 'stroke-width': 1.4, x1: x(p50), x2: x(p999), y1: y, y2: y }),
          bar(p99),
          bar(p999),
          mark(point, look, x(p50), y),
        ),
      ];
    }),
  ]);
}
