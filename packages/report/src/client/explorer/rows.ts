/** The chosen cells as tables: those that counted exactly, and apart from them those that did not. */
import { short, shortTime } from '../scale.ts';
import type { ExplorerData, ExplorerView, Facet } from './data.ts';
import { button, make } from './make.ts';

export interface Shown {
  data: ExplorerData;
  view: ExplorerView;
  strategy: Facet;
  /** Facets in which the chosen cells differ. */
  others: readonly Facet[];
  open(cell: number): void;
  sort(key: string): void;
}

const nameOf = ({ names, of }: Facet, cell: number): string => names[of[cell] as number] as string;
const number = (text: string): HTMLElement => make('td', { class: 'number' }, text);
const head = (...cells: readonly HTMLElement[]): HTMLElement => make('thead', {}, make('tr', {}, ...cells));

export function exactTable(shown: Shown, cells: readonly number[]): HTMLElement {
  const { data, others } = shown;
  return make(
    'table',
    {},
    make(
      'caption',
      {},
      'Increments per second of all contenders, with the 95 % interval over forks. A name opens its cell.',
    ),
    head(
      heading(shown, 'strategy', 'Strategy', false),
      heading(shown, 'rate', 'Per second', true),
      make('th', { scope: 'col', class: 'number' }, 'Interval'),
      heading(shown, 'ratio', 'Time, × atomic/add', true),
      heading(shown, 'gap', 'Longest wait', true),
      ...others.map(({ key, title }) => heading(shown, key, title, key === 'contenders')),
    ),
    make(
      'tbody',
      {},
      ...cells.map((cell) => {
        const [rate, low, high, ratio, gap] = [data.rates, data.lows, data.highs, data.ratios, data.gaps].map(
          (column) => column[cell] ?? null,
        );
        return make(
          'tr',
          {},
          nameCell(shown, cell),
          number(rate == null ? '–' : short(rate)),
          number(low == null || high == null ? '–' : `${short(low)} – ${short(high)}`),
          number(ratio == null ? '–' : String(Number(ratio.toPrecision(3)))),
          number(gap == null ? '–' : shortTime(gap / 1e9)),
          ...otherCells(others, cell),
        );
      }),
    ),
  );
}

export function troubledTable(shown: Shown, cells: readonly number[]): HTMLElement {
  const { data, others } = shown;
  return make(
    'table',
    {},
    make('caption', {}, 'Count wrong or no result: no speed is shown.'),
    head(
      make('th', { scope: 'col' }, 'Strategy'),
      make('th', { scope: 'col' }, 'What happened'),
      ...others.map(({ title }) => make('th', { scope: 'col' }, title)),
    ),
    make(
      'tbody',
      {},
      ...cells.map((cell) =>
        make(
          'tr',
          {},
          nameCell(shown, cell),
          make('td', { class: 'broken' }, `✗ ${data.troubles[cell]}`),
          ...otherCells(others, cell),
        ),
      ),
    ),
  );
}

function nameCell({ strategy, open }: Shown, cell: number): HTMLElement {
  const opens = button(nameOf(strategy, cell), () => open(cell), { 'aria-haspopup': 'dialog' });
  return make('th', { scope: 'row' }, opens);
}

const otherCells = (others: readonly Facet[], cell: number): HTMLElement[] =>
  others.map((facet) =>
    facet.key === 'contenders' ? number(nameOf(facet, cell)) : make('td', {}, nameOf(facet, cell)),
  );

function heading({ view, sort }: Shown, key: string, title: string, isNumber: boolean): HTMLElement {
  const sorted = view.sort === key;
  const arrow = sorted ? (view.descending ? ' ↓' : ' ↑') : '';
  return make(
    'th',
    {
      scope: 'col',
      'aria-sort': sorted ? (view.descending ? 'descending' : 'ascending') : 'none',
      'data-key': key,
      ...(isNumber && { class: 'number' }),
    },
    button(`${title}${arrow}`, () => sort(key)),
  );
}
