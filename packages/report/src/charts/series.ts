/** How fast against the one quantity in which a series' workloads differ, beside what a guard that costs nothing would do. */
import { type Cell, type ContendRecord, contendersIn, familyKey, plainText } from '@contend/record';
import type { Look, Point } from '../client/data.ts';
import { hollowFirst, mark } from '../client/mark.ts';
import { bandPaint, linePaint, PAINT } from '../client/paint.ts';
import { BOX, plot, round, up, xAxis, yAxis } from '../client/plot.ts';
import { rangeOf, type Scale, scaleOver, shortTime } from '../client/scale.ts';
import { shape } from '../client/shape.ts';
import { MOSTLY_READ, roughly, type Series, SWEEP } from '../model/series.ts';
import { type Work, workOf } from '../model/work.ts';
import { legendOf } from './legend.ts';
import { looksOf, strategiesBehind, strategiesOf } from './palette.ts';
import { type Picture, pictureOf } from './picture.ts';
import { isUndrawn, missing, pointOf } from './points.ts';

/** Points of the ideal's curve between its ends. */
const STEPS = 200;
/** Pixels left and right of the first step and the last. */
const PADDING = 18;

export interface SeriesPanel {
  title: string;
  points: (Point & { at: number })[];
  /** Those without a figure. */
  undrawn: { cell: Cell; at: number }[];
  /** Rates per second. */
  ideal: { at: number; ideal: number }[];
}

/** What a chart says of a series. */
interface Told {
  series: Series;
  title: string;
  axis: string;
  /** What stands below a step. */
  label: (at: number) => string;
  /** From a step to its share of the axis' length, 0 to 1. @param steps ascending */
  place: (steps: readonly number[]) => (at: number) => number;
  /** Work between that of the first step and that of the last, at which the ideal is worked out. */
  curve: (contenders: number, first: Work, last: Work) => Work[];
  reading: string;
}

const CROSSED_IS_NONE = 'A hollow, crossed point counted wrong: it is no result.';

type Curved = Exclude<Series['id'], 'distance'>;

const TOLD: Record<Curved, Told> = {
  sweep: {
    series: SWEEP,
    title: 'Throughput against outside work',
    axis: 'work outside, between two increments of a contender',
    label: (ns) => shortTime(Number(ns.toPrecision(2)) / 1e9),
    // Logarithmic but for its beginning, since no outside work at all is where a sweep begins.
    place: (steps) => {
      const constant = steps.find((ns) => ns > 0) ?? 1;
      return between(steps, (ns) => Math.log1p(ns / constant));
    },
    curve: sweepCurve,
    reading: `Higher is faster; both scales are logarithmic. The dashed line is the ideal, a guard that costs nothing: N contenders do N/(inside + outside), but never more than 1/inside, as only one may be inside at a time. How far below it a lock stays is what acquiring and handing over cost, and where its curve bends it is saturated. What has no section to guard works on the inside part unguarded, and may rise above the line. ${CROSSED_IS_NONE}`,
  },
  'mostly-read': {
    series: MOSTLY_READ,
    title: 'Throughput by share of writes',
    axis: 'one write in so many operations of a contender',
    label: (operations) => `1 in ${operations}`,
    place: (steps) => between(steps, Math.log),
    curve: mostlyReadCurve,
    reading: `Higher is faster; both scales are logarithmic. The dashed line is the ideal, a guard that costs nothing: N readers work side by side, and a writer alone. Tasks take turns on one core, so that theirs is 1/inside. A lock that lets in one contender at a time stays below 1/inside, too. ${CROSSED_IS_NONE}`,
  },
};

/** `null` for a record without a sweep. @param page the record of the page on which it is shown */
export const sweepChart = (record: ContendRecord, page = record): Picture | null => seriesChart(record, page, 'sweep');

/** `null` for a record of which nothing was mostly read. @param page the record of the page on which it is shown */
export const mostlyReadChart = (record: ContendRecord, page = record): Picture | null =>
  seriesChart(record, page, 'mostly-read');

function seriesChart(record: ContendRecord, page: ContendRecord, id: Curved): Picture | null {
  const told = TOLD[id];
  const { series } = told;
  const own = strategiesOf(page.cells.map((cell) => cell.strategy));
  const strategies = strategiesBehind(own, new Set(record.cells.map((cell) => cell.strategy)));
  const panels = seriesPanels(record, id, strategies);
  if (panels.length === 0) return null;
  const looks = looksOf(strategies);
  const all = panels.flatMap((panel) => panel.points);
  const steps = [...new Set(all.map((point) => point.at))].sort((a, b) => a - b);
  const place = told.place(steps);
  const x = (at: number): number => PADDING + place(at) * (BOX.width - 2 * PADDING);
  const rates = [
    ...all.flatMap(({ rate, low, high }) => [rate, low, high].filter((value) => value !== null)),
    ...panels.flatMap(({ ideal }) => ideal.map((point) => point.ideal)),
  ];
  const y = scaleOver(rangeOf(rates, 'log'), 'log', BOX.height);
  const axes = [
    ...yAxis(y, `${series.unit} per second, whole system`, BOX),
    ...xAxis(
      steps.map((at) => [x(at), told.label(at)] as const),
      told.axis,
      BOX,
    ),
  ];
  return pictureOf(
    record,
    {
      title: told.title,
      missing: missing(
        panels.flatMap(({ undrawn }) => undrawn.map(({ cell, at }) => [cell, `with ${series.words(at)}`] as const)),
      ),
      reading: told.reading,
    },
    panels.map((panel) =>
      plot(panel.title, `${told.title}, ${panel.title}`, BOX, [...axes, ...drawCurves(panel, looks, x, y)]),
    ),
    legendOf(looks, all),
  );
}

