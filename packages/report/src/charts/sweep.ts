/** How fast against how much contenders do between two increments: where each strategy saturates, and what it costs. */
import { type Cell, type ContendRecord, familyKey, isSweep, plainText } from '@contend/record';
import type { TopLevelSpec } from 'vega-lite';
import { duration } from '../format/units.ts';
import { contendersIn } from '../model/cells.ts';
import { ideal, type Work, workOf } from '../model/work.ts';
import { frame } from './frame.ts';
import { type Palette, paletteOf } from './palette.ts';
import { isUndrawn, missing, type Point, pointOf } from './points.ts';
import { logScale, looks, pointLayers, rateAxis, SECONDS_LABEL } from './scales.ts';

const WIDTH = 420;
const HEIGHT = 380;
/** Panels in a row. */
const COLUMNS = 2;
/** Points of the ideal's curve between its ends: enough for its corner to be one. */
const STEPS = 200;

type SweptPoint = Point & { outside: number };

/** Times in seconds, rates per second. */
interface Swept {
  title: string;
  points: SweptPoint[];
  /** Those without a figure. */
  undrawn: SweptPoint[];
  ideal: { outside: number; ideal: number }[];
}

/** `null` for a record without a sweep. */
export function sweepChart(record: ContendRecord): TopLevelSpec | null {
  const palette = paletteOf(record.cells.map((cell) => cell.strategy));
  const panels = panelsOf(record, palette);
  if (panels.length === 0) return null;
  const all = panels.flatMap((panel) => panel.points);
  const outside = [...new Set(all.map((point) => point.outside))].sort((a, b) => a - b);
  const rates = logScale([
    ...all.flatMap(({ throughput, low, high }) => [throughput, low, high]),
    ...panels.flatMap((panel) => panel.ideal.map((point) => point.ideal)),
  ]);
  const x = {
    field: 'outside',
    type: 'quantitative',
    // Logarithmic but for its beginning, since no outside work at all is where a sweep begins.
    scale: { type: 'symlog', constant: outside.find((seconds) => seconds > 0) ?? 1, nice: false, padding: 14 },
    axis: {
      title: 'work outside, between two increments of a contender',
      values: outside,
      labelExpr: SECONDS_LABEL,
      labelOverlap: false,
    },
  };
  return frame(
    record,
    palette,
    {
      title: 'Throughput against outside work',
      missing: missing(
        panels
          .flatMap((panel) => panel.undrawn)
          .map((point) => [point, `with ${duration(twoDigits(point.outside * 1e9))} outside`]),
      ),
      reading:
        'Higher is faster; both scales are logarithmic. The dashed line is the ideal, a guard that costs nothing: N contenders do N/(inside + outside), but never more than 1/inside, as only one may be inside at a time. How far below it a lock stays is what acquiring and handing over cost, and where its curve bends it is saturated. What has no section to guard works on the inside part unguarded, and may rise above the line. A hollow, crossed point counted wrong: it is no result.',
    },
    {
      vconcat: rowsOf(panels).map((row) => ({
        hconcat: row.map((panel, index) => {
          const y = rateAxis(index, rates);
          const position = { x, y };
          const { color, description } = looks({ palette, panels });
          return {
            title: panel.title,
            width: WIDTH,
            height: HEIGHT,
            data: { values: panel.points },
            layer: [
              {
                data: { values: panel.ideal },
                mark: { type: 'line', strokeDash: [6, 4], stroke: '#57606a', strokeWidth: 2, aria: false },
                encoding: { x, y: { ...y, field: 'ideal' } },
              },
              {
                mark: { type: 'line', opacity: 0.45, strokeWidth: 1.5 },
                encoding: { ...position, color, description },
              },
              {
                transform: [{ filter: 'datum.low !== null' }],
                mark: { type: 'rule', strokeWidth: 2 },
                encoding: { ...position, y: { ...y, field: 'low' }, y2: { field: 'high' }, color, description },
              },
              ...pointLayers(position, { palette, panels }),
            ],
          };
        }),
      })),
      resolve: { scale: { color: 'shared', shape: 'shared', stroke: 'shared' } },
    },
  );
}

/** One panel for each kind and number of contenders. */
function panelsOf({ cells, plan }: ContendRecord, palette: Palette): Swept[] {
  const swept = cells.flatMap((cell): { cell: Cell; work: Work }[] => {
    const work = isSweep(cell.workload) ? workOf(plan, cell) : null;
    return work === null ? [] : [{ cell, work }];
  });
  const several = new Set(swept.map(({ cell }) => cell.runtime)).size > 1;
  const groups = Map.groupBy(swept, ({ cell, work }) => familyKey(cell, 'workload') + work.inside);
  return [...groups.values()].map((group) => {
    const [{ cell: first, work }] = group as [(typeof group)[number]];
    const { inside } = work;
    const points = group.map(({ cell, work: { outside } }) => ({ ...pointOf(cell, palette), outside: outside / 1e9 }));
    const title = [
      contendersIn(plainText(first.world, 20), first.contenders),
      `${duration(twoDigits(inside))} inside`,
      ...(several ? [plainText(first.runtime, 20)] : []),
      ...(first.pinned ? [] : ['not pinned']),
    ].join(', ');
    const most = Math.max(...group.map(({ work: { outside } }) => outside));
    return {
      title,
      points: points.filter((point) => !isUndrawn(point)),
      undrawn: points.filter(isUndrawn),
      ideal: idealCurve(first.contenders, inside, most),
    };
  });
}

/** Calibrated steps come to 99.6 ns where 100 were asked for. */
const twoDigits = (value: number): number => Number(value.toPrecision(2));

/** The ideal at as many points as make a smooth curve, its corner among them; where it has no bound there are none. Given ns. */
function idealCurve(contenders: number, inside: number, most: number): Swept['ideal'] {
  const corner = (contenders - 1) * inside;
  const bend = most / STEPS;
  const steps = Array.from({ length: STEPS + 1 }, (_, step) => bend * ((1 + STEPS) ** (step / STEPS) - 1));
  return [...steps, ...(corner < most ? [corner] : [])]
    .sort((a, b) => a - b)
    .map((outside) => ({ outside: outside / 1e9, ideal: ideal(contenders, { inside, outside }) }))
    .filter((point) => Number.isFinite(point.ideal));
}

function rowsOf(panels: readonly Swept[]): Swept[][] {
  const rows = Math.ceil(panels.length / COLUMNS);
  return Array.from({ length: rows }, (_, row) => panels.slice(row * COLUMNS, (row + 1) * COLUMNS));
}
