/** What stands above everything that a page tells: of which machine, measured when and how, and what is where. */
import type { VNode } from 'preact';
import type { Story } from '../../story/story.ts';
import { inline } from './blocks.ts';
import { h } from './element.ts';

/** @param also what else lies beside the page, by its file name */
export function headerNode(story: Story, also: readonly { file: string; title: string }[] = []): VNode {
  return h(
    'header',
    {},
    h('h1', {}, story.title),
    h('p', { class: 'machine' }, story.machine),
    h('p', { class: 'host' }, inline(story.host)),
    contentsNode(story, also),
  );
}

/** Where what is told, and what a reader learns there. */
function contentsNode({ sections }: Story, also: readonly { file: string; title: string }[]): VNode {
  return h(
    'nav',
    { 'aria-label': 'Contents', class: 'contents' },
    h(
      'ul',
      {},
      sections.map(({ id, title, result }) =>
        h('li', {}, h('a', { href: `#${id}` }, title), result.length === 0 ? null : [': ', inline(result)]),
      ),
      also.map(({ file, title }) => h('li', {}, h('a', { href: file }, title), ': a page of its own')),
    ),
  );
}
