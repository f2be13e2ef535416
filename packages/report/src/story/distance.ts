/** What a lock costs per millisecond of distance: its round trips. */
import type { ContendRecord } from '@contend/record';
import { duration } from '../format/units.ts';
import { stateOf } from '../model/cells.ts';
import { type Course, type Distances, distancesOf } from '../model/distance.ts';
import type { Others } from '../model/machine.ts';
import { DISTANCE } from '../model/series.ts';
import {
  type Block,
  contendersWord,
  type Inline,
  NOTHING,
  named,
  paragraph,
  type Section,
  untrusted,
  type Value,
  value,
} from './block.ts';
import { dayOf, partSource } from './source.ts';

/** Of the record itself or, where it has none, of another of the machine. */
export function distanceSection(record: ContendRecord, others: Others): Section | null {
  const own = distancesOf(record);
  const part = own.length > 0 ? null : others.distance;
  const all = part === null ? own : distancesOf(part.record);
  const [first] = all;
  if (first === undefined) return null;
  const strategies = new Set(all.flatMap(({ courses }) => courses.map(({ strategy }) => strategy)));
  return {
    id: 'distance',
    title: 'What a lock costs per millisecond of distance',
    result: [...inShort(first), ...(part === null ? [] : [`, of ${dayOf(part.record)}`])],
    blocks: [
      ...(part === null ? [] : [partSource(part, record, strategies)]),
      paragraph(
        'A proxy lengthened the way to the server and back. What a client sends and awaits crosses that way each time; and while one holds a lock, the others wait for its round trips, too.',
      ),
      { kind: 'picture', picture: 'distance', title: 'What a millisecond of distance costs' },
      ...all.flatMap((distances): Block[] => [tableOf(distances), ...moralOf(distances)]),
    ],
  };
}

/** `1 ms farther costs 1.1 ms by redis/incr, 11 ms by redis/set-nx`. */
function inShort(distances: Distances): Inline {
  const ends = endsOf(distances);
  if (ends === null) return [];
  const [cheapest, dearest] = ends;
  return [
    '1 ms farther costs ',
    `${perMs(cheapest.slope)} by `,
    untrusted(cheapest.strategy),
    `, ${perMs(dearest.slope)} by `,
    untrusted(dearest.strategy),
  ];
}

type Sloped = Course & { slope: number };

/** The cheapest and the dearest of those that counted right. */
function endsOf({ courses }: Distances): [Sloped, Sloped] | null {
  const right = courses.filter((course): course is Sloped => course.right && course.slope !== null);
  const [cheapest, dearest] = [right[0], right.at(-1)];
  return cheapest === undefined || dearest === undefined || cheapest === dearest ? null : [cheapest, dearest];
}

/** `1 round trip`, `4.1 round trips`. */
function tripsWord(trips: number): string {
  const shown = Number(trips.toPrecision(2));
  return `${shown} round ${shown === 1 ? 'trip' : 'trips'}`;
}

const perMs = (slope: number): string => duration(slope * 1e6);

function moralOf(distances: Distances): Block[] {
  const ends = endsOf(distances);
  if (ends === null) return [];
  const [cheapest, dearest] = ends;
  const says = ({ strategy, slope, roundTrips }: Sloped): Inline => [
    `${perMs(slope)} by `,
    untrusted(strategy),
    ...(roundTrips === null ? [] : [` (${tripsWord(roundTrips)})`]),
  ];
  return [
    paragraph(
      'Between increments of a client each millisecond of distance takes ',
      ...says(cheapest),
      ', and ',
      ...says(dearest),
      '. ',
      { strong: 'A lock’s price is its round trips' },
      ', and those of every holder that it waits for.',
    ),
  ];
}

function tableOf(distances: Distances): Block {
  const { world, contenders, courses } = distances;
  const places = [...new Set(courses.flatMap(({ steps }) => steps.map(({ ms }) => ms)))].sort((a, b) => a - b);
  return {
    kind: 'table',
    list: true,
    caption: ['Time per increment of a contender, ', contendersWord({ world, contenders })],
    head: [
      { title: ['strategy'] },
      { title: ['round trips counted'], number: true },
      ...places.map((ms) => ({ title: [DISTANCE.words(ms)], number: true })),
      { title: ['more per ms of distance'], number: true },
    ],
    rows: courses.map((course) => ({
      about: { strategy: course.strategy, world },
      values: [
        named(course.strategy),
        course.roundTrips === null ? NOTHING : value(course.roundTrips.toFixed(2)),
        ...places.map((at) => stepOf(course, at)),
        course.slope === null ? NOTHING : value(perMs(Math.max(0, course.slope))),
      ],
    })),
  };
}

function stepOf({ steps }: Course, at: number): Value {
  const step = steps.find(({ ms }) => ms === at);
  if (step === undefined) return NOTHING;
  const { cell, took } = step;
  if (took === null) return value(`! ${cell.verdict}`, 'note');
  return stateOf(cell) === 'right' ? value(duration(took * 1e6)) : value(`✗ ${duration(took * 1e6)}`, 'wrong');
}
