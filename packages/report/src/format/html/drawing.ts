/** Drawings as HTML: the same shapes that the page's script draws anew. */
import type { VNode } from 'preact';
import type { Drawing } from '../../client/plot.ts';
import type { Shape } from '../../client/shape.ts';
import { h } from './element.ts';

export function shapeNode({ tag, attributes, children }: Shape): VNode {
  return h(
    tag,
    { ...attributes },
    children.map((child) => (typeof child === 'string' ? child : shapeNode(child))),
  );
}

/** @param name by which the script finds its place; none for what it never draws anew */
export function drawingsNode(drawings: readonly Drawing[], name?: string): VNode {
  return h(
    'div',
    { class: 'panels', 'data-drawing': name },
    drawings.map(({ title, drawing }) => h('div', { class: 'panel' }, h('p', {}, title), shapeNode(drawing))),
  );
}
