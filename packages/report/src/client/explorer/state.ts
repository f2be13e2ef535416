/** What is chosen, as the end of the page's address: all of it, so that it means the same when the page opens otherwise. */
import { codeOf, codesIn } from '../code.ts';
import { type ExplorerData, type ExplorerView, type Facet, firstView, SORTS } from './data.ts';

const FIRST_SORT = { sort: 'rate', descending: true };
const codes = ({ names, ids }: Facet): string[] => (ids ?? names).map(codeOf);

export function explorerAddress({ facets }: Pick<ExplorerData, 'facets'>, view: ExplorerView): string {
  const parts = new URLSearchParams();
  for (const [place, facet] of facets.entries()) {
    const picked = view.picked[place] ?? null;
    // The shorter of the two lists: `-` alone are all. One stays one, whatever else there will be.
    const negative = picked === null || (picked.size > 1 && picked.size > facet.names.length / 2);
    const listed = codes(facet).filter((_, name) => picked !== null && picked.has(name) !== negative);
    parts.set(facet.key, (negative ? '-' : '') + listed.join(''));
  }
  if (view.sort !== FIRST_SORT.sort || view.descending !== FIRST_SORT.descending) {
    parts.set('sort', (view.descending ? '-' : '') + view.sort);
  }
  if (view.page > 0) parts.set('page', String(view.page + 1));
  return parts.toString();
}

/** Whatever it does not know it leaves as the page opens. */
export function explorerViewAt(address: string, data: Pick<ExplorerData, 'facets' | 'first'>): ExplorerView {
  const { facets } = data;
  const parts = new URLSearchParams(address);
  const opened = firstView(data);
  const sort = parts.get('sort') ?? '';
  const column = sort.replace(/^-/, '');
  const known = (SORTS as readonly string[]).includes(column) || facets.some(({ key }) => key === column);
  const page = Math.floor(Number(parts.get('page') ?? 1)) - 1;
  return {
    picked: facets.map((facet, place) => {
      const text = parts.get(facet.key);
      if (text === null) return opened.picked[place] ?? null;
      if (text === '-') return null;
      const listed = new Set(codesIn(text.replace(/^-/, '')));
      const negative = text.startsWith('-');
      const names = codes(facet).flatMap((code, name) => (listed.has(code) !== negative ? [name] : []));
      // What it names is not here any more.
      if (names.length === 0 && listed.size > 0) return opened.picked[place] ?? null;
      return new Set(names);
    }),
    sort: known ? column : opened.sort,
    descending: known ? sort.startsWith('-') : opened.descending,
    page: page > 0 ? page : 0,
  };
}
