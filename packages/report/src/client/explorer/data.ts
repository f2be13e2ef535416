/** What the explorer picks from: one place in every list for each cell. */

export interface ExplorerData {
  facets: Facet[];
  /** Increments per second and their interval; `null` where there is none to rely on. */
  rates: (number | null)[];
  lows: (number | null)[];
  highs: (number | null)[];
  /** Time per increment, relative to `atomic/add` beside it. */
  ratios: (number | null)[];
  /** ns */
  gaps: (number | null)[];
  /** Why a cell has no figures; '' where it has. */
  troubles: string[];
  /** What a cell shows when it is opened, see `CellFacts`. */
  facts: string[];
  /** Its forks in the order of time, see `packCourse`. */
  courses: string[];
  /** The verdict's reason, in the strategy's own words; '' for none. */
  reasons: Listed;
  /** How to measure it again; the strategy's name is left out, see `commandOf`. */
  commands: Listed;
  /** What is picked when the page opens: of each facet the place of a name, or `null` for all. */
  first: (number | null)[];
}

/** Texts that many cells share. */
export interface Listed {
  texts: string[];
  /** Of each cell, its place in `texts`. */
  of: number[];
}

/** A property by which cells are picked. */
export interface Facet {
  /** In the page's address. */
  key: string;
  title: string;
  /** What picking all of it mixes: `machines`. */
  plural: string;
  names: string[];
  /** What the names stand for, where that is longer: shown when pointed at, and what an address means. */
  ids: string[] | null;
  /** Of each cell, its place in `names`. */
  of: number[];
  /** Cells that differ in it are no measurements of the same thing. */
  apart: boolean;
}

export const SORTS = ['rate', 'ratio', 'gap'] as const;

export interface ExplorerView {
  /** Of each facet the names that are picked, by their places; `null` for all. */
  picked: readonly (ReadonlySet<number> | null)[];
  /** Of a figure, or of a facet by its key. */
  sort: string;
  descending: boolean;
  /** From 0. */
  page: number;
}

export function firstView({ first }: Pick<ExplorerData, 'first'>): ExplorerView {
  return {
    picked: first.map((name) => (name === null ? null : new Set([name]))),
    sort: 'rate',
    descending: true,
    page: 0,
  };
}

/** Stands for the strategy's name in a command. */
export const STRATEGY = '\u0001';

export function commandOf({ commands, facets }: Pick<ExplorerData, 'commands' | 'facets'>, cell: number): string {
  const strategy = facets.find(({ key }) => key === 'strategy');
  const name = strategy?.names[strategy.of[cell] as number] ?? '';
  return (commands.texts[commands.of[cell] as number] ?? '').replaceAll(STRATEGY, () => name);
}

/** ns but for the last three. */
export interface CellFacts {
  wait: Record<'p50' | 'p99' | 'max', number | null> | null;
  handoffsPerMillion: number | null;
  jain: number | null;
  promised: boolean;
}

/** `60,120,3000,1200,0.98,1`: what is not known is empty. */
export function packFacts({ wait, handoffsPerMillion, jain, promised }: CellFacts): string {
  const short = (value: number | null | undefined): string =>
    value === null || value === undefined ? '' : String(Number(value.toPrecision(3)));
  const figures = [wait?.p50, wait?.p99, wait?.max, handoffsPerMillion, jain];
  return [...figures.map(short), promised ? '1' : '0'].join(',');
}

export function unpackFacts(text: string): CellFacts {
  const [p50, p99, max, handoffs, jain, promised] = text
    .split(',')
    .map((part) => (part === '' || part === undefined ? null : Number(part)));
  const known = (value: number | null | undefined): number | null => value ?? null;
  return {
    wait: p50 == null && p99 == null && max == null ? null : { p50: known(p50), p99: known(p99), max: known(max) },
    handoffsPerMillion: known(handoffs),
    jain: known(jain),
    promised: promised === 1,
  };
}
