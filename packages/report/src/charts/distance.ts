/** What a millisecond of distance costs: time per increment against what is added to the way to the server, a line a strategy. */
import { type ContendRecord, contendersIn, plainText } from '@contend/record';
import type { Look } from '../client/data.ts';
import { mark } from '../client/mark.ts';
import { linePaint, PAINT } from '../client/paint.ts';
import { BOX, type Drawing, plot, round, up, xAxis, yAxis } from '../client/plot.ts';
import { rangeOf, scaleOver, shortTime } from '../client/scale.ts';
import { type Shape, shape } from '../client/shape.ts';
import { clip } from '../format/layout.ts';
import { type Course, type Distances, distancesOf } from '../model/distance.ts';
import { apart } from './apart.ts';
import { marksOf } from './legend.ts';
import { looksOf, strategiesBehind, strategiesOf } from './palette.ts';
import { type Picture, pictureOf } from './picture.ts';
import { pointOf } from './points.ts';

/** Pixels from one name to the next, and the room for the longest of ours at the right of the lines. */
const NAME_LINE = 15;
const NAMES = 190;
const PADDING = 12;
const MOST_LETTERS = 21;
/** From the end of the longest line to the names. */
const LEADER = 16;

const TITLE = 'What a millisecond of distance costs';

/** `null` for a record without distances. @param page the record of the page on which it is shown */
export function distanceChart(record: ContendRecord, page = record): Picture | null {
  const all = distancesOf(record);
  if (all.length === 0) return null;
  const own = strategiesOf(page.cells.map((cell) => cell.strategy));
  const strategies = strategiesBehind(own, new Set(record.cells.map((cell) => cell.strategy)));
  const looks = looksOf(strategies);
  const took = all.flatMap(({ courses }) => courses.flatMap(({ steps }) => steps.flatMap((step) => step.took ?? [])));
  const several = new Set(all.map(({ runtime }) => runtime)).size > 1;
  return pictureOf(
    record,
    {
      title: TITLE,
      missing: null,
      reading:
        'Lower is cheaper; the scale of time is logarithmic. How long it takes a client from one increment to its next, by what is added to the way to the server and back. Twice as high at the right is twice as many round trips, its own or those of the holder it waits for. A hollow, crossed point counted wrong: it is no result.',
    },
    all.map((distances) => drawPanel(distances, strategies, looks, took, several)),
    marksOf(
      all.flatMap(({ courses }) =>
        courses.flatMap(({ steps }) =>
          steps.map(({ cell }) => ({ ...pointOf(cell, strategies), panel: 0, workload: 0, kept: false })),
        ),
      ),
    ),
  );
}

function drawPanel(
  { world, contenders, runtime, courses }: Distances,
  strategies: readonly string[],
  looks: readonly Look[],
  took: readonly number[],
  severalRuntimes: boolean,
): Drawing {
  const drawn = courses.filter(({ steps }) => steps.some((step) => step.took !== null));
  const box = { ...BOX, height: Math.max(BOX.height, drawn.length * NAME_LINE) };
  const places = [...new Set(courses.flatMap(({ steps }) => steps.map(({ ms }) => ms)))].sort((a, b) => a - b);
  const most = places.at(-1) ?? 0;
  const right = box.width - NAMES;
  const x = (ms: number): number => round(PADDING + (most === 0 ? 0 : (ms / most) * (right - PADDING)));
  const scale = scaleOver(
    rangeOf(
      took.map((ms) => ms / 1e3),
      'log',
    ),
    'log',
    box.height,
  );
  const y = (ms: number): number => up(scale, ms / 1e3, box);
  const title = [
    contendersIn(plainText(world, 20), contenders),
    ...(severalRuntimes ? [plainText(runtime, 20)] : []),
  ].join(', ');
  const ends = drawn.map(({ steps }) => steps.findLast((step) => step.took !== null) as Timed);
  const names = apart(
    ends.map(({ took }) => y(took)),
    NAME_LINE,
    box.height,
  );
  return plot(title, `${TITLE}, ${title}`, box, [
    ...yAxis(scale, 'time per increment of a contender', box, shortTime),
    ...xAxis(
      places.map((ms) => [x(ms), String(ms)] as const),
      'ms added to the way to the server and back',
      box,
    ),
    ...drawn.flatMap((course, index) => {
      const place = strategies.indexOf(course.strategy);
      const look = looks[place];
      const end = ends[index] as Timed;
      return look === undefined
        ? []
        : [
            shape(
              'g',
              { 'data-strategy': place },
              ...drawCourse(course, look, strategies, x, y),
              ...drawName(look, [x(end.ms), y(end.took)], [right + LEADER, names[index] as number]),
            ),
          ];
    }),
  ]);
}

type Timed = Course['steps'][number] & { took: number };

function drawCourse(
  { steps }: Course,
  look: Look,
  strategies: readonly string[],
  x: (ms: number) => number,
  y: (ms: number) => number,
): Shape[] {
  const timed = steps.filter((step): step is Timed => step.took !== null);
  const points = timed.map(({ ms, took }) => `${x(ms)},${y(took)}`).join(' ');
  return [
    shape('polyline', { ...linePaint(look.colour), points }),
    ...timed.map(({ cell, ms, took }) => {
      const point = { ...pointOf(cell, strategies), panel: 0, workload: 0, kept: false };
      return mark(point, look, x(ms), y(took));
    }),
  ];
}

/** At the right of its line's end, which a thin line leads to where the names had to move apart. */
function drawName(look: Look, [x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number]): Shape[] {
  return [
    shape('polyline', { ...linePaint(look.colour), 'stroke-width': 1, points: `${x1 + 6},${y1} ${x2 - 3},${y2}` }),
    shape('text', { ...PAINT.tick, x: x2, y: y2 + 4 }, clip(look.name, MOST_LETTERS)),
  ];
}
