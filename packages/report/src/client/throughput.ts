/** How fast, by number of contenders: one drawing a panel, strategies side by side above each number. */
import { type ChartData, type Point, pointsShown, type View } from './data.ts';
import { BOX, mark, plot, round, up, xAxis, yAxis } from './plot.ts';
import { linearScale, logScale, type Scale } from './scale.ts';
import { type Shape, shape } from './shape.ts';

/** Share of the room of a number of contenders that its strategies fill. */
const FILL = 0.8;

export interface Drawing {
  title: string;
  drawing: Shape;
}

/** One scale for all panels, so that they can be compared. */
export function drawThroughput(data: ChartData, view: View): Drawing[] {
  const shown = pointsShown(data, view).filter(({ rate }) => rate !== null);
  const values = shown
    .flatMap(({ rate, low, high }) => [rate, low, high])
    .filter((value) => value !== null && value > 0) as number[];
  const scale = view.scale === 'log' ? logScale(values, BOX.height) : linearScale(values, BOX.height);
  return data.panels.flatMap(({ title, world }, panel) => {
    const points = shown.filter((point) => point.panel === panel && (point.rate as number) > 0);
    if (points.length === 0) return [];
    return [
      {
        title,
        drawing: drawPanel(data, points, scale, `${title}, throughput by contenders`, data.worlds[world] ?? ''),
      },
    ];
  });
}

function drawPanel({ looks }: ChartData, points: readonly Point[], scale: Scale, label: string, world: string): Shape {
  const counts = [...new Set(points.map(({ contenders }) => contenders))].sort((a, b) => a - b);
  const contestants = [...new Set(points.map(({ strategy }) => strategy))].filter(
    (each) => looks[each]?.floor === false,
  );
  const room = BOX.width / counts.length;
  const middle = (contenders: number): number => (counts.indexOf(contenders) + 0.5) * room;
  const place = ({ strategy, contenders }: Point): number => {
    const order = contestants.toSorted((a, b) => a - b).indexOf(strategy);
    const offset = (order + 0.5) / contestants.length - 0.5;
    return middle(contenders) + (order < 0 ? 0 : offset * room * FILL);
  };
  const lines = [...new Set(points.map(({ strategy }) => strategy))].map((strategy) => {
    const own = points.filter((point) => point.strategy === strategy).sort((a, b) => a.contenders - b.contenders);
    const look = looks[strategy];
    const floor = look?.floor === true;
    // A floor is a level, so it spans the room of its number of contenders.
    const path = own.flatMap((point) =>
      (floor ? [middle(point.contenders) - room / 2, middle(point.contenders) + room / 2] : [place(point)]).map(
        (x) => `${round(x)},${up(scale, point.rate as number)}`,
      ),
    );
    const line = shape('polyline', {
      class: `${floor ? 'floor' : 'line'} c${look?.colour ?? 0}`,
      points: path.join(' '),
    });
    const last = own.at(-1);
    const name =
      last === undefined || !floor
        ? []
        : [
            shape(
              'text',
              { class: 'tick', x: BOX.width - 4, y: up(scale, last.rate as number) - 5, 'text-anchor': 'end' },
              look.name,
            ),
          ];
    return shape('g', {}, line, ...name);
  });
  const bands = points.flatMap((point) => {
    const { low, high, strategy } = point;
    if (low === null || high === null || low <= 0 || looks[strategy]?.floor === true) return [];
    const x = round(place(point));
    return [
      shape('line', {
        class: `band c${looks[strategy]?.colour ?? 0}`,
        x1: x,
        x2: x,
        y1: up(scale, low),
        y2: up(scale, high),
      }),
    ];
  });
  const marks = points.flatMap((point) => {
    const look = looks[point.strategy];
    return look === undefined || look.floor ? [] : [mark(point, look, place(point), up(scale, point.rate as number))];
  });
  const separators = counts.slice(1).map((_, index) =>
    shape('line', {
      class: 'grid',
      x1: round((index + 1) * room),
      x2: round((index + 1) * room),
      y1: 0,
      y2: BOX.height,
    }),
  );
  return plot(
    label,
    [
      ...yAxis(scale, 'increments per second'),
      ...separators,
      ...xAxis(
        counts.map((count) => [middle(count), String(count)] as const),
        `contenders (${world})`,
      ),
    ],
    [...lines, ...bands, ...marks],
  );
}
