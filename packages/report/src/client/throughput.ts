/** How fast, by number of contenders: one drawing a panel, strategies side by side above each number. */
import { type ChartData, type Point, pointsShown, type View } from './data.ts';
import { drawLevels, isLevel } from './floor.ts';
import { hollowFirst, mark } from './mark.ts';
import { bandPaint, linePaint, PAINT } from './paint.ts';
import { BOX, type Box, type Drawing, inBox, plot, rangeData, round, up, xAxis, yAxis } from './plot.ts';
import type { Scale } from './scale.ts';
import { shape } from './shape.ts';
import { rateScale, within } from './zoom.ts';

/** Share of the room of a number of contenders that its strategies fill. */
const FILL = 0.8;

/** Pixels at the right for the names of levels. */
const NAMES = 128;

/** With their intervals. */
export function ratesOf(points: readonly Point[]): number[] {
  return points
    .flatMap(({ rate, low, high }) => [rate, low, high])
    .filter((value) => value !== null && value > 0) as number[];
}

/**
 * One scale for all panels, so that they can be compared.
 *
 * @param boxOf how large a panel is that has so many places for strategies side by side
 */
export function drawThroughput(data: ChartData, view: View, boxOf: (places: number) => Box = () => BOX): Drawing[] {
  const shown = pointsShown(data, view).filter(({ rate }) => rate !== null);
  const rates = ratesOf(shown);
  return data.panels.flatMap(({ title, counts }, panel) => {
    const points = shown.filter((point) => point.panel === panel && (point.rate as number) > 0);
    if (points.length === 0) return [];
    const box = boxOf(placesIn(points));
    return [drawPanel(data, view, points, rateScale(rates, view, box), box, title, counts)];
  });
}

function placesIn(points: readonly Point[]): number {
  const count = (values: readonly number[]): number => new Set(values).size;
  return count(points.map(({ contenders }) => contenders)) * count(points.map(({ strategy }) => strategy));
}

function drawPanel(
  { looks }: ChartData,
  view: View,
  points: readonly Point[],
  scale: Scale,
  box: Box,
  title: string,
  noun: string,
): Drawing {
  const levels = points.filter((point) => isLevel(point, looks));
  const contestants = points.filter((point) => !isLevel(point, looks));
  const width = levels.length === 0 ? box.width : box.width - NAMES;
  const counts = [...new Set(points.map(({ contenders }) => contenders))].sort((a, b) => a - b);
  const room = width / counts.length;
  const start = (contenders: number): number => counts.indexOf(contenders) * room;
  const order = [...new Set(contestants.map(({ strategy }) => strategy))].sort((a, b) => a - b);
  const place = ({ strategy, contenders }: Point): number =>
    start(contenders) + room / 2 + ((order.indexOf(strategy) + 0.5) / order.length - 0.5) * room * FILL;
  const at = (point: Point): [x: number, y: number] => [round(place(point)), up(scale, point.rate as number, box)];
  const lines = order.map((strategy) => {
    const own = contestants.filter((point) => point.strategy === strategy);
    const path = own.sort((a, b) => a.contenders - b.contenders).map((point) => at(point).join(','));
    return shape('polyline', { ...linePaint(looks[strategy]?.colour ?? 0), points: path.join(' ') });
  });
  const bands = contestants.flatMap((point) => {
    const { low, high, strategy } = point;
    if (low === null || high === null || low <= 0) return [];
    const [x] = at(point);
    const paint = bandPaint(looks[strategy]?.colour ?? 0);
    return [shape('line', { ...paint, x1: x, x2: x, y1: up(scale, low, box), y2: up(scale, high, box) })];
  });
  const marks = contestants.toSorted(hollowFirst).flatMap((point) => {
    const look = looks[point.strategy];
    return look === undefined || !within(view, point.rate as number) ? [] : [mark(point, look, ...at(point))];
  });
  const separators = counts.map((_, index) => {
    const x = round((index + 1) * room);
    return shape('line', { ...PAINT.grid, x1: x, x2: x, y1: 0, y2: box.height });
  });
  return plot(
    title,
    `${title}, throughput by contenders`,
    box,
    [
      ...yAxis(scale, 'increments per second, whole system', box),
      ...separators,
      ...xAxis(
        counts.map((count) => [start(count) + room / 2, String(count)] as const),
        `contenders (${noun})`,
        box,
      ),
      ...drawLevels(
        levels.filter(({ rate }) => within(view, rate as number)),
        looks,
        scale,
        box,
        start,
        room,
      ),
      inBox(box, ...lines, ...bands),
      ...marks,
    ],
    rangeData(scale),
  );
}
