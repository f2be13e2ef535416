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
        { id: 'view', 'aria-label': 'Pick what the table shows' },
        h('div', { id: 'facets' }),
        button('everything', 'show all'),
      ),
      h('p', { id: 'chosen', role: 'status' }),
      h('p', { id: 'alike' }),
      h('p', { id: 'apart', class: 'note' }),
      h('div', { id: 'rows', class: 'table', role: 'group', tabindex: 0, 'aria-label': 'The chosen cells' }),
      h('p', { id: 'pages', hidden: true }, button('previous', '← previous'), ' ', button('next', 'next →')),
    ),
  });
}
