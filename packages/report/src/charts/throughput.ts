/** How fast, by number of contenders: medians with their 95\u00a0% intervals, one panel a world. */
import type { ContendRecord } from '@contend/record';
import type { TopLevelSpec } from 'vega-lite';
import { frame } from './frame.ts';
import { paletteOf } from './palette.ts';
import { nameOf, notDrawn, type Point, panelsOf } from './points.ts';
import { logScale, logTicks, looks, pointLayers, RATE_LABEL } from './scales.ts';

/** Pixels that one strategy takes beside the others at one number of contenders. */
const STEP = 14;

export function throughputChart(record: ContendRecord): TopLevelSpec {
  const panels = panelsOf(record);
  const palette = paletteOf(record.cells.map((cell) => nameOf(cell.strategy)));
  const all = panels.flatMap((panel) => panel.points);
  const scale = logScale(all.flatMap(({ throughput, low, high }) => [throughput, low, high]));
  return frame(
    record,
    {
      title: 'Throughput by number of contenders',
      missing: notDrawn(panels),
      reading: reading(all),
    },
    {
      hconcat: panels.map((panel, index) => {
        const here = palette.strategies.filter((strategy) => panel.points.some((point) => point.strategy === strategy));
        const position = {
          x: {
            field: 'contenders',
            type: 'ordinal',
            scale: { domain: panel.contenders, paddingInner: 0.35, paddingOuter: 0.15 },
            axis: { title: `contenders (${panel.world})`, labelAngle: 0, grid: false },
          },
          xOffset: { field: 'strategy', type: 'nominal', scale: { domain: here } },
          y: {
            field: 'throughput',
            type: 'quantitative',
            scale,
            axis: {
              // One scale for all panels, so it is written once.
              title: index === 0 ? 'increments per second, whole system' : null,
              labels: index === 0,
              ticks: index === 0,
              labelExpr: RATE_LABEL,
              values: logTicks(scale.domain),
            },
          },
        };
        const { color } = looks(palette);
        return {
          title: panel.title,
          width: Math.max(120, panel.contenders.length * here.length * STEP * 1.25),
          height: 360,
          data: { values: panel.points.filter((point) => point.throughput !== null) },
          layer: [
            { mark: { type: 'line', opacity: 0.45, strokeWidth: 1.5 }, encoding: { ...position, color } },
            {
              transform: [{ filter: 'datum.low !== null' }],
              mark: { type: 'rule', strokeWidth: 2 },
              encoding: { ...position, y: { ...position.y, field: 'low' }, y2: { field: 'high' }, color },
            },
            ...pointLayers(position, palette, panels),
          ],
        };
      }),
      resolve: { scale: { color: 'shared', shape: 'shared', stroke: 'shared' } },
    },
  );
}

function reading(points: readonly Point[]): string {
  const intervals = points.some((point) => point.low !== null)
    ? 'A point is the median over forks (fresh processes), its bar the 95\u00a0% interval'
    : 'A point is the median over forks (fresh processes), too few for intervals';
  return `Higher is faster; the scale is logarithmic. Strategies stand side by side above each number of contenders. ${intervals}. A hollow, crossed point counted wrong: however high it stands, it is no result.`;
}
