/** Blocks of a story as HTML. Preact escapes every string; nothing here makes markup of one. */
import { plainText } from '@contend/record';
import { createElement, Fragment, type VNode } from 'preact';
import {
  type About,
  type Block,
  type Inline,
  NOTHING,
  type PictureName,
  type Section,
  type Table,
} from '../../story/block.ts';
import { h } from './element.ts';

/** What stands for a picture, or nothing; and how rows are told apart by who picks some. */
export interface Place {
  picture: (picture: PictureName, title: string) => VNode | null;
  about: (about: About) => Record<string, number>;
}

const LENGTH = 500;

/** @param first what stands under the heading, above the blocks */
export function renderSection(
  { id, title, blocks }: Section,
  place: Place,
  ...first: readonly (VNode | null)[]
): VNode {
  return h(
    'section',
    { id, 'aria-labelledby': `${id}-title` },
    h('h2', { id: `${id}-title` }, title),
    ...first,
    renderBlocks(blocks, place),
  );
}

export function renderBlocks(blocks: readonly Block[], place: Place): (VNode | null)[] {
  return blocks.map((block) => renderBlock(block, place));
}

function renderBlock(block: Block, place: Place): VNode | null {
  switch (block.kind) {
    case 'paragraph':
      return h('p', {}, inline(block.text));
    case 'list':
      return h(
        'ul',
        {},
        block.items.map((item) => h('li', {}, inline(item))),
      );
    case 'command':
      return h('pre', { tabindex: 0 }, h('code', {}, plainText(block.text)));
    case 'picture':
      return place.picture(block.picture, block.title);
    case 'more':
      return h('details', {}, h('summary', {}, inline(block.title)), renderBlocks(block.blocks, place));
    case 'table':
      return renderTable(block, place);
  }
}

/** In a box of its own: a table wider than the page moves inside it, by keyboard too. */
function renderTable({ caption, head, rows, list }: Table, place: Place): VNode {
  return h(
    'div',
    { class: list ? 'table list' : 'table', role: 'group', tabindex: 0 },
    h(
      'table',
      {},
      h('caption', {}, inline(caption)),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          head.map(({ title, number }) =>
            h('th', { scope: 'col', class: number === true ? 'number' : undefined }, inline(title)),
          ),
        ),
      ),
      h(
        'tbody',
        {},
        rows.map(({ values, about }) =>
          h(
            'tr',
            about === undefined ? {} : place.about(about),
            values.map(({ text, tone }, index) =>
              h(
                index === 0 ? 'th' : 'td',
                {
                  class:
                    [
                      ...(head[index]?.number === true ? ['number'] : []),
                      ...(tone ? [tone] : []),
                      ...(list && text === NOTHING.text ? ['nothing'] : []),
                    ].join(' ') || undefined,
                  ...(index === 0 ? { scope: 'row' } : list && { 'data-head': wordsOf(head[index]?.title ?? []) }),
                },
                inline(text),
              ),
            ),
          ),
        ),
      ),
    ),
  );
}

/** Of a title of ours. */
const wordsOf = (title: Inline): string => title.filter((part) => typeof part === 'string').join('');

export function inline(parts: Inline): VNode {
  return createElement(
    Fragment,
    {},
    parts.map((part) =>
      typeof part === 'string'
        ? part
        : 'strong' in part
          ? h('strong', {}, part.strong)
          : part.sentence
            ? plainText(part.untrusted, LENGTH)
            : h('code', {}, plainText(part.untrusted, LENGTH)),
    ),
  );
}
