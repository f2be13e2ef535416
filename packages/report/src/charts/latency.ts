/** How long one increment took, from its beginning to its acknowledgement: a row a strategy, its percentiles along it. */
import { type Cell, type ContendRecord, contendersIn, plainText } from '@contend/record';
import type { Look } from '../client/data.ts';
import { mark } from '../client/mark.ts';
import type { Drawing } from '../client/plot.ts';
import { rangeOf, type Scale, scaleOver, shortTime } from '../client/scale.ts';
import { type Group, groupsOf } from '../model/cells.ts';
import { marksOf } from './legend.ts';
import { looksOf, strategiesOf } from './palette.ts';
import { type Picture, pictureOf } from './picture.ts';
import { chartedCells, panelTitle, pointOf, underOf } from './points.ts';
import { drawRows, percentiles, ROWS_WIDTH } from './rows.ts';

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
  const scale = scaleOver(range, 'log', ROWS_WIDTH);
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
  drawn: (cell: Cell) => { place: number; look: Look; point: Parameters<typeof mark>[0] },
): Drawing {
  return drawRows(
    title,
    { says: `${title}: time per operation`, axis: 'to its acknowledgement', scale, written: shortTime },
    cells
      .toSorted((a, b) => a.latency.p50 - b.latency.p50)
      .map((cell) => {
        const { place, look, point } = drawn(cell);
        return { place, look, draw: (y) => percentiles(cell.latency, look, scale, y, (x) => mark(point, look, x, y)) };
      }),
  );
}
