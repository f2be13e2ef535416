/** How fast, by number of contenders: medians with their 95 % intervals, one panel a world. */
import type { ContendRecord } from '@contend/record';
import type { TopLevelSpec } from 'vega-lite';
import { floorLayers, splitFloor } from './floor.ts';
import { frame } from './frame.ts';
import { chartedOf, notDrawn, type Panel, type Point } from './points.ts';
import { logScale, looks, pointLayers, rateAxis } from './scales.ts';

/** Pixels between two strategies at one number of contenders: fewer of them stand farther apart. */
const MIN_STEP = 6;
const MAX_STEP = 14;
/** Pixels of all panels together that suit a page, and of a line of the legend beside them. */
const WIDTH = 760;
const HEIGHT = 360;
const LEGEND_LINE = 21;

export function throughputChart(record: ContendRecord): TopLevelSpec {
  const { panels: whole, palette, under } = chartedOf(record);
  const split = whole.map((panel) => splitFloor(panel, palette));
  const panels = split.map(({ contestants }) => contestants);
  const charted = { panels, palette };
  const all = whole.flatMap((panel) => panel.points);
  const height = Math.max(HEIGHT, palette.strategies.length * LEGEND_LINE);
  const scale = logScale(all.flatMap(({ throughput, low, high }) => [throughput, low, high]));
  const steps = panels.map((panel) => panel.contenders.length * (looksIn(panel).length + 3));
  const step = Math.max(MIN_STEP, Math.min(MAX_STEP, WIDTH / steps.reduce((sum, each) => sum + each, 0)));
  return frame(
    record,
    palette,
    {
      title: `Throughput by number of contenders${under}`,
      missing: notDrawn(whole),
      reading: reading(
        all,
        split.some(({ floor }) => floor.length > 0),
      ),
    },
    {
      hconcat: panels.map((panel, index) => {
        const here = looksIn(panel);
        const position = {
          x: {
            field: 'contenders',
            type: 'ordinal',
            scale: { domain: panel.contenders, paddingInner: 0.35, paddingOuter: 0.15 },
            axis: { title: `contenders (${panel.world})`, labelAngle: 0, grid: false },
          },
          xOffset: { field: 'look', type: 'nominal', scale: { domain: here } },
          y: rateAxis(index, scale),
        };
        const { color, description } = looks(charted);
        return {
          title: panel.title,
          width: Math.max(120, (steps[index] as number) * step),
          height,
          data: { values: panel.points.filter((point) => point.throughput !== null) },
          layer: [
            ...floorLayers(split[index]?.floor ?? [], panel, palette, position, height),
            { mark: { type: 'line', opacity: 0.45, strokeWidth: 1.5 }, encoding: { ...position, color, description } },
            {
              transform: [{ filter: 'datum.low !== null' }],
              mark: { type: 'rule', strokeWidth: 2 },
              encoding: { ...position, y: { ...position.y, field: 'low' }, y2: { field: 'high' }, color, description },
            },
            ...pointLayers(position, charted),
          ],
        };
      }),
      resolve: { scale: { color: 'shared', shape: 'shared', stroke: 'shared' } },
    },
  );
}

function reading(points: readonly Point[], floor: boolean): string {
  const intervals = points.some((point) => point.low !== null)
    ? 'A point is the median over forks (fresh processes), its bar the 95\u00a0% interval'
    : 'A point is the median over forks (fresh processes), too few for intervals';
  const dashed = floor ? ' Dashed is the same in C: what this machine can do.' : '';
  return `Higher is faster; the scale is logarithmic. Strategies stand side by side above each number of contenders. ${intervals}.${dashed} A hollow, crossed point counted wrong: however high it stands, it is no result.`;
}

function looksIn({ points }: Panel): number[] {
  return [...new Set(points.map((point) => point.look))].sort((a, b) => a - b);
}
