/** The explorer: picks cells, shows a page of them, keeps what is picked in the address. Runs in the browser alone. */
import { elementOf } from '../element.ts';
import { short, shortTime } from '../scale.ts';
import { barOf } from './bar.ts';
import { alikeAndApart, chosenCells, namesInOrder } from './choose.ts';
import { type ExplorerData, type ExplorerView, type Facet, FIRST_VIEW } from './data.ts';
import { explorerAddress, explorerViewAt } from './state.ts';

const ROWS = 100;

function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Boxes of a facet are made when it is opened: two hundred records have as many. */
function facetNode({ title, names }: Facet, changed: (picked: ReadonlySet<number> | null) => void) {
  const summary = make('summary', {});
  const list = make('div', { class: 'names' });
  const details = make('details', { class: 'facet' }, summary, list);
  let picked: ReadonlySet<number> | null = null;
  let boxes: [number, HTMLInputElement][] = [];
  const tick = (): void => {
    for (const [name, box] of boxes) box.checked = picked?.has(name) ?? true;
    const [only] = picked ?? [];
    const few =
      picked === null
        ? 'all'
        : picked.size === 1
          ? (names[only as number] as string)
          : `${picked.size} of ${names.length}`;
    summary.textContent = `${title}: ${names.length === 1 ? (names[0] as string) : few}`;
  };
  const pick = (next: ReadonlySet<number> | null): void => changed(next?.size === names.length ? null : next);
  details.addEventListener('toggle', () => {
    if (!details.open || boxes.length > 0) return;
    const all = make('button', { type: 'button' }, 'all');
    const none = make('button', { type: 'button' }, 'none');
    all.addEventListener('click', () => pick(null));
    none.addEventListener('click', () => pick(new Set()));
    boxes = namesInOrder(names).map((name) => [name, make('input', { type: 'checkbox', autocomplete: 'off' })]);
    list.append(
      make('p', {}, all, ' ', none),
      ...boxes.map(([name, box]) => make('label', {}, box, ` ${names[name]}`)),
    );
    list.addEventListener('change', () => pick(new Set(boxes.filter(([, box]) => box.checked).map(([name]) => name))));
    tick();
  });
  return {
    details,
    show: (next: ReadonlySet<number> | null): void => {
      picked = next;
      tick();
    },
  };
}

