/** The same lock in every runtime: a panel for each number of contenders, all on one scale, with the runtimes side by side. */
import { type ContendRecord, contendersIn, plainText } from '@contend/record';
import type { Look, Point } from '../client/data.ts';
import { hollowFirst, mark } from '../client/mark.ts';
import { bandPaint, linePaint } from '../client/paint.ts';
import { BOX, type Box, plot, round, up, xAxis, yAxis } from '../client/plot.ts';
import { rangeOf, type Scale, scaleOver } from '../client/scale.ts';
import { type Shape, shape } from '../client/shape.ts';
import { type Across, acrossRuntimes } from '../model/runtimes.ts';
import { legendOf } from './legend.ts';
import { looksOf, strategiesOf } from './palette.ts';
import { type Picture, pictureOf } from './picture.ts';
import { isUndrawn, missing, pointOf } from './points.ts';

/** Pixels of a letter below the axis, and between two names. */
const LETTER = 7;
const GAP = 20;
const READING =
  'Higher is faster; the scale is logarithmic, and the same in every panel. A line joins one lock’s figures in the runtimes: where two lines cross, the engine decides which of the two is faster. A point is the median over forks (fresh processes), its bar the 95\u00a0% interval. A hollow, crossed point counted wrong: it is no result.';

/** `null` for a record of one runtime. */
export function runtimesChart(record: ContendRecord): Picture | null {
  const all = acrossRuntimes(record);
  if (all.length === 0) return null;
  const strategies = strategiesOf(record.cells.map((cell) => cell.strategy));
  const looks = looksOf(strategies);
  const panels = all.map((across) => ({
    ...{ across, points: pointsOf(across, strategies) },
    names: shortNames(across.runtimes).map((name) => plainText(name, 16)),
  }));
  const points = panels.flatMap((panel) => panel.points);
  const rates = points.flatMap(({ rate, low, high }) => [rate, low, high].filter((value) => value !== null));
  // No wider than names need: a phone shows all of it, smaller the wider it is.
  const longest = Math.max(...panels.flatMap(({ names }) => names.map(({ length }) => length)));
  const most = Math.max(...panels.map(({ names }) => names.length));
  const box: Box = { ...BOX, width: Math.max(BOX.width, most * (LETTER * longest + GAP)) };
  const x = (at: number) => (box.width / most) * (at + 0.5);
  const y = scaleOver(rangeOf(rates, 'log'), 'log', box.height);
  const title = 'The same lock in every runtime';
  return pictureOf(
    record,
    { title, reading: READING, missing: missing(all.flatMap(undrawn)) },
    panels.map((panel) => {
      const { world, contenders, pinned } = panel.across;
      const who = `${contendersIn(plainText(world, 20), contenders)}${pinned || world === 'tasks' ? '' : ', not pinned'}`;
      const places = panel.names.map((name, index) => [x(index), name] as const);
      const axes = [...yAxis(y, 'increments per second, whole system', box), ...xAxis(places, 'runtime', box)];
      return plot(who, `${title}, ${who}`, box, [...axes, ...drawn(panel.points, looks, x, y, box)]);
    }),
    legendOf(looks, points),
  );
}

/** Without their versions, which the line above has too, where these tell nothing apart. */
function shortNames(runtimes: readonly string[]): readonly string[] {
  const names = runtimes.map((runtime) => runtime.split(' ')[0] as string);
  return new Set(names).size === runtimes.length ? names : runtimes;
}

type Placed = Point & { at: number };

function pointsOf({ rows }: Across, strategies: readonly string[]): Placed[] {
  return rows.flatMap(({ cells }) =>
    cells.flatMap((cell, at) =>
      cell === undefined || isUndrawn(cell) ? [] : [{ ...pointOf(cell, strategies), panel: 0, workload: 0, at }],
    ),
  );
}

function undrawn({ world, contenders, runtimes, rows }: Across) {
  return rows.flatMap(({ cells }) =>
    cells.flatMap((cell, at) => {
      if (cell === undefined || !isUndrawn(cell)) return [];
      const where = `with ${contendersIn(plainText(world, 20), contenders)} in ${plainText(runtimes[at] as string, 18)}`;
      return [[cell, where] as const];
    }),
  );
}

function drawn(
  points: readonly Placed[],
  looks: readonly Look[],
  x: (at: number) => number,
  y: Scale,
  box: Box,
): Shape[] {
  const place = (at: number, rate: number) => [round(x(at)), up(y, rate, box)] as const;
  return [...Map.groupBy(points, ({ strategy }) => strategy)].flatMap(([strategy, own]) => {
    const look = looks[strategy];
    if (look === undefined) return [];
    const line = own.map(({ at, rate }) => place(at, rate as number).join(',')).join(' ');
    const bands = own.flatMap(({ at, low, high }) => {
      if (low === null || high === null) return [];
      const [x1, y1] = place(at, low);
      return [shape('line', { ...bandPaint(look.colour), x1, x2: x1, y1, y2: up(y, high, box) })];
    });
    const marks = own.toSorted(hollowFirst).map((point) => mark(point, look, ...place(point.at, point.rate as number)));
    const joined = shape('polyline', { ...linePaint(look.colour), points: line });
    return [shape('g', { 'data-strategy': strategy }, joined, ...bands, ...marks)];
  });
}
