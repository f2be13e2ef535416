/** How fast against how long somebody waited: a lock that is fast because one contender keeps it stands to the right. */
import type { ContendRecord } from '@contend/record';
import { pointsShown } from '../client/data.ts';
import { drawGaps } from '../client/gap.ts';
import { BOX } from '../client/plot.ts';
import { chartData, firstView } from './data.ts';
import { legendOf } from './legend.ts';
import { type Picture, pictureOf } from './picture.ts';
import { chartedCells, notDrawn, underOf } from './points.ts';

/** Three side by side. */
const SIDE = 280;

export function gapChart(record: ContendRecord): Picture {
  const data = chartData(record);
  const view = firstView(record, data);
  return pictureOf(
    record,
    {
      title: `Throughput against longest gap${underOf(record)}`,
      missing: notDrawn(chartedCells(record)),
      reading:
        'Up is faster, left is fairer: best is the upper left corner. The longest gap is the longest time in which a contender got nothing done. Far right and high: fast because the others waited. Both scales are logarithmic. A hollow, crossed point counted wrong: it is no result.',
    },
    drawGaps(data, view, { ...BOX, width: SIDE, height: SIDE }),
    legendOf(
      data.looks,
      pointsShown(data, view).filter(({ gap }) => gap !== null),
    ),
  );
}
