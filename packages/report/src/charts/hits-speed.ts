/** How fast a website's hit counters answer, and how long a visitor waits: rows in the order of the page's tables. */
import type { Hits } from '@contend/documents';
import type { Look, Wrong } from '../client/data.ts';
import { sign } from '../client/mark.ts';
import { bandPaint } from '../client/paint.ts';
import { type Drawing, round } from '../client/plot.ts';
import { rangeOf, scaleOver, short, shortTime } from '../client/scale.ts';
import { type Shape, shape } from '../client/shape.ts';
import { duration, rate } from '../format/units.ts';
import { type Counted, type HitsRow, hitsRows, type Load, stateOf } from '../model/hits.ts';
import { spreadWord, verdictWord, whole } from '../model/hits-words.ts';
import { marksOf } from './legend.ts';
import { colourOf, looksOf, strategiesOf } from './palette.ts';
import { type Picture, whereFrom } from './picture.ts';
import { drawRows, percentiles, ROWS_WIDTH, type Row } from './rows.ts';

const READING =
  'Hits per second: further right is faster; a line is the range over repetitions. Time to the answer: further left is quicker; the mark is the median, the bars the times within which 99 % and 99.9 % were answered. The scales are logarithmic. A hollow, crossed mark counted wrong: it is no result, however fast.';

type Latency = Record<'p50' | 'p99' | 'p999', number>;

export function hitsSpeedChart(hits: Hits): Picture {
  const rows = hitsRows(hits);
  const { runtime } = hits;
  return {
    title: 'Hits per second, and the time to the answer',
    from: whereFrom(hits, [`${runtime.name} ${runtime.version}`]),
    reading: READING,
    missing: null,
    panels: [
      speedPanel(rows),
      latencyPanel(rows, 'closed', 'Time to the answer, as fast as it goes'),
      ratePanel(rows, hits),
    ].flat(),
    legend: marksOf(rows.map((row) => ({ wrong: wrongOf(row), kept: false }))),
  };
}

/** What is wrong with a count; `null`: nothing, or there is none. */
export function wrongIn(counted: Counted | null): Wrong | null {
  if (counted === null || stateOf(counted) !== 'wrong') return null;
  return counted.lost > 0 ? 'lost' : 'over';
}

/** What its count is, whatever became of the one load that a panel shows. */
const wrongOf = ({ calm }: HitsRow): Wrong | null => wrongIn(calm);

const looksOfRows = (rows: readonly HitsRow[]): ReadonlyMap<HitsRow, Look> => {
  const strategies = strategiesOf(rows.map(({ counter }) => counter.strategy));
  const looks = looksOf(strategies);
  return new Map(
    rows.map((row) => {
      const { strategy, engine } = row.counter;
      const look = looks[strategies.indexOf(strategy)] as Look;
      // Of the family that counts at the same place elsewhere.
      return [row, { ...look, colour: colourOf(engine ?? (strategy.split('-')[0] as string)) }];
    }),
  );
};

/** @param draw nothing where the row has no such figure */
function rowsFor(
  rows: readonly HitsRow[],
  draw: (row: HitsRow, y: number, marked: (x: number, figure: string) => Shape, look: Look) => readonly Shape[],
): Row[] {
  const looks = looksOfRows(rows);
  return rows.map((row, place) => {
    const look = looks.get(row) as Look;
    const count = row.calm === null ? '' : `, ${verdictWord(row.calm)}`;
    const wrong = wrongOf(row) !== null;
    const marked = (x: number, y: number, figure: string): Shape =>
      sign({ says: `${look.name}: ${figure}${count}`, wrong, kept: false }, look, x, y);
    return { place, look, draw: (y) => draw(row, y, (x, figure) => marked(x, y, figure), look) };
  });
}

function speedPanel(all: readonly HitsRow[]): Drawing[] {
  const rows = all.filter(({ closed }) => closed !== null && closed.hitsPerSecond.least > 0);
  if (rows.length === 0) return [];
  const spreads = rows.map(({ closed }) => (closed as Load).hitsPerSecond);
  const scale = scaleOver(
    rangeOf(
      spreads.flatMap(({ least, most }) => [least, most]),
      'log',
    ),
    'log',
    ROWS_WIDTH,
  );
  const title = 'Hits per second, as fast as it goes';
  return [
    drawRows(
      title,
      { says: `${title}, by strategy`, axis: 'answered per second, all workers', scale, written: short },
      rowsFor(rows, ({ closed }, y, marked, { colour }) => {
        const { hitsPerSecond } = closed as Load;
        const [x1, x2] = [hitsPerSecond.least, hitsPerSecond.most].map((each) => round(scale.at(each))) as [
          number,
          number,
        ];
        return [
          shape('line', { ...bandPaint(colour), x1, x2, y1: y, y2: y }),
          marked(scale.at(hitsPerSecond.median), spreadWord(hitsPerSecond, rate)),
        ];
      }),
    ),
  ];
}

function ratePanel(rows: readonly HitsRow[], hits: Hits): Drawing[] {
  if (hits.rate === null) return [];
  return latencyPanel(rows, 'rate', `At ${whole(hits.rate)} requests/s, from when each was due`);
}

function latencyPanel(all: readonly HitsRow[], load: 'closed' | 'rate', title: string): Drawing[] {
  const rows = all.flatMap((row) => {
    const latency = latencyOf(row[load]);
    return latency === null ? [] : [[row, latency] as const];
  });
  if (rows.length === 0) return [];
  const latencies = new Map(rows);
  const seconds = [...latencies.values()].flatMap(({ p50, p999 }) => [p50 / 1e9, p999 / 1e9]);
  const scale = scaleOver(rangeOf(seconds, 'log'), 'log', ROWS_WIDTH);
  return [
    drawRows(
      title,
      { says: `${title}, by strategy`, axis: 'to the answer', scale, written: shortTime },
      rowsFor(
        rows.map(([row]) => row),
        (row, y, marked, look) => {
          const latency = latencies.get(row) as Latency;
          const { p50, p99, p999 } = latency;
          const figure = `p50 ${duration(p50)}, p99 ${duration(p99)}, p99.9 ${duration(p999)}`;
          return percentiles(latency, look, scale, y, (x) => marked(x, figure));
        },
      ),
    ),
  ];
}

/** `null` where a logarithmic scale has no place for it. */
function latencyOf(load: Load | null): Latency | null {
  if (load?.latency == null || load.latency.p50.median <= 0) return null;
  const { p50, p99, p999 } = load.latency;
  return { p50: p50.median, p99: p99.median, p999: p999.median };
}
