/** Where to pick: of most facets one name, which keeps what is shown comparable; of strategies any. */
import { namesInOrder } from './choose.ts';
import type { ExplorerData, ExplorerView, Facet } from './data.ts';
import { button, make } from './make.ts';

type Picked = ExplorerView['picked'][number];

export interface Selector {
  element: HTMLElement;
  show(picked: Picked): void;
}

const ALL = 'all';
const SEVERAL = 'several';

/** @param changed gets the place of a name, or `null` for all */
export function selectorOf(facet: Facet, changed: (name: number | null) => void): Selector {
  const { title, plural, names, ids, apart } = facet;
  const options = namesInOrder(names).map((name) =>
    make('option', { value: String(name), ...(ids && { title: ids[name] as string }) }, names[name] as string),
  );
  // What would be mixed is said before it is.
  const all = make('option', { value: ALL }, `all ${names.length}${apart ? `: mixes ${plural}` : ''}`);
  const several = make('option', { value: SEVERAL, hidden: '', disabled: '' }, 'several');
  const select = make('select', { autocomplete: 'off' }, ...options, ...(names.length > 1 ? [all, several] : []));
  select.addEventListener('change', () => changed(select.value === ALL ? null : Number(select.value)));
  return {
    element: make('label', {}, `${title} `, select),
    show: (picked) => {
      const [only] = picked ?? [];
      const one = names.length === 1 ? '0' : ALL;
      select.value = picked === null ? one : picked.size === 1 ? String(only) : SEVERAL;
      select.title = picked?.size === 1 && ids !== null ? (ids[only as number] as string) : '';
    },
  };
}

/** Boxes are made when they are opened: there may be hundreds. */
export function strategiesOf({ title, names }: Facet, changed: (picked: Picked) => void): Selector {
  const summary = make('summary', {});
  const list = make('div', { class: 'names' });
  const details = make('details', { class: 'facet' }, summary, list);
  let picked: Picked = null;
  let boxes: [number, HTMLInputElement][] = [];
  const tick = (): void => {
    for (const [name, box] of boxes) box.checked = picked?.has(name) ?? true;
    summary.textContent = `${title}: ${picked === null ? 'all' : `${picked.size} of ${names.length}`}`;
  };
  const pick = (next: Picked): void => changed(next?.size === names.length ? null : next);
  details.addEventListener('toggle', () => {
    if (!details.open || boxes.length > 0) return;
    boxes = namesInOrder(names).map((name) => [name, make('input', { type: 'checkbox', autocomplete: 'off' })]);
    list.append(
      make(
        'p',
        {},
        button('all', () => pick(null)),
        ' ',
        button('none', () => pick(new Set())),
      ),
      ...boxes.map(([name, box]) => make('label', {}, box, ` ${names[name]}`)),
    );
    list.addEventListener('change', () => pick(new Set(boxes.filter(([, box]) => box.checked).map(([name]) => name))));
    tick();
  });
  return {
    element: details,
    show: (next) => {
      picked = next;
      tick();
    },
  };
}

/** @param changed gets a facet's place, and what was picked of it */
export function selectorsOf(
  { facets }: ExplorerData,
  changed: (facet: number, pick: { name: number | null } | { names: Picked }) => void,
): Selector[] {
  return facets.map((facet, place) =>
    facet.key === 'strategy'
      ? strategiesOf(facet, (names) => changed(place, { names }))
      : selectorOf(facet, (name) => changed(place, { name })),
  );
}