/** What belongs to a strategy is found by its number, as rows of tables are. */
function drawCurves({ points, ideal }: SeriesPanel, looks: readonly Look[], x: (at: number) => number, y: Scale) {
  const at = (point: { at: number }, rate: number): [x: number, y: number] => [round(x(point.at)), up(y, rate, BOX)];
  const line = (each: readonly { at: number }[], rateOf: (index: number) => number): string =>
    each.map((point, index) => at(point, rateOf(index)).join(',')).join(' ');
  const own = Map.groupBy(
    points.toSorted((a, b) => a.at - b.at),
    (point) => point.strategy,
  );
  const strategies = [...own].flatMap(([strategy, curve]) => {
    const look = looks[strategy];
    if (look === undefined) return [];
    return [
      shape(
        'g',
        { 'data-strategy': strategy },
        shape('polyline', {
          ...linePaint(look.colour),
          points: line(curve, (index) => curve[index]?.rate as number),
        }),
        ...curve.flatMap(({ low, high, ...point }) => {
          if (low === null || high === null) return [];
          const [x1, y1] = at(point, low);
          return [shape('line', { ...bandPaint(look.colour), x1, x2: x1, y1, y2: up(y, high, BOX) })];
        }),
        ...curve.toSorted(hollowFirst).map((point) => mark(point, look, ...at(point, point.rate as number))),
      ),
    ];
  });
  const curve = line(ideal, (index) => ideal[index]?.ideal as number);
  return [shape('polyline', { ...PAINT.ideal, points: curve }), ...strategies];
}

/** One panel for each kind and number of contenders. */
export function seriesPanels(
  { cells, plan }: ContendRecord,
  id: Curved,
  strategies: readonly string[] = strategiesOf(cells.map((cell) => cell.strategy)),
): SeriesPanel[] {
  const { series, curve } = TOLD[id];
  const steps = cells.flatMap((cell): { cell: Cell; work: Work }[] => {
    const work = series.has(cell.workload) ? workOf(plan, cell) : null;
    return work === null ? [] : [{ cell, work }];
  });
  const several = new Set(steps.map(({ cell }) => cell.runtime)).size > 1;
  const groups = Map.groupBy(steps, ({ cell, work }) => familyKey(cell, 'workload') + work.inside);
  return [...groups.values()].map((group, panel) => {
    const [{ cell: first, work }] = group as [(typeof group)[number]];
    const title = [
      contendersIn(plainText(first.world, 20), first.contenders),
      `${roughly(work.inside)} inside`,
      ...(several ? [plainText(first.runtime, 20)] : []),
      ...(first.pinned ? [] : ['not pinned']),
    ].join(', ');
    const works = group.map((each) => each.work).sort((a, b) => series.at(a) - series.at(b));
    return {
      title,
      points: group
        .filter(({ cell }) => !isUndrawn(cell))
        .map(({ cell, work }) => ({ ...pointOf(cell, strategies), panel, workload: 0, at: series.at(work) })),
      undrawn: group.filter(({ cell }) => isUndrawn(cell)).map(({ cell, work }) => ({ cell, at: series.at(work) })),
      ideal: curve(first.contenders, works[0] as Work, works.at(-1) as Work)
        .map((each) => ({ at: series.at(each), ideal: series.ideal?.(first, each) ?? Number.POSITIVE_INFINITY }))
        .filter((point) => Number.isFinite(point.ideal)),
    };
  });
}

/** Shares of the way from the first step to the last; in the middle where there is one alone. */
function between(steps: readonly number[], of: (at: number) => number): (at: number) => number {
  const [first, last] = [of(steps[0] ?? 1), of(steps.at(-1) ?? 1)];
  return (at) => (last === first ? 0.5 : (of(at) - first) / (last - first));
}

/** From 0 to 1, at as many points as make a smooth curve. */
const ALONG = Array.from({ length: STEPS + 1 }, (_, step) => step / STEPS);

/** From no outside work at all. The ideal has its corner among them. */
function sweepCurve(contenders: number, first: Work, last: Work): Work[] {
  const corner = (contenders - 1) * last.inside;
  const bend = last.outside / STEPS;
  const steps = ALONG.map((along) => bend * ((1 + STEPS) ** along - 1));
  return [...steps, ...(corner < last.outside ? [corner] : [])]
    .sort((a, b) => a - b)
    .filter((outside) => outside >= first.outside)
    .map((outside) => ({ ...last, outside }));
}

function mostlyReadCurve(_: number, first: Work, last: Work): Work[] {
  const [from, to] = [first.readsPerWrite + 1, last.readsPerWrite + 1];
  return ALONG.map((along) => ({ ...first, readsPerWrite: from * (to / from) ** along - 1 }));
}
