/** How fast against the one quantity in which a series' workloads differ, beside what a guard that costs nothing would do. */
import { type Cell, type ContendRecord, familyKey, plainText } from '@contend/record';
import type { TopLevelSpec } from 'vega-lite';
import { contendersIn } from '../model/cells.ts';
import { MOSTLY_READ, roughly, type Series, SWEEP } from '../model/series.ts';
import { type Work, workOf } from '../model/work.ts';
import { frame } from './frame.ts';
import { type Palette, paletteOf } from './palette.ts';
import { isUndrawn, missing, type Point, pointOf } from './points.ts';
import { logScale, looks, pointLayers, rateAxis, SECONDS_LABEL } from './scales.ts';

const WIDTH = 420;
const HEIGHT = 380;
/** Panels in a row. */
const COLUMNS = 2;
/** Points of the ideal's curve between its ends. */
const STEPS = 200;
const NS_PER_S = 1e9;

type SeriesPoint = Point & { at: number };

interface SeriesPanel {
  title: string;
  points: SeriesPoint[];
  /** Those without a figure. */
  undrawn: SeriesPoint[];
  /** Rates per second. */
  ideal: { at: number; ideal: number }[];
}

/** What a chart says of a series. */
interface Look {
  series: Series;
  title: string;
  axis: string;
  /** In Vega's expression language: a value of the axis in words. */
  label: string;
  /** Of the series' quantity in one of the axis: ns in a second. */
  perUnit: number;
  scale: (at: readonly number[]) => object;
  /** Work between that of the first step and that of the last, at which the ideal is worked out. */
  curve: (contenders: number, first: Work, last: Work) => Work[];
  reading: string;
}

const CROSSED_IS_NONE = 'A hollow, crossed point counted wrong: it is no result.';

/** `null` for a record without a sweep. */
export const sweepChart = (record: ContendRecord): TopLevelSpec | null =>
  seriesChart(record, {
    series: SWEEP,
    title: 'Throughput against outside work',
    axis: 'work outside, between two increments of a contender',
    label: SECONDS_LABEL,
    perUnit: NS_PER_S,
    // Logarithmic but for its beginning, since no outside work at all is where a sweep begins.
    scale: (at) => ({ type: 'symlog', constant: at.find((seconds) => seconds > 0) ?? 1, nice: false, padding: 14 }),
    curve: sweepCurve,
    reading: `Higher is faster; both scales are logarithmic. The dashed line is the ideal, a guard that costs nothing: N contenders do N/(inside + outside), but never more than 1/inside, as only one may be inside at a time. How far below it a lock stays is what acquiring and handing over cost, and where its curve bends it is saturated. What has no section to guard works on the inside part unguarded, and may rise above the line. ${CROSSED_IS_NONE}`,
  });

/** `null` for a record of which nothing was mostly read. */
export const mostlyReadChart = (record: ContendRecord): TopLevelSpec | null =>
  seriesChart(record, {
    series: MOSTLY_READ,
    title: 'Throughput by share of writes',
    axis: 'one write in so many operations of a contender',
    label: "'1 in ' + datum.value",
    perUnit: 1,
    scale: () => ({ type: 'log', nice: false, padding: 30 }),
    curve: mostlyReadCurve,
    reading: `Higher is faster; both scales are logarithmic. The dashed line is the ideal, a guard that costs nothing: N readers work side by side, and a writer alone. Tasks take turns on one core, so that theirs is 1/inside. A lock that lets in one contender at a time stays below 1/inside, too. ${CROSSED_IS_NONE}`,
  });

function seriesChart(record: ContendRecord, look: Look): TopLevelSpec | null {
  const palette = paletteOf(record.cells.map((cell) => cell.strategy));
  const panels = panelsOf(record, palette, look);
  if (panels.length === 0) return null;
  const all = panels.flatMap((panel) => panel.points);
  const at = [...new Set(all.map((point) => point.at))].sort((a, b) => a - b);
  const rates = logScale([
    ...all.flatMap(({ throughput, low, high }) => [throughput, low, high]),
    ...panels.flatMap((panel) => panel.ideal.map((point) => point.ideal)),
  ]);
  const x = {
    field: 'at',
    type: 'quantitative',
    scale: look.scale(at),
    axis: {
      title: look.axis,
      values: at,
      labelExpr: look.label,
      labelOverlap: false,
    },
  };
  return frame(
    record,
    palette,
    {
      title: look.title,
      missing: missing(
        panels
          .flatMap((panel) => panel.undrawn)
          .map((point) => [point, `with ${look.series.words(point.at * look.perUnit)}`]),
      ),
      reading: look.reading,
    },
    {
      vconcat: rowsOf(panels).map((row) => ({
        hconcat: row.map((panel, index) => {
          const y = rateAxis(index, rates, look.series.unit);
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
function panelsOf({ cells, plan }: ContendRecord, palette: Palette, { series, perUnit, curve }: Look): SeriesPanel[] {
  const steps = cells.flatMap((cell): { cell: Cell; work: Work }[] => {
    const work = series.has(cell.workload) ? workOf(plan, cell) : null;
    return work === null ? [] : [{ cell, work }];
  });
  const several = new Set(steps.map(({ cell }) => cell.runtime)).size > 1;
  const groups = Map.groupBy(steps, ({ cell, work }) => familyKey(cell, 'workload') + work.inside);
  return [...groups.values()].map((group) => {
    const [{ cell: first, work }] = group as [(typeof group)[number]];
    const points = group.map((each) => ({ ...pointOf(each.cell, palette), at: series.at(each.work) / perUnit }));
    const title = [
      contendersIn(plainText(first.world, 20), first.contenders),
      `${roughly(work.inside)} inside`,
      ...(several ? [plainText(first.runtime, 20)] : []),
      ...(first.pinned ? [] : ['not pinned']),
    ].join(', ');
    const works = group.map((each) => each.work).sort((a, b) => series.at(a) - series.at(b));
    return {
      title,
      points: points.filter((point) => !isUndrawn(point)),
      undrawn: points.filter(isUndrawn),
      ideal: curve(first.contenders, works[0] as Work, works.at(-1) as Work)
        .map((each) => ({ at: series.at(each) / perUnit, ideal: series.ideal(first, each) }))
        .filter((point) => Number.isFinite(point.ideal)),
    };
  });
}

/** From 0 to 1, at as many points as make a smooth curve. */
const ALONG = Array.from({ length: STEPS + 1 }, (_, step) => step / STEPS);

/** From no outside work at all. The ideal has its corner among them. */
function sweepCurve(contenders: number, _: Work, last: Work): Work[] {
  const corner = (contenders - 1) * last.inside;
  const bend = last.outside / STEPS;
  const steps = ALONG.map((along) => bend * ((1 + STEPS) ** along - 1));
  return [...steps, ...(corner < last.outside ? [corner] : [])]
    .sort((a, b) => a - b)
    .map((outside) => ({ ...last, outside }));
}

function mostlyReadCurve(_: number, first: Work, last: Work): Work[] {
  const [from, to] = [first.readsPerWrite + 1, last.readsPerWrite + 1];
  return ALONG.map((along) => ({ ...first, readsPerWrite: from * (to / from) ** along - 1 }));
}

function rowsOf(panels: readonly SeriesPanel[]): SeriesPanel[][] {
  const rows = Math.ceil(panels.length / COLUMNS);
  return Array.from({ length: rows }, (_, row) => panels.slice(row * COLUMNS, (row + 1) * COLUMNS));
}
