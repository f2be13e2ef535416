/** The host beside the run: what it did to the forks while they were measured. */
import type { ContendRecord, Fork } from '@contend/record';
import { median } from '@contend/stats';
import type { TopLevelSpec } from 'vega-lite';
import { frame } from './frame.ts';
import { paletteOf } from './palette.ts';
import { logScale, logTicks, SECONDS_LABEL } from './scales.ts';

const WIDTH = 800;
const HEIGHT = 190;
const PING_PONG = '#0072B2';
const STEAL = '#D55E00';
/** From here on a run is told in minutes. */
const LONG_S = 180;
/** A host that stole less than this all the time is drawn as the quiet one it was. */
const LEAST_STEAL = 0.02;
/** Forks whose median is one point of the line. */
const WINDOW = 9;

interface Moment {
  /** Since the run began, in the axis' unit. */
  at: number;
  value: number;
  /** Median of this fork's and its neighbours' values. */
  smooth: number;
}

/** `null` for a record whose forks have neither. */
export function hostChart(record: ContendRecord): TopLevelSpec | null {
  const forks = record.cells.flatMap((cell) => cell.forks).toSorted((a, b) => a.at - b.at);
  const last = forks.at(-1)?.at ?? 0;
  const unit = last < LONG_S * 1e3 ? { name: 'seconds', ms: 1e3 } : { name: 'minutes', ms: 60e3 };
  const moments = (of: (fork: Fork) => number | null): Moment[] =>
    thinned(
      smoothed(
        forks.flatMap((fork) => {
          const value = of(fork);
          return value === null ? [] : [{ at: fork.at / unit.ms, value }];
        }),
      ),
      last / unit.ms,
    );
  // A log scale has no place for 0.
  const pingPong = moments(({ pingPongNs }) => (pingPongNs ? pingPongNs / 1e9 : null));
  const steal = moments((fork) => fork.steal);
  if (pingPong.length + steal.length === 0) return null;
  const x = {
    field: 'at',
    type: 'quantitative',
    scale: { domain: [0, last === 0 ? 1 : last / unit.ms], nice: false, padding: 8 },
    axis: { title: `${unit.name} since the run began`, grid: false, tickCount: 10 },
  };
  const there = logScale(pingPong.map(({ value }) => value));
  const most = steal.reduce((highest, { value }) => Math.max(highest, value), LEAST_STEAL);
  const panels = [
    panel('Core-to-core ping-pong', PING_PONG, pingPong, x, {
      scale: there,
      axis: { title: 'there and back', values: logTicks(there.domain), labelExpr: SECONDS_LABEL },
    }),
    panel('Steal', STEAL, steal, x, {
      scale: { domain: [0, most * 1.08], nice: false },
      axis: { title: 'share of CPU time', format: '.2~%', tickCount: 5 },
    }),
  ];
  return frame(
    record,
    paletteOf([]),
    {
      title: 'The host during the run',
      missing: null,
      reading: `A point is a fork, the line the median of ${WINDOW} neighbours. Ping-pong is the time that a word takes to another core and back, measured just before the fork; the scale is logarithmic. Steal is the share of the host's CPU time that the hypervisor gave to others during the fork. Where either changes, so does every contended figure: only forks next to each other in time can be compared.`,
    },
    { vconcat: panels.filter(({ data }) => data.values.length > 0) },
  );
}

function panel(title: string, colour: string, values: readonly Moment[], x: object, y: object) {
  const vertical = { field: 'value', type: 'quantitative', ...y };
  return {
    title,
    width: WIDTH,
    height: HEIGHT,
    data: { values },
    layer: [
      {
        mark: { type: 'point', filled: true, color: colour, opacity: 0.35, size: 22, aria: false },
        encoding: { x, y: vertical },
      },
      {
        mark: { type: 'line', color: colour, strokeWidth: 2, aria: false },
        encoding: { x, y: { ...vertical, field: 'smooth' } },
      },
    ],
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
function thinned(moments: readonly Moment[], last: number): Moment[] {
  const columns = Map.groupBy(moments, ({ at }) => (last === 0 ? 0 : Math.floor((at / last) * WIDTH)));
  return [...columns.values()].flatMap((column) => {
    const least = column.reduce((a, b) => (b.value < a.value ? b : a));
    const most = column.reduce((a, b) => (b.value > a.value ? b : a));
    return column.filter((moment) => moment === least || moment === most);
  });
}
