/** The host beside the run: what it did to the forks while they were measured. */
import type { ContendRecord, Fork } from '@contend/record';
import { median } from '@contend/stats';
import { BOX, type Box, type Drawing, plot, round, up, xAxis, yAxis } from '../client/plot.ts';
import { rangeOf, type Scale, scaleOver, shortTime } from '../client/scale.ts';
import { shape } from '../client/shape.ts';
import { percent } from '../format/units.ts';
import { type Picture, pictureOf } from './picture.ts';

/** In a file one stands above the other. */
const WIDE: Box = { ...BOX, width: 800, height: 190 };
const PING_PONG = 'var(--c1)';
const STEAL = 'var(--c6)';
/** From here on a run is told in minutes. */
const LONG_S = 180;
/** A host that stole less than this all the time is drawn as the quiet one it was. */
const LEAST_STEAL = 0.02;
/** Forks whose median is one point of the line. */
const WINDOW = 9;

export interface Moment {
  /** Since the run began, in the axis' unit. */
  at: number;
  value: number;
  /** Median of this fork's and its neighbours' values. */
  smooth: number;
}

/** `null` for a record whose forks have neither. */
export function hostChart(record: ContendRecord, box: Box = WIDE): Picture | null {
  const { pingPong, steal, unit, last } = momentsOf(record, box.width);
  const x = scaleOver([0, last === 0 ? 1 : last], 'linear', box.width);
  const panels = [
    ...(pingPong.length === 0
      ? []
      : [
          drawPanel('Core-to-core ping-pong', PING_PONG, pingPong, box, x, unit, {
            scale: scaleOver(
              rangeOf(
                pingPong.map(({ value }) => value),
                'log',
              ),
              'log',
              box.height,
            ),
            title: 'there and back',
            written: shortTime,
          }),
        ]),
    ...(steal.length === 0
      ? []
      : [
          drawPanel('Steal', STEAL, steal, box, x, unit, {
            scale: scaleOver(
              rangeOf([LEAST_STEAL, ...steal.map(({ value }) => value)], 'linear'),
              'linear',
              box.height,
            ),
            title: 'share of CPU time',
            written: percent,
          }),
        ]),
  ];
  if (panels.length === 0) return null;
  return pictureOf(
    record,
    {
      title: 'The host during the run',
      missing: null,
      reading: `A point is a fork, the line the median of ${WINDOW} neighbours. Ping-pong is the time that a word takes to another core and back, measured just before the fork; the scale is logarithmic. Steal is the share of the host's CPU time that the hypervisor gave to others during the fork. Where either changes, so does every contended figure: only forks next to each other in time can be compared.`,
    },
    panels,
  );
}

interface Upward {
  scale: Scale;
  title: string;
  written: (value: number) => string;
}

function drawPanel(
  title: string,
  colour: string,
  moments: readonly Moment[],
  box: Box,
  x: Scale,
  unit: string,
  y: Upward,
): Drawing {
  const at = ({ at }: Moment, value: number): [x: number, y: number] => [round(x.at(at)), up(y.scale, value, box)];
  return plot(title, `${title} during the run`, box, [
    ...yAxis(y.scale, y.title, box, y.written),
    ...xAxis(
      x.ticks.map((tick) => [x.at(tick), String(tick)] as const),
      `${unit} since the run began`,
      box,
    ),
    shape(
      'g',
      { fill: colour, opacity: 0.35 },
      ...moments.map((moment) => {
        const [cx, cy] = at(moment, moment.value);
        return shape('circle', { cx, cy, r: 2.6 });
      }),
    ),
    shape('polyline', {
      ...{ fill: 'none', stroke: colour, 'stroke-width': 2 },
      points: moments.map((moment) => at(moment, moment.smooth).join(',')).join(' '),
    }),
  ]);
}

/** @param width pixels of the axis of time */
export function momentsOf(
  { cells }: Pick<ContendRecord, 'cells'>,
  width: number = WIDE.width,
): { pingPong: Moment[]; steal: Moment[]; unit: string; last: number } {
  const forks = cells.flatMap((cell) => cell.forks).toSorted((a, b) => a.at - b.at);
  const lastMs = forks.at(-1)?.at ?? 0;
  const unit = lastMs < LONG_S * 1e3 ? { name: 'seconds', ms: 1e3 } : { name: 'minutes', ms: 60e3 };
  const last = lastMs / unit.ms;
  const moments = (of: (fork: Fork) => number | null): Moment[] => {
    const known = forks.flatMap((fork) => {
      const value = of(fork);
      return value === null ? [] : [{ at: fork.at / unit.ms, value }];
    });
    return thinned(smoothed(known), last, width);
  };
  return {
    // A log scale has no place for 0.
    pingPong: moments(({ pingPongNs }) => (pingPongNs ? pingPongNs / 1e9 : null)),
    steal: moments((fork) => fork.steal),
    unit: unit.name,
    last,
  };
}

/** Running medians, as one lone fork says little about the host. @see Tukey, "Exploratory Data Analysis", 1977, ch. 7 */
function smoothed(points: readonly { at: number; value: number }[]): Moment[] {
  const reach = (WINDOW - 1) / 2;
  return points.map((point, index) => {
    const near = points.slice(Math.max(0, index - reach), index + reach + 1).map(({ value }) => value);
    return { ...point, smooth: median(near) };
  });
}

/**
 * Of the points that fall on one column of pixels the least and the most: more could not be told apart, and none that stands
 * out is lost. A long run has ten thousand forks.
 *
 * @see Jugel et al., "M4: A Visualization-Oriented Time Series Data Aggregation", PVLDB 7(10), 2014
 */
function thinned(moments: readonly Moment[], last: number, width: number): Moment[] {
  const columns = Map.groupBy(moments, ({ at }) => (last === 0 ? 0 : Math.floor((at / last) * width)));
  return [...columns.values()].flatMap((column) => {
    const least = column.reduce((a, b) => (b.value < a.value ? b : a));
    const most = column.reduce((a, b) => (b.value > a.value ? b : a));
    return column.filter((moment) => moment === least || moment === most);
  });
}
