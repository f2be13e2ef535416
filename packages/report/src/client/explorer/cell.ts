/** One cell opened: its verdict, its forks over time with their rounds, its waits, and the command that measures it again. */
import { elementOf } from '../element.ts';
import { rangeOf, scaleOver, short, shortTime } from '../scale.ts';
import { type Shape, shape } from '../shape.ts';
import { type CoursePoint, unpackCourse } from './course.ts';
import { commandOf, type ExplorerData, unpackFacts } from './data.ts';
import { make } from './make.ts';

const HEIGHT = 190;
const BOX = { left: 64, top: 10, right: 12, height: 140 } as const;

/** @param width pixels that there are */
export function cellNodes(data: ExplorerData, cell: number, width: number): Node[] {
  const facts = data.facets.map(({ key, title, names, ids, of }) => {
    const name = names[of[cell] as number] as string;
    return key === 'strategy' ? null : ([title, name, ids?.[of[cell] as number]] as const);
  });
  const points = unpackCourse(data.courses[cell] ?? '');
  const measured = points.filter((point) => point.ns !== null).length;
  return [
    list(verdict(data, cell)),
    make('h3', {}, 'Its forks over time'),
    ...(measured === 0
      ? [make('p', {}, `None of ${counted(points.length, 'fork')} counted anything.`)]
      : [
          elementOf(courseOf(points, width)),
          make(
            'p',
            { class: 'note-line' },
            'A point is a fork, a process of its own; its bar spans its rounds. Time per increment, so lower is faster.',
          ),
        ]),
    make('h3', {}, 'Waits'),
    list(waits(data, cell)),
    make('h3', {}, 'Measure it again'),
    make('pre', { tabindex: '0' }, make('code', {}, commandOf(data, cell))),
    make('h3', {}, 'What it is a measurement of'),
    list(
      facts.flatMap((fact) =>
        fact === null ? [] : [[fact[0], fact[2] === undefined ? fact[1] : `${fact[1]} (${fact[2]})`] as const],
      ),
    ),
  ];
}

function list(facts: readonly (readonly [string, string])[]): HTMLElement {
  return make('dl', {}, ...facts.flatMap(([title, value]) => [make('dt', {}, title), make('dd', {}, value)]));
}

function verdict(data: ExplorerData, cell: number): [string, string][] {
  const { promised } = unpackFacts(data.facts[cell] ?? '');
  const trouble = data.troubles[cell] ?? '';
  const reason = data.reasons.texts[data.reasons.of[cell] as number] ?? '';
  const promise = promised ? 'an exact count is promised here' : 'no exact count is promised here';
  const [rate, low, high, ratio] = [data.rates, data.lows, data.highs, data.ratios].map((each) => each[cell] ?? null);
  const interval =
    low == null || high == null ? ', too few forks for an interval' : ` (${short(low)} to ${short(high)})`;
  return [
    ['Verdict', trouble === '' ? `exact; ${promise}` : `✗ ${trouble}; ${promise}`],
    ...(reason === '' ? [] : [['Why', reason] as [string, string]]),
    ...(rate == null ? [] : [['Increments per second', `${short(rate)}${interval}`] as [string, string]]),
    ...(ratio == null
      ? []
      : [['Time, relative to atomic/add', `${Number(ratio.toPrecision(3))} ×`] as [string, string]]),
  ];
}

/** Whether its contenders share no memory. */
function served({ facets }: ExplorerData, cell: number): boolean {
  const world = facets.find(({ key }) => key === 'world');
  return /^(processes|machines)\b/.test(world?.names[world.of[cell] as number] ?? '');
}

function waits(data: ExplorerData, cell: number): [string, string][] {
  const { wait, handoffsPerMillion, jain } = unpackFacts(data.facts[cell] ?? '');
  const gap = data.gaps[cell] ?? null;
  // What is not known of a wait was shorter than the runtime's clock could tell.
  const time = (ns: number | null): string => (ns === null ? 'less than its clock tells' : shortTime(ns / 1e9));
  return [
    [
      served(data, cell) ? 'One increment, to its acknowledgement' : 'One acquisition',
      wait === null
        ? 'not watched'
        : `half within ${time(wait.p50)}, 99 % within ${time(wait.p99)}, the longest ${time(wait.max)}`,
    ],
    ['Longest time that a contender got nothing done', gap === null ? 'not known' : time(gap)],
    [
      'Changes of owner',
      handoffsPerMillion === null ? 'not known' : `${short(handoffsPerMillion)} in a million increments`,
    ],
    ['Likeness of shares (Jain’s index; 1: all alike)', jain === null ? 'not known' : String(jain)],
  ];
}

function courseOf(points: readonly CoursePoint[], width: number): Shape {
  const room = width - BOX.left - BOX.right;
  const values = points
    .flatMap((point) => (point.ns === null ? [] : [point.ns, point.low, point.high]))
    .filter((ns) => ns > 0);
  const scale = scaleOver(rangeOf(values, 'log'), 'log', BOX.height);
  const last = Math.max(1, ...points.map(({ at }) => at));
  const x = (seconds: number): number => Math.round(10 * (8 + (seconds / last) * (room - 16))) / 10;
  const y = (ns: number): number => Math.round(10 * (BOX.height - scale.at(ns))) / 10;
  const middle = { 'text-anchor': 'middle', class: 'axis' };
  return shape(
    'svg',
    {
      viewBox: `0 0 ${width} ${HEIGHT}`,
      role: 'img',
      'aria-label': 'Time per increment of each fork, over the time of the run',
      class: 'picture course',
    },
    shape(
      'g',
      { transform: `translate(${BOX.left},${BOX.top})` },
      shape('rect', { class: 'box', width: room, height: BOX.height }),
      ...scale.ticks.flatMap((tick) => [
        shape('line', { class: 'grid', x1: 0, x2: room, y1: y(tick), y2: y(tick) }),
        shape('text', { x: -6, y: y(tick) + 4, 'text-anchor': 'end', class: 'axis' }, shortTime(tick / 1e9)),
      ]),
      ...[0, last].map((seconds) =>
        shape('text', { x: x(seconds), y: BOX.height + 16, ...middle }, seconds === 0 ? '0' : minutes(seconds)),
      ),
      shape('text', { x: room / 2, y: BOX.height + 32, ...middle }, 'time since the run began'),
      ...points.flatMap((point) => {
        if (point.ns === null) return [shape('path', { class: 'crossed', d: `M${x(point.at) - 4},6l8,8m0,-8l-8,8` })];
        const [px, py] = [x(point.at), y(point.ns)];
        return [
          shape('line', { class: 'band c1', x1: px, x2: px, y1: y(point.low), y2: y(point.high) }),
          shape('circle', { class: 'dot', cx: px, cy: py, r: 3.5 }),
        ];
      }),
    ),
  );
}

const minutes = (seconds: number): string =>
  seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
