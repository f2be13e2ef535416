/** How fast each counter is and whether its count is right: as fast as it goes, and at a fixed rate. */
import type { Hits } from '@contend/documents';
import { duration, rate } from '../../format/units.ts';
import { type HitsRow, type Load, type Spread, speedOf } from '../../model/hits.ts';
import { whole } from '../../model/hits-words.ts';
import { NOTHING, paragraph, type Section, type Table, untrusted, type Value, value } from '../block.ts';
import { nameValue, spreadValue, verdictValue } from './values.ts';

const number = (title: string) => ({ title: [title], number: true });

/** `null` where there was no such load. */
export function closedSection(rows: readonly HitsRow[], { connections, seconds }: Hits): Section | null {
  const loaded = rows.filter(({ closed }) => closed !== null);
  if (loaded.length === 0) return null;
  const [first] = loaded.filter(({ state }) => state === 'right');
  return {
    id: 'speed',
    title: 'How fast, and whether the count is right',
    result:
      first === undefined ? ['none counted right'] : [untrusted(first.counter.strategy), ` ${rate(speedOf(first))}`],
    blocks: [
      paragraph(
        `A closed loop: each of ${connections} connections asks again as soon as it has its answer, for ${seconds} s. Lost is what was answered minus what the counter says in the end, of all repetitions together; the other figures are medians over repetitions, with their range. What counts wrong stands last, however fast.`,
      ),
      table(loaded, ['as fast as it goes'], [number('hits/s')], ({ closed }) => [
        closed,
        spreadValue(closed?.hitsPerSecond, rate),
      ]),
    ],
  };
}

/** `null` where there was no such load. */
export function rateSection(rows: readonly HitsRow[], hits: Hits): Section | null {
  const loaded = rows.filter((row) => row.rate !== null);
  if (loaded.length === 0 || hits.rate === null) return null;
  const late = loaded.filter(({ rate: load }) => load?.due != null && load.got.median < load.due.median);
  return {
    id: 'rate',
    title: 'At a fixed rate',
    result: [`${whole(hits.rate)} requests/s: ${loaded.length - late.length} of ${loaded.length} answered all`],
    blocks: [
      paragraph(
        `Visitors do not wait for each other: ${whole(hits.rate)} requests a second are due, whatever became of those before. A latency counts from the moment at which its request was due, so that no pause is left out (coordinated omission); what was due and not answered is what the server could not take.`,
      ),
      table(
        loaded,
        [`at ${whole(hits.rate)} requests/s`],
        [number('due'), number('sent'), number('answered')],
        ({ rate: load }) => [load, medianValue(load?.due), medianValue(load?.sent), medianValue(load?.got)],
      ),
    ],
  };
}

const medianValue = (spread: Spread | null | undefined): Value =>
  spread == null ? NOTHING : value(whole(spread.median));

/** @param figures of a row: its load, and what stands in the columns that only this table has */
function table(
  rows: readonly HitsRow[],
  caption: Table['caption'],
  columns: Table['head'],
  figures: (row: HitsRow) => [Load | null, ...Value[]],
): Table {
  // Where there are none, the caption says so, and the column is left out: the table is wide.
  const shown = rows.map((row) => ({ row, figures: figures(row) }));
  const failures = shown.some(({ figures: [load] }) => load !== null && load.failed > 0);
  return {
    kind: 'table',
    list: true,
    caption: ['Hits and their time by strategy, ', ...caption, ...(failures ? [] : ['; no request ended in an error'])],
    head: [
      { title: ['strategy'] },
      { title: ['promises'] },
      { title: ['count'] },
      number('lost'),
      ...columns,
      ...['p50', 'p99', 'p99.9'].map(number),
      ...(failures ? [number('errors')] : []),
    ],
    rows: shown.map(({ row, figures: [load, ...own] }) => {
      const { p50, p99, p999 } = load?.latency ?? {};
      return {
        values: [
          nameValue(row),
          value(row.counter.promised ? 'every hit' : 'nothing'),
          load === null ? NOTHING : verdictValue(row, load),
          load === null ? NOTHING : value(whole(load.lost)),
          ...own,
          ...[p50, p99, p999].map((spread) => spreadValue(spread, duration)),
          ...(failures ? [load === null ? NOTHING : value(whole(load.failed))] : []),
        ],
      };
    }),
  };
}
