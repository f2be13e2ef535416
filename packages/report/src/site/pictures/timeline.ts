/** A strategy on one machine over time: its runs with their intervals, where it got another version, where the host changed. */
import { pathOf } from '../../charts/palette.ts';
import { rangeOf, type Scale, scaleOver, short } from '../../client/scale.ts';
import { type Shape, shape } from '../../client/shape.ts';
import type { Entry } from '../settings.ts';
import { nameOf, picture, round, text, title } from './text.ts';

const [WIDTH, HEIGHT] = [300, 176];
const BOX = { left: 62, top: 22, width: 226, height: 118 } as const;
/** Between neighbouring dates. */
const DATE = 44;

export interface Moment {
  /** `2026-01-02 03:04`. */
  time: string;
  /** Its place among the stretches within which figures may be compared. */
  stretch: number;
  entry: Entry | null;
}

/** @param moments of one strategy under one load, ascending by time */
export function timelineOf(strategy: string, moments: readonly Moment[]): Shape {
  const rates = moments.flatMap(({ entry }) => ratesOf(entry));
  const scale = scaleOver(rangeOf(rates, 'log'), 'log', BOX.height);
  const x = (place: number): number => round(((place + 0.5) / moments.length) * BOX.width);
  const y = (rate: number): number => round(BOX.height - scale.at(rate));
  const versions = [...new Set(moments.flatMap(({ entry }) => (entry === null ? [] : [entry.version])))];
  const label = `${nameOf(strategy)}: increments per second by run, with 95 % intervals`;
  return picture(
    WIDTH,
    HEIGHT,
    label,
    [
      shape(
        'g',
        { transform: `translate(${BOX.left},${BOX.top})` },
        ...frame(scale, y, moments, x),
        ...breaks(moments, x),
        ...stretches(moments).map((own) =>
          shape('polyline', {
            class: 'line c1',
            points: own.map(([place, rate]) => `${x(place)},${y(rate)}`).join(' '),
          }),
        ),
        ...moments.flatMap(({ entry, time }, place) =>
          entry === null ? [] : point(entry, time, x(place), y, versions),
        ),
        ...changes(moments, versions).map(([place, version]) =>
          text(x(place), BOX.height - 6, `v${version + 1}`, { 'text-anchor': 'middle', class: 'turning' }),
        ),
      ),
    ],
    'small wide',
  );
}

/** Only what is exact is drawn by its speed. */
function ratesOf(entry: Entry | null): number[] {
  if (entry?.state !== 'right' || entry.throughput === null) return [];
  const { median, low, high } = entry.throughput;
  return [median, low ?? median, high ?? median].filter((rate) => rate > 0);
}

function frame(
  scale: Scale,
  y: (rate: number) => number,
  moments: readonly Moment[],
  x: (place: number) => number,
): Shape[] {
  const last = moments.length - 1;
  const every = Math.max(1, Math.ceil((moments.length * DATE) / BOX.width));
  return [
    shape('rect', { class: 'box', width: BOX.width, height: BOX.height }),
    ...scale.ticks.flatMap((tick) => [
      shape('line', { class: 'grid', x1: 0, x2: BOX.width, y1: y(tick), y2: y(tick) }),
      text(-5, y(tick) + 4, `${short(tick)}/s`, { 'text-anchor': 'end', class: 'axis' }),
    ]),
    ...moments.flatMap(({ time }, place) =>
      (last - place) % every === 0
        ? [text(x(place), BOX.height + 15, time.slice(5, 10), { 'text-anchor': 'middle', class: 'axis' })]
        : [],
    ),
    text(BOX.width / 2, BOX.height + 31, 'runs, the oldest first', { 'text-anchor': 'middle', class: 'axis' }),
  ];
}

/** Named as in the list of what changed. */
function breaks(moments: readonly Moment[], x: (place: number) => number): Shape[] {
  return moments.flatMap(({ stretch }, place) => {
    if (place === 0 || stretch === moments[place - 1]?.stretch) return [];
    const between = (x(place) + x(place - 1)) / 2;
    return [
      shape('line', { class: 'break', x1: between, x2: between, y1: -4, y2: BOX.height }),
      text(between, -8, breakName(stretch), { 'text-anchor': 'middle', class: 'axis' }),
    ];
  });
}

const breakName = (stretch: number): string => `break ${stretch}`;

function point(
  entry: Entry,
  time: string,
  x: number,
  y: (rate: number) => number,
  versions: readonly string[],
): Shape[] {
  const [median] = ratesOf(entry);
  if (median === undefined) {
    return [
      shape(
        'g',
        { transform: `translate(${x},12)` },
        title(`${time}: ${entry.lost > 0 ? 'count wrong' : entry.verdict}`),
        shape('path', { class: 'crossed', d: 'M-4,-4l8,8m0,-8l-8,8' }),
      ),
    ];
  }
  const { low, high } = entry.throughput ?? { low: null, high: null };
  const look = versions.indexOf(entry.version);
  const said = low === null || high === null ? '' : ` (${short(low)} to ${short(high)})`;
  return [
    ...(low === null || high === null || low <= 0
      ? []
      : [shape('line', { class: 'band c1', x1: x, x2: x, y1: y(low), y2: y(high) })]),
    shape(
      'g',
      { class: 'mark c1', transform: `translate(${x},${y(median)})` },
      title(`${time}, version ${look + 1}: ${short(median)}/s${said}`),
      shape('path', { d: pathOf(look), transform: 'scale(4.5)' }),
    ),
  ];
}

/** Lines end where what is compared ends. */
function stretches(moments: readonly Moment[]): [number, number][][] {
  const drawn = moments.flatMap(({ entry, stretch }, place) => {
    const [rate] = ratesOf(entry);
    return rate === undefined ? [] : [{ stretch, at: [place, rate] as [number, number] }];
  });
  return [...Map.groupBy(drawn, ({ stretch }) => stretch).values()].map((own) => own.map(({ at }) => at));
}

/** Where a version is the first time: its run and its place among the versions. Of one version nothing is said. */
function changes(moments: readonly Moment[], versions: readonly string[]): [place: number, version: number][] {
  if (versions.length < 2) return [];
  return versions.map((version, index) => [moments.findIndex(({ entry }) => entry?.version === version), index]);
}
