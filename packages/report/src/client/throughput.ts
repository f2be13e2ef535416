/** How fast, by number of contenders: one drawing a panel, strategies side by side above each number. */
import { type ChartData, type Point, pointsShown, type View } from './data.ts';
import { drawLevels, isLevel } from './floor.ts';
import { BOX, inBox, mark, plot, round, up, xAxis, yAxis } from './plot.ts';
import type { Scale } from './scale.ts';
import { type Shape, shape } from './shape.ts';
import { rateScale, within } from './zoom.ts';

/** Share of the room of a number of contenders that its strategies fill. */
const FILL = 0.8;

/** Pixels at the right for the names of levels. */
const NAMES = 114;

export interface Drawing {
  title: string;
  drawing: Shape;
}

/** With their intervals. */
export function ratesOf(points: readonly Point[]): number[] {
  return points
    .flatMap(({ rate, low, high }) => [rate, low, high])
    .filter((value) => value !== null && value > 0) as number[];
}

/** One scale for all panels, so that they can be compared. */
export function drawThroughput(data: ChartData, view: View): Drawing[] {
  const shown = pointsShown(data, view).filter(({ rate }) => rate !== null);
  const scale = rateScale(ratesOf(shown), view);
  return data.panels.flatMap(({ title, world }, panel) => {
    const points = shown.filter((point) => point.panel === panel && (point.rate as number) > 0);
    if (points.length === 0) return [];
    return [
      {
        title,
        drawing: drawPanel(data, view, points, scale, `${title}, throughput by contenders`, data.worlds[world] ?? ''),
      },
    ];
  });
}

function drawPanel(
  { looks }: ChartData,
  view: View,
  points: readonly Point[],
  scale: Scale,
  label: string,
  world: string,
): Shape {
  const levels = points.filter((point) => isLevel(point, looks));
  const contestants = points.filter((point) => !isLevel(point, looks));
  const width = levels.length === 0 ? BOX.width : BOX.width - NAMES;
  const counts = [...new Set(points.map(({ contenders }) => contenders))].sort((a, b) => a - b);
  const room = width / counts.length;
  const start = (contenders: number): number => counts.indexOf(contenders) * room;
  const order = [...new Set(contestants.map(({ strategy }) => strategy))].sort((a, b) => a - b);
  const place = ({ strategy, contenders }: Point): number =>
    start(contenders) + room / 2 + ((order.indexOf(strategy) + 0.5) / order.length - 0.5) * room * FILL;
  const at = (point: Point): [x: number, y: number] => [round(place(point)), up(scale, point.rate as number)];
  const lines = order.map((strategy) => {
    const own = contestants.filter((point) => point.strategy === strategy);
    const path = own.sort((a, b) => a.contenders - b.contenders).map((point) => at(point).join(','));
    return shape('polyline', { class: `line c${looks[strategy]?.colour ?? 0}`, points: path.join(' ') });
  });
  const bands = contestants.flatMap((point) => {
    const { low, high, strategy } = point;
    if (low === null || high === null || low <= 0) return [];
    const [x] = at(point);
    const colour = looks[strategy]?.colour ?? 0;
    return [shape('line', { class: `band c${colour}`, x1: x, x2: x, y1: up(scale, low), y2: up(scale, high) })];
  });
  const marks = contestants.flatMap((point) => {
    const look = looks[point.strategy];
    return look === undefined || !within(view, point.rate as number) ? [] : [mark(point, look, ...at(point))];
  });
  const separators = counts.map((_, index) => {
    const x = round((index + 1) * room);
    return shape('line', { class: 'grid', x1: x, x2: x, y1: 0, y2: BOX.height });
  });
  return plot(
    label,
    scale,
    [
      ...yAxis(scale, 'increments per second'),
      ...separators,
      ...xAxis(
        counts.map((count) => [start(count) + room / 2, String(count)] as const),
        `contenders (${world})`,
      ),
    ],
    [
      ...drawLevels(
        levels.filter(({ rate }) => within(view, rate as number)),
        looks,
        scale,
        start,
        room,
      ),
      inBox(...lines, ...bands),
      ...marks,
    ],
  );
}