function explore(data: ExplorerData): void {
  const place = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;
  let view: ExplorerView = explorerViewAt(location.hash.slice(1), data);
  const change = (part: Partial<ExplorerView>): void => {
    view = { ...view, page: 0, ...part };
    history.replaceState(null, '', `#${explorerAddress(data, view)}`);
    show();
  };
  const facets = data.facets.map((facet, index) =>
    facetNode(facet, (names) => change({ picked: view.picked.map((old, other) => (other === index ? names : old)) })),
  );
  place('facets').append(...facets.map(({ details }) => details));

  const heading = (key: string, title: string, number: boolean): HTMLElement => {
    const sorted = view.sort === key;
    const button = make('button', { type: 'button' }, `${title}${sorted ? (view.descending ? ' ↓' : ' ↑') : ''}`);
    button.addEventListener('click', () => {
      change({ sort: key, descending: sorted ? !view.descending : key === 'rate' });
      place('rows').querySelector<HTMLElement>(`th[data-key="${key}"] button`)?.focus();
    });
    const order = sorted ? (view.descending ? 'descending' : 'ascending') : 'none';
    return make(
      'th',
      { scope: 'col', 'aria-sort': order, 'data-key': key, ...(number && { class: 'number' }) },
      button,
    );
  };

  const show = (): void => {
    for (const [index, facet] of facets.entries()) facet.show(view.picked[index] ?? null);
    const chosen = chosenCells(data, view);
    const pages = Math.max(1, Math.ceil(chosen.length / ROWS));
    const page = Math.min(view.page, pages - 1);
    const { alike, apart } = alikeAndApart(data, chosen);
    const strategy = data.facets.find(({ key }) => key === 'strategy') as Facet;
    const others = data.facets.filter((facet) => facet !== strategy && !alike.has(facet.key));
    const same = data.facets.filter((facet) => facet !== strategy && alike.has(facet.key));
    place('chosen').textContent =
      `${chosen.length} of ${data.rates.length} cells${pages > 1 ? `, page ${page + 1} of ${pages}` : ''}.`;
    place('alike').textContent =
      same.length === 0
        ? ''
        : `All: ${same.map(({ key, title }) => `${title.toLowerCase()} ${alike.get(key)}`).join('; ')}.`;
    place('apart').textContent =
      apart.length === 0
        ? ''
        : `Mixed: ${apart.map(({ title, names }) => `${title.toLowerCase()} (${names})`).join(', ')}. Only rows alike in these were measured alike: compare no others by their speed.`;
    const rows = chosen.slice(page * ROWS, (page + 1) * ROWS);
    // A sort by speed has the greatest on its first page, others do not: the scale is that of all that are chosen.
    const greatest = chosen.reduce((most, cell) => Math.max(most, data.highs[cell] ?? data.rates[cell] ?? 0), 0) || 1;
    place('rows').replaceChildren(
      make(
        'table',
        {},
        make('caption', {}, 'Increments per second of all contenders, with the 95 % interval over forks'),
        make(
          'thead',
          {},
          make(
            'tr',
            {},
            heading('strategy', strategy.title, false),
            heading('rate', 'Per second', true),
            make('th', { scope: 'col' }, 'Interval'),
            make('th', { scope: 'col' }, 'From zero'),
            ...others.map(({ key, title }) => heading(key, title, key === 'contenders')),
            heading('ratio', 'Time, × atomic/add', true),
            heading('gap', 'Longest wait', true),
          ),
        ),
        make('tbody', {}, ...rows.map((cell) => rowOf(cell, strategy, others, greatest))),
      ),
    );
    for (const [id, to] of [
      ['previous', page - 1],
      ['next', page + 1],
    ] as const) {
      const button = place(id) as HTMLButtonElement;
      button.disabled = to < 0 || to >= pages;
      button.onclick = () => {
        change({ page: to });
        place('chosen').scrollIntoView();
      };
    }
    place('pages').hidden = pages === 1;
  };

  const rowOf = (cell: number, strategy: Facet, others: readonly Facet[], greatest: number): HTMLElement => {
    const nameOf = ({ names, of }: Facet): string => names[of[cell] as number] as string;
    const [rate, low, high, ratio, gap] = [data.rates, data.lows, data.highs, data.ratios, data.gaps].map(
      (column) => column[cell] ?? null,
    ) as [number | null, number | null, number | null, number | null, number | null];
    const number = (text: string): HTMLElement => make('td', { class: 'number' }, text);
    const trouble = data.troubles[cell] as string;
    return make(
      'tr',
      {},
      make('th', { scope: 'row' }, nameOf(strategy)),
      trouble === ''
        ? number(rate === null ? '–' : short(rate))
        : make('td', { class: 'number broken' }, `✗ ${trouble}`),
      number(low === null || high === null ? '–' : `${short(low)} – ${short(high)}`),
      make('td', {}, ...(rate === null ? [] : [elementOf(barOf(rate, low, high, greatest))])),
      ...others.map((facet) => (facet.key === 'contenders' ? number(nameOf(facet)) : make('td', {}, nameOf(facet)))),
      number(ratio === null ? '–' : String(Number(ratio.toPrecision(3)))),
      number(gap === null ? '–' : shortTime(gap / 1e9)),
    );
  };

  place('everything').addEventListener('click', () => change({ ...FIRST_VIEW, picked: data.facets.map(() => null) }));
  addEventListener('hashchange', () => {
    view = explorerViewAt(location.hash.slice(1), data);
    show();
  });
  document.documentElement.classList.add('js');
  show();
}

explore(JSON.parse(document.getElementById('data')?.textContent ?? '') as ExplorerData);
