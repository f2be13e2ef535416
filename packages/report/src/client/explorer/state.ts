/** What is chosen, as the end of the page's address. */
import { codeOf, codesIn } from '../code.ts';
import { type ExplorerData, type ExplorerView, FIRST_VIEW, SORTS } from './data.ts';

/** `''` for the view that the page opens with. */
export function explorerAddress({ facets }: Pick<ExplorerData, 'facets'>, view: ExplorerView): string {
  const parts = new URLSearchParams();
  for (const [place, { key, names }] of facets.entries()) {
    const picked = view.picked[place] ?? null;
    if (picked === null) continue;
    // The shorter of the two lists.
    const negative = picked.size > names.length / 2;
    const listed = names.filter((_, name) => picked.has(name) !== negative);
    parts.set(key, (negative ? '-' : '') + listed.map(codeOf).join(''));
  }
  if (view.sort !== FIRST_VIEW.sort || view.descending !== FIRST_VIEW.descending) {
    parts.set('sort', (view.descending ? '-' : '') + view.sort);
  }
  if (view.page > 0) parts.set('page', String(view.page + 1));
  return parts.toString();
}

/** Whatever it does not know it leaves as the page opens. */
export function explorerViewAt(address: string, { facets }: Pick<ExplorerData, 'facets'>): ExplorerView {
  const parts = new URLSearchParams(address);
  const sort = parts.get('sort') ?? '';
  const column = sort.replace(/^-/, '');
  const known = (SORTS as readonly string[]).includes(column) || facets.some(({ key }) => key === column);
  const page = Math.floor(Number(parts.get('page') ?? 1)) - 1;
  return {
    picked: facets.map(({ key, names }) => {
      const text = parts.get(key);
      if (text === null) return null;
      const codes = new Set(codesIn(text.replace(/^-/, '')));
      const negative = text.startsWith('-');
      return new Set(names.flatMap((name, place) => (codes.has(codeOf(name)) !== negative ? [place] : [])));
    }),
    sort: known ? column : FIRST_VIEW.sort,
    descending: known ? sort.startsWith('-') : FIRST_VIEW.descending,
    page: page > 0 ? page : 0,
  };
}
