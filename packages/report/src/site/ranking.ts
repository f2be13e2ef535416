/** How the ranks of a setting change from host to host. Ranks and inversions come of called differences alone. */
import { BASELINE, type Relative, relativeTo, standingsOf } from '../model/standing.ts';
import type { Entry, Setting } from './settings.ts';

export interface Ranking {
  /** Places of the rows that take part: exact on every host that is ranked. */
  rows: readonly number[];
  /** Places of the columns that take part. */
  columns: readonly number[];
  /** Of the setting's rows and columns; `null` where nothing was ranked. */
  ranks: readonly (readonly (number | null)[])[];
  inversions: readonly Inversion[];
}

/** `faster` was called faster than `slower` on the hosts `here`, and slower on the hosts `there`. */
export interface Inversion {
  /** Places of rows. */
  faster: number;
  slower: number;
  /** Places of columns. */
  here: readonly number[];
  there: readonly number[];
}

/** The share of the rows that a host must have counted exactly: one that measured little would take it from all. */
const ENOUGH = 0.5;

/** Ranks count only what is on every ranked host: another strategy on one of them would shift all below it. */
export function rankingOf({ rows }: Pick<Setting, 'rows'>): Ranking {
  const exact = (row: number, column: number): Entry | null => {
    const entry = rows[row]?.entries[column] ?? null;
    return entry?.state === 'right' && [...entry.contestant.runs.values()].some(({ size }) => size > 0) ? entry : null;
  };
  const places = rows.map((_, row) => row);
  const hosts = (rows[0]?.entries ?? []).map((_, column) => column);
  const somewhere = places.filter((row) => hosts.some((column) => exact(row, column) !== null)).length;
  const columns = hosts.filter((column) => {
    const here = places.filter((row) => exact(row, column) !== null).length;
    return here > 1 && here >= ENOUGH * somewhere;
  });
  const common = places.filter((row) => columns.length > 0 && columns.every((column) => exact(row, column) !== null));
  const standings = columns.map((column) => standingsOf(common.map((row) => (exact(row, column) as Entry).contestant)));
  const versions = (row: number, column: number): string => `${rows[row]?.entries[column]?.version} `;
  const inversions: Inversion[] = [];
  for (let a = 0; a < common.length; a++) {
    for (let b = a + 1; b < common.length; b++) {
      const [first, second] = [common[a] as number, common[b] as number];
      // A version that was faster on one host and another that is slower on the next say nothing about the hosts.
      const alike = Map.groupBy(columns, (column) => versions(first, column) + versions(second, column));
      const turned = [...alike.values()]
        .map((hosts) => ({
          here: hosts.filter((column) => standings[columns.indexOf(column)]?.faster(a, b)),
          there: hosts.filter((column) => standings[columns.indexOf(column)]?.faster(b, a)),
        }))
        .filter(({ here, there }) => here.length > 0 && there.length > 0);
      const [here, there] = [turned.flatMap((each) => each.here), turned.flatMap((each) => each.there)];
      if (turned.length === 0) continue;
      // As most hosts have it.
      inversions.push(
        here.length >= there.length
          ? { faster: first, slower: second, here, there }
          : { faster: second, slower: first, here: there, there: here },
      );
    }
  }
  const ranks = rows.map((_, row) =>
    hosts.map((column) => {
      const [place, host] = [common.indexOf(row), columns.indexOf(column)];
      return standings[host]?.standings[place]?.rank ?? null;
    }),
  );
  return { rows: common, columns, ranks, inversions };
}

/** Time per increment relative to `atomic/add` on the same host, row by row and host by host. */
export function relativesOf({ rows }: Pick<Setting, 'rows'>): Relative[][] {
  const baseline = rows.find(({ strategy }) => strategy === BASELINE);
  return rows.map(({ entries }) =>
    entries.map((entry, column) => {
      const unit = baseline?.entries[column];
      if (entry === null || entry.state !== 'right') return { ratio: null, low: null, high: null };
      return relativeTo(unit?.state === 'right' ? unit.contestant : undefined, entry.contestant);
    }),
  );
}
