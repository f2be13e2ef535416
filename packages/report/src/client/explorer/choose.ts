/** Which cells are chosen, in which order. */
import type { ExplorerData, ExplorerView } from './data.ts';

/** @returns places of cells; those without a figure to sort by come last, whichever way */
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
