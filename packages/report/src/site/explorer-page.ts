/** A page that shows any cell of any record. */
import { renderDocument } from '../format/html/document.ts';
import { h } from '../format/html/element.ts';
import { scriptOf } from '../format/html/script.ts';
import { explorerData } from './explorer-data.ts';
import { SITE_STYLE } from './page.ts';
import type { Run } from './run.ts';
import { link } from './words.ts';

export async function renderExplorer(runs: readonly Run[]): Promise<string> {
  const button = (id: string, text: string) => h('button', { type: 'button', id }, text);
  const table = (id: string, label: string) =>
    h('div', { id, class: 'table', role: 'group', tabindex: 0, 'aria-label': label });
  return renderDocument({
    title: 'Explorer: every cell of every record',
    style: SITE_STYLE,
    script: { text: await scriptOf('explorer'), data: explorerData(runs) },
    body: h(
      'main',
      { class: 'explorer' },
      h(
        'header',
        {},
        h('h1', {}, 'Every cell of every record'),
        h('nav', { 'aria-label': 'Pages' }, link('index.html', 'All machines compared')),
        h('p', { class: 'without-script' }, 'The explorer needs JavaScript. The comparison and the reports do not.'),
      ),
      h(
        'form',
        { id: 'view', 'aria-label': 'Pick what is shown' },
        h('div', { id: 'facets' }),
        h('p', {}, button('everything', 'as the page opens'), ' ', button('copy', 'copy a link to this view')),
        h('p', { id: 'copied', role: 'status' }),
      ),
      h('p', { id: 'chosen', role: 'status' }),
      h('p', { id: 'along', role: 'status' }),
      h('p', { id: 'apart', class: 'note', role: 'status' }),
      h('div', { class: 'beside' }, h('div', { id: 'chart' }), table('rows', 'The chosen cells')),
      h('p', { id: 'pages', hidden: true }, button('previous', '← previous'), ' ', button('next', 'next →')),
      table('troubled', 'Those of the chosen cells with a wrong count or no result'),
      h(
        'dialog',
        { id: 'cell', 'aria-labelledby': 'cell-title' },
        h('p', { class: 'closing' }, button('close', 'close')),
        h('h2', { id: 'cell-title' }),
        h('div', { id: 'cell-body' }),
      ),
    ),
  });
}
