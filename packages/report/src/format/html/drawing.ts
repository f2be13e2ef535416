/** Drawings as HTML: the same shapes that the page's script draws anew. */
import type { VNode } from 'preact';
import type { Shape } from '../../client/shape.ts';
import type { Drawing } from '../../client/throughput.ts';
import { h } from './element.ts';

export function shapeNode({ tag, attributes, children }: Shape): VNode {
  return h(
    tag,
    { ...attributes },
    children.map((child) => (typeof child === 'string' ? child : shapeNode(child))),
  );
}

/** @param drawing by which name the script finds its place */
export function drawingsNode(drawing: string, drawings: readonly Drawing[]): VNode {
  return h(
    'div',
    { class: 'panels', 'data-drawing': drawing },
    drawings.map(({ title, drawing }) => h('div', { class: 'panel' }, h('p', {}, title), shapeNode(drawing))),
  );
}
