/** Which cells are chosen, in which order, and where another pick leads. */
import type { ExplorerData, ExplorerView, Facet } from './data.ts';

/** @returns places of cells; those without a figure to sort by come last, whichever way. Among them are those in trouble */
export function chosenCells(data: ExplorerData, { picked, sort, descending }: ExplorerView): number[] {
  const chosen: number[] = [];
  for (let cell = 0; cell < data.rates.length; cell++) {
    if (picked.every((names, place) => names === null || names.has(data.facets[place]?.of[cell] ?? -1))) {
      chosen.push(cell);
    }
  }
  const sign = descending ? -1 : 1;
  const keys = sortKeys(data, sort);
  return chosen.sort((a, b) => {
    const [left, right] = [keys[a] ?? null, keys[b] ?? null];
    if (left === null || right === null) return left === right ? a - b : left === null ? 1 : -1;
    return sign * (left - right) || a - b;
  });
}

function sortKeys({ facets, rates, ratios, gaps }: ExplorerData, sort: string): readonly (number | null)[] {
  const facet = facets.find(({ key }) => key === sort);
  if (facet === undefined) return sort === 'ratio' ? ratios : sort === 'gap' ? gaps : rates;
  const order = namesInOrder(facet.names);
  const position = new Map(order.map((name, index) => [name, index]));
  return facet.of.map((name) => position.get(name) ?? null);
}

/** Places of names as people look them up: `2` before `16`. */
export function namesInOrder(names: readonly string[]): number[] {
  const { compare } = new Intl.Collator('en', { numeric: true });
  return names.map((_, place) => place).sort((a, b) => compare(names[a] as string, names[b] as string));
}

/** In what the chosen cells are all alike, and in what they differ though such figures are not to be set side by side. */
export function alikeAndApart(
  { facets }: Pick<ExplorerData, 'facets'>,
  chosen: readonly number[],
): { alike: Map<string, string>; apart: { title: string; names: number }[] } {
  const alike = new Map<string, string>();
  const apart: { title: string; names: number }[] = [];
  for (const { key, title, names, of, apart: keepsApart } of facets) {
    const seen = new Set<number>();
    for (const cell of chosen) seen.add(of[cell] as number);
    const [only] = seen;
    if (seen.size === 1) alike.set(key, names[only as number] as string);
    else if (keepsApart && seen.size > 1) apart.push({ title, names: seen.size });
  }
  return { alike, apart };
}

/** In this order what is picked is held on to when not all of it can be. */
const HELD = ['machine', 'world', 'workload', 'runtime', 'contenders', 'suite', 'record'];

export interface Moved {
  picked: ExplorerView['picked'];
  /** What had to change along, for it was not measured with the new pick: titles, and names from and to. */
  along: { title: string; from: string; to: string }[];
}

/**
 * Picks a name of a facet and, where nothing was measured so, of the other facets what comes nearest, so that one group of
 * cells that compare is never left. Facets of which all are picked stay so.
 *
 * @param facet its place
 */
export function movedTo(
  { facets }: Pick<ExplorerData, 'facets'>,
  { picked }: ExplorerView,
  facet: number,
  name: number,
): Moved {
  const order = HELD.flatMap((key) => {
    const place = facets.findIndex((each) => each.key === key);
    return place === -1 || place === facet || picked[place]?.size !== 1 ? [] : [place];
  });
  const wanted = order.map((place) => [...(picked[place] as ReadonlySet<number>)][0] as number);
  const moved = facets[facet] as Facet;
  let best: { cell: number; alike: number } | null = null;
  for (let cell = 0; cell < moved.of.length; cell++) {
    if (moved.of[cell] !== name) continue;
    // A number whose higher digits are what is held on to first. Of equals the last: records are in the order of time.
    const alike = order.reduce((sum, place, index) => 2 * sum + Number(facets[place]?.of[cell] === wanted[index]), 0);
    if (best === null || alike >= best.alike) best = { cell, alike };
  }
  if (best === null)
    return { picked: picked.map((old, place) => (place === facet ? new Set([name]) : old)), along: [] };
  const { cell } = best;
  const next = picked.map((old, place) => {
    if (place === facet) return new Set([name]);
    return order.includes(place) ? new Set([facets[place]?.of[cell] as number]) : old;
  });
  const changed = (place: number): boolean => place === facet || !sameSet(next[place], picked[place]);
  const moves = facets.some(({ key }, place) => key === 'machine' && changed(place));
  const along = order.flatMap((place, index) => {
    const { key, title, names, of } = facets[place] as Facet;
    const [from, to] = [wanted[index] as number, of[cell] as number];
    // Each machine has records of its own.
    if (from === to || (key === 'record' && moves)) return [];
    return [{ title, from: names[from] as string, to: names[to] as string }];
  });
  return { picked: next, along };
}

/** All of a facet. Of all machines there is no one record. */
export function movedToAll({ facets }: Pick<ExplorerData, 'facets'>, { picked }: ExplorerView, facet: number): Moved {
  const machines = facets[facet]?.key === 'machine';
  return {
    picked: picked.map((old, place) => (place === facet || (machines && facets[place]?.key === 'record') ? null : old)),
    along: [],
  };
}

function sameSet(a: ReadonlySet<number> | null | undefined, b: ReadonlySet<number> | null | undefined): boolean {
  return a === b || (a != null && b != null && a.size === b.size && a.isSubsetOf(b));
}
