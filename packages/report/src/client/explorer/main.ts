/** The explorer: picks cells, shows them, keeps what is picked in the address. Runs in the browser alone. */
import { elementOf } from '../element.ts';
import { cellNodes } from './cell.ts';
import { chartOf } from './chart.ts';
import { alikeAndApart, chosenCells, type Moved, movedTo, movedToAll } from './choose.ts';
import { type ExplorerData, type ExplorerView, type Facet, firstView } from './data.ts';
import { make } from './make.ts';
import { exactTable, type Shown, troubledTable } from './rows.ts';
import { selectorsOf } from './selectors.ts';
import { explorerAddress, explorerViewAt } from './state.ts';

const ROWS = 100;
/** Beside each other from so many pixels on, as the style has it. */
const WIDEST = 620;

const place = <E extends HTMLElement>(id: string): E => document.getElementById(id) as E;

function explore(data: ExplorerData): void {
  const strategy = data.facets.find(({ key }) => key === 'strategy') as Facet;
  let view = explorerViewAt(location.hash.slice(1), data);
  let along: Moved['along'] = [];

  const change = (part: Partial<ExplorerView>, moved: Moved['along'] = []): void => {
    view = { ...view, page: 0, ...part };
    along = moved;
    history.replaceState(null, '', `#${explorerAddress(data, view)}`);
    show();
  };
  const selectors = selectorsOf(data, (facet, pick) => {
    if ('names' in pick) {
      change({ picked: view.picked.map((old, other) => (other === facet ? pick.names : old)) });
      return;
    }
    const { picked, along } =
      pick.name === null ? movedToAll(data, view, facet) : movedTo(data, view, facet, pick.name);
    change({ picked }, along);
  });
  place('facets').append(...selectors.map(({ element }) => element));

  const sort = (key: string): void => {
    change({ sort: key, descending: view.sort === key ? !view.descending : key === 'rate' });
    place('rows').querySelector<HTMLElement>(`th[data-key="${key}"] button`)?.focus();
  };

  const show = (): void => {
    for (const [index, selector] of selectors.entries()) selector.show(view.picked[index] ?? null);
    const chosen = chosenCells(data, view);
    const { alike, apart } = alikeAndApart(data, chosen);
    const others = data.facets.filter((facet) => facet !== strategy && !alike.has(facet.key));
    const exact = chosen.filter((cell) => data.troubles[cell] === '');
    const troubled = chosen.filter((cell) => data.troubles[cell] !== '');
    const pages = Math.max(1, Math.ceil(exact.length / ROWS));
    const page = Math.min(view.page, pages - 1);
    const onPage = exact.slice(page * ROWS, (page + 1) * ROWS);
    const shown: Shown = { data, view, strategy, others, open, sort };
    place('chosen').textContent = chosenWord(chosen.length, exact.length, data.rates.length, page, pages);
    place('along').textContent = along
      .map(({ title, from, to }) => `${title} is ${to} now: ${from} was not measured so.`)
      .join(' ');
    place('apart').textContent = apartWord(apart);
    place('rows').replaceChildren(exactTable(shown, onPage));
    place('rows').hidden = onPage.length === 0;
    // Beside the table, it gets what that leaves.
    drawChart(apart.length === 0 ? onPage : []);
    const most = troubled.slice(0, ROWS);
    place('troubled').replaceChildren(...(most.length === 0 ? [] : [troubledTable(shown, most)]));
    place('troubled').hidden = most.length === 0;
    turnPages(page, pages);
  };

  const drawChart = (cells: readonly number[]): void => {
    const rated = cells.filter((cell) => (data.rates[cell] ?? 0) > 0);
    const chart = place('chart');
    chart.hidden = rated.length === 0;
    if (rated.length === 0) return;
    const width = Math.max(260, Math.min(WIDEST, Math.floor(chart.clientWidth)));
    chart.replaceChildren(elementOf(chartOf(data, strategy, rated, width)));
  };

  const turnPages = (page: number, pages: number): void => {
    for (const [id, to] of [
      ['previous', page - 1],
      ['next', page + 1],
    ] as const) {
      const button = place<HTMLButtonElement>(id);
      button.disabled = to < 0 || to >= pages;
      button.onclick = () => {
        change({ page: to });
        place('chosen').scrollIntoView();
      };
    }
    place('pages').hidden = pages === 1;
  };

  const open = (cell: number): void => {
    place('cell-title').textContent = strategy.names[strategy.of[cell] as number] as string;
    place('cell-body').replaceChildren(...cellNodes(data, cell, Math.min(580, innerWidth - 72)));
    const dialog = place<HTMLDialogElement>('cell');
    if (!dialog.open) dialog.showModal();
  };

  place('everything').addEventListener('click', () => change(firstView(data)));
  place('close').addEventListener('click', () => place<HTMLDialogElement>('cell').close());
  place('copy').addEventListener(
    'click',
    () => void copyLink(`${location.href.split('#')[0]}#${explorerAddress(data, view)}`),
  );
  addEventListener('hashchange', () => {
    view = explorerViewAt(location.hash.slice(1), data);
    along = [];
    show();
  });
  let width = innerWidth;
  addEventListener('resize', () => {
    if (innerWidth === width) return;
    width = innerWidth;
    show();
  });
  document.documentElement.classList.add('js');
  show();
}

function chosenWord(chosen: number, exact: number, all: number, page: number, pages: number): string {
  const where = pages > 1 ? `, page ${page + 1} of ${pages}` : '';
  return `${chosen} of ${all} cells; ${exact} of them exact${where}.`;
}

function apartWord(apart: readonly { title: string; names: number }[]): string {
  if (apart.length === 0) return '';
  const mixed = apart.map(({ title, names }) => `${title.toLowerCase()} (${names})`).join(', ');
  return `Mixed: ${mixed}. Only rows alike in these were measured alike: compare no others by their speed. Nothing is drawn.`;
}

/** Where nothing may be written to the clipboard, it stands there to be copied by hand. */
async function copyLink(link: string): Promise<void> {
  const said = place('copied');
  try {
    await navigator.clipboard.writeText(link);
    said.textContent = 'copied';
  } catch {
    const field = make('input', { readonly: '', value: link, 'aria-label': 'Link to this view' });
    said.replaceChildren(field);
    field.select();
  }
}

explore(JSON.parse(document.getElementById('data')?.textContent ?? '') as ExplorerData);
