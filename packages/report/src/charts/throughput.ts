/** How fast, by number of contenders: medians with their 95 % intervals, one panel a world. */
import type { ContendRecord } from '@contend/record';
import { type ChartData, type Point, pointsShown } from '../client/data.ts';
import { isLevel } from '../client/floor.ts';
import { BOX } from '../client/plot.ts';
import { drawThroughput } from '../client/throughput.ts';
import { chartData, firstView } from './data.ts';
import { legendOf } from './legend.ts';
import { type Picture, pictureOf } from './picture.ts';
import { chartedCells, notDrawn, underOf } from './points.ts';

/** Pixels from one strategy to the next, and of a panel. */
const STEP = 11;
const LEAST = 170;
const MOST = 1_000;
const HEIGHT = 360;

export function throughputChart(record: ContendRecord): Picture {
  const data = chartData(record);
  const view = firstView(record, data);
  const shown = pointsShown(data, view);
  const boxOf = (places: number) => ({
    ...BOX,
    width: Math.min(MOST, Math.max(LEAST, places * STEP)),
    height: HEIGHT,
  });
  return pictureOf(
    record,
    {
      title: `Throughput by number of contenders${underOf(record)}`,
      missing: notDrawn(chartedCells(record)),
      reading: reading(data, shown),
    },
    drawThroughput(data, view, boxOf),
    legendOf(
      data.looks,
      shown.filter(({ rate }) => rate !== null),
    ),
  );
}

function reading({ looks }: ChartData, points: readonly Point[]): string {
  const intervals = points.some((point) => point.low !== null)
    ? 'A point is the median over forks (fresh processes), its bar the 95\u00a0% interval'
    : 'A point is the median over forks (fresh processes), too few for intervals';
  const dashed = points.some((point) => isLevel(point, looks))
    ? ' Dashed is the same in C: what this machine can do.'
    : '';
  return `Higher is faster; the scale is logarithmic. Strategies stand side by side above each number of contenders. ${intervals}.${dashed} A hollow, crossed point counted wrong: however high it stands, it is no result.`;
}
