/** What share of the updates is missing from the count: one row a strategy, one column a number of contenders. */
import type { ContendRecord } from '@contend/record';
import type { TopLevelSpec } from 'vega-lite';
import { percent } from '../format/units.ts';
import { frame } from './frame.ts';
import { chartedOf, type Panel, type Point } from './points.ts';
import { crossLayers, NAME_LABEL } from './scales.ts';

const CELL = { width: 124, height: 34 };

export function lostChart(record: ContendRecord): TopLevelSpec {
  const { panels, palette, under } = chartedOf(record);
  return frame(
    record,
    palette,
    {
      title: `Share of updates lost${under}`,
      missing: null,
      reading:
        'How many of all increments done are missing from the final count. Crossed: the count is wrong, whatever the speed. A heavy frame: the strategy promises an exact count there and broke the promise; without a frame it promises nothing there, and a loss is expected.',
    },
    {
      hconcat: panels.map((panel) => {
        const position = {
          x: {
            field: 'contenders',
            type: 'ordinal',
            scale: { domain: panel.contenders, padding: 0.06 },
            axis: { title: `contenders (${panel.world})`, labelAngle: 0, ticks: false, domain: false },
          },
          y: {
            field: 'look',
            type: 'nominal',
            scale: { domain: looksIn(panel), padding: 0.1 },
            axis: { title: null, labelExpr: NAME_LABEL, ticks: false, domain: false, labelPadding: 8 },
          },
        };
        return {
          title: panel.title,
          width: { step: CELL.width },
          height: { step: CELL.height },
          view: { stroke: null },
          data: {
            values: panel.points.map((point) => ({
              ...point,
              text: textOf(point),
              broken: point.promised && point.wrong !== null,
            })),
          },
          layer: [
            {
              mark: { type: 'rect', cornerRadius: 3 },
              encoding: {
                ...position,
                // The root spreads small shares out: 1 % has to look different from nothing.
                color: {
                  field: 'lostShare',
                  type: 'quantitative',
                  scale: { type: 'sqrt', domain: [0, 1], range: ['#f0f3f6', '#D55E00'], interpolate: 'rgb' },
                  legend: null,
                },
              },
            },
            {
              transform: [{ filter: 'datum.broken' }],
              mark: { type: 'rect', filled: false, stroke: '#000000', strokeWidth: 2.5, cornerRadius: 3 },
              encoding: position,
            },
            ...crossLayers(position, panels, { xOffset: -CELL.width / 2 + 14 }),
            {
              mark: { type: 'text', fontSize: 12, yOffset: { expr: 'datum.broken ? -7 : 0' } },
              encoding: { ...position, text: { field: 'text' } },
            },
            {
              transform: [{ filter: 'datum.broken' }],
              mark: { type: 'text', fontSize: 11, fontWeight: 'bold', text: 'promise broken', xOffset: 7, yOffset: 7 },
              encoding: position,
            },
          ],
        };
      }),
      resolve: { scale: { stroke: 'shared' } },
    },
  );
}

function textOf({ wrong, lostShare, verdict }: Point): string {
  if (wrong !== null) return lostShare > 0 ? percent(lostShare) : verdict;
  return verdict === 'exact' ? verdict : `! ${verdict}`;
}

/** What lost most on top. */
function looksIn({ points }: Panel): number[] {
  const worst = new Map<number, number>();
  for (const { look, wrong, lostShare } of points) {
    worst.set(look, Math.max(worst.get(look) ?? -1, wrong === null ? -1 : lostShare));
  }
  return [...worst].sort(([a, x], [b, y]) => y - x || a - b).map(([look]) => look);
}
