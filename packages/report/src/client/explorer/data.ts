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
}

/** A property by which cells are picked. */
export interface Facet {
  /** In the page's address. */
  key: string;
  title: string;
  names: string[];
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

export const FIRST_VIEW = { sort: 'rate', descending: true, page: 0 };
