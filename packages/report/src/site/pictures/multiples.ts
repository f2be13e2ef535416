/** One strategy on all machines, by contenders: a small drawing each, with one scale for all. */
import { contendersIn, contendersOf } from '@contend/record';
import { pathOf } from '../../charts/palette.ts';
import { rangeOf, type Scale, scaleOver } from '../../client/scale.ts';
import { type Shape, shape } from '../../client/shape.ts';
import { percent } from '../../format/units.ts';
import { relativeWord } from '../words.ts';
import { type Curve, type Dot, type Lines, middleOf } from './curves.ts';
import { nameOf, picture, round, text, title } from './text.ts';

const [WIDTH, HEIGHT] = [218, 156];
const BOX = { left: 54, top: 8, width: 156, height: 112 } as const;
/** More machines than colours are lines of one colour, and their median. */
export const COLOURS = 8;

interface Axes {
  world: string;
  counts: readonly number[];
  x(contenders: number): number;
  y(ratio: number): number;
  scale: Scale;
}

export function multiplesOf({ lines, curves, world }: Lines): { strategy: string; drawing: Shape }[] {
  const dots = curves.flatMap((curve) => curve.dots);
  const ratios = dots.flatMap(({ relative: { ratio } }) => (ratio === null ? [] : [ratio]));
  const scale = scaleOver(rangeOf(ratios, 'log'), 'log', BOX.height);
  const counts = [...new Set(dots.map(({ contenders }) => contenders))].sort((a, b) => a - b);
  const axes: Axes = {
    ...{ world, counts, scale },
    x: (contenders) => round(((counts.indexOf(contenders) + 0.5) / counts.length) * BOX.width),
    y: (ratio) => round(BOX.height - Math.max(0, Math.min(BOX.height, scale.at(ratio)))),
  };
  return curves.map((curve) => ({
    strategy: curve.strategy,
    drawing: picture(
      WIDTH,
      HEIGHT,
      `${nameOf(curve.strategy)}: time per increment relative to atomic/add, by number of ${contendersOf(world)}`,
      [
        shape(
          'g',
          { transform: `translate(${BOX.left},${BOX.top})` },
          ...frame(axes),
          ...(lines.length <= COLOURS ? coloured(curve, axes, lines) : bundled(curve, axes)),
          ...crosses(curve, axes),
        ),
      ],
      'small',
    ),
  }));
}

function frame({ world, counts, x, y, scale }: Axes): Shape[] {
  const middle = { 'text-anchor': 'middle', class: 'axis' };
  return [
    shape('rect', { class: 'box', width: BOX.width, height: BOX.height }),
    ...scale.ticks.flatMap((tick) => [
      shape('line', { class: 'grid', x1: 0, x2: BOX.width, y1: y(tick), y2: y(tick) }),
      text(-5, y(tick) + 4, `${Number(tick.toPrecision(2))} ×`, { 'text-anchor': 'end', class: 'axis' }),
    ]),
    ...ticksOf(counts).map((count) => text(x(count), BOX.height + 14, String(count), middle)),
    text(BOX.width / 2, BOX.height + 28, contendersOf(world), middle),
  ];
}

function coloured(curve: Curve, { x, y, world }: Axes, lines: Lines['lines']): Shape[] {
  const own = [...Map.groupBy(curve.dots, ({ line }) => line)];
  const marks = curve.dots.flatMap((dot) => {
    const { ratio, low, high } = dot.relative;
    if (ratio === null) return [];
    const [cx, cy] = [x(dot.contenders), y(ratio)];
    const said = `${nameOf(curve.strategy)}, ${lines[dot.line]}, ${contendersIn(world, dot.contenders)}: ${relativeWord(dot.relative)} × atomic/add`;
    const mark = shape('path', { d: pathOf(dot.line), transform: 'scale(4)' });
    return [
      ...(low === null || high === null || low <= 0
        ? []
        : [shape('line', { class: `band c${dot.line}`, x1: cx, x2: cx, y1: y(low), y2: y(high) })]),
      shape('g', { class: `mark c${dot.line}`, transform: `translate(${cx},${cy})` }, title(said), mark),
    ];
  });
  return [...own.map(([line, dots]) => path(known(dots), `line c${line}`, x, y)), ...marks];
}

function bundled(curve: Curve, { x, y }: Axes): Shape[] {
  const own = [...Map.groupBy(curve.dots, ({ line }) => line).values()];
  const middles = [...Map.groupBy(curve.dots, ({ contenders }) => contenders)].flatMap(
    ([contenders, dots]): [number, number][] => {
      const middle = middleOf(dots);
      return middle === null ? [] : [[contenders, middle]];
    },
  );
  return [...own.map((dots) => path(known(dots), 'line many', x, y)), path(middles, 'line middle', x, y)];
}

const known = (dots: readonly Dot[]): [number, number][] =>
  dots.flatMap(({ contenders, relative: { ratio } }) => (ratio === null ? [] : [[contenders, ratio]]));

function path(points: readonly [number, number][], kind: string, x: Axes['x'], y: Axes['y']): Shape {
  const sorted = [...points].sort(([a], [b]) => a - b);
  return shape('polyline', {
    class: kind,
    points: sorted.map(([count, ratio]) => `${x(count)},${y(ratio)}`).join(' '),
  });
}

/** At the top, where nothing fast is. */
function crosses({ strategy, dots }: Curve, { x, world }: Axes): Shape[] {
  const wrong = Map.groupBy(
    dots.filter(({ entry }) => entry.state !== 'right'),
    ({ contenders }) => contenders,
  );
  return [...wrong].map(([contenders, own]) => {
    const lost = Math.max(...own.map(({ entry }) => entry.lost));
    const what = lost > 0 ? `count wrong, lost up to ${percent(lost)},` : 'no result';
    return shape(
      'g',
      { transform: `translate(${x(contenders)},10)` },
      title(
        `${nameOf(strategy)}, ${contendersIn(world, contenders)}: ${what} on ${own.length === 1 ? 'one machine' : `${own.length} machines`}`,
      ),
      shape('path', { class: 'crossed', d: 'M-4,-4l8,8m0,-8l-8,8' }),
    );
  });
}

/** As many as do not touch each other, the last among them. */
function ticksOf(counts: readonly number[]): number[] {
  const every = Math.max(1, Math.ceil((counts.length * 28) / BOX.width));
  return counts.filter((_, index) => (counts.length - 1 - index) % every === 0);
}
