/** How fast against how long somebody waited: a lock that is fast because one contender keeps it stands to the right. */
import type { ContendRecord } from '@contend/record';
import type { TopLevelSpec } from 'vega-lite';
import { contendersIn } from '../model/cells.ts';
import { frame } from './frame.ts';
import { chartedOf, notDrawn, type Panel, type Point } from './points.ts';
import { logScale, logTicks, pointLayers, rateAxis, SECONDS_LABEL } from './scales.ts';

/** Panels in a row. */
const COLUMNS = 3;
const KEPT = 'one contender kept it';

export function gapChart(record: ContendRecord): TopLevelSpec {
  const measured = chartedOf(record);
  const { palette } = measured;
  const panels = measured.panels.flatMap(byContenders);
  const all = panels.flatMap((panel) => panel.points);
  const [rates, gaps] = [
    logScale(all.map((point) => point.throughput)),
    logScale(all.map((point) => point.longestGap)),
  ];
  return frame(
    record,
    palette,
    {
      title: `Throughput against longest gap${measured.under}`,
      missing: notDrawn(measured.panels),
      reading:
        'Up is faster, left is fairer: best is the upper left corner. The longest gap is the longest time in which a contender got nothing done. Far right and high: fast because the others waited. Both scales are logarithmic. A hollow, crossed point counted wrong: it is no result.',
    },
    {
      vconcat: rowsOf(panels).map((row) => ({
        hconcat: row.map((panel, index) => {
          const position = {
            x: {
              field: 'longestGap',
              type: 'quantitative',
              scale: gaps,
              axis: {
                title: 'longest gap',
                values: logTicks(gaps.domain),
                labelExpr: SECONDS_LABEL,
                labelOverlap: false,
              },
            },
            y: rateAxis(index, rates),
          };
          return {
            title: panel.title,
            width: 260,
            height: 260,
            data: { values: panel.points },
            layer: [ringLayer(position, all), ...pointLayers(position, { palette, panels })],
          };
        }),
      })),
      resolve: { scale: { color: 'shared', shape: 'shared', stroke: 'shared', strokeDash: 'shared' } },
    },
  );
}

/** A ring around what may be fast only because one contender kept it, and what the ring means in the legend. */
function ringLayer(position: object, all: readonly Point[]) {
  const strokeDash = {
    field: 'note',
    type: 'nominal',
    scale: { domain: [KEPT], range: [[3, 2]] },
    legend: { title: null, symbolType: 'circle', symbolSize: 260, symbolStrokeColor: '#000000' },
  };
  const ring = {
    type: 'point',
    shape: 'circle',
    filled: false,
    stroke: '#000000',
    size: 420,
    strokeWidth: 1.2,
    opacity: 1,
  };
  return {
    transform: [{ filter: 'datum.kept' }, { calculate: `'${KEPT}'`, as: 'note' }],
    mark: ring,
    encoding: { ...position, ...(all.some((point) => point.kept) && { strokeDash }) },
  };
}

function rowsOf(panels: readonly Panel[]): Panel[][] {
  const rows = Math.ceil(panels.length / COLUMNS);
  return Array.from({ length: rows }, (_, row) => panels.slice(row * COLUMNS, (row + 1) * COLUMNS));
}

/** Alone there is nobody to wait for, so one contender gets no panel unless there is nothing else. */
function byContenders(panel: Panel): Panel[] {
  const several = panel.contenders.filter((contenders) => contenders > 1);
  return (several.length > 0 ? several : panel.contenders).map((contenders) => ({
    ...panel,
    title: contendersIn(panel.world, contenders),
    contenders: [contenders],
    points: panel.points.filter(
      (point) => point.contenders === contenders && point.throughput !== null && point.longestGap !== null,
    ),
  }));
}
