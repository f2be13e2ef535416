/** Elements of HTML and SVG: Preact's, whose strings are escaped wherever they end up. */
import { type ComponentChildren, createElement, type VNode } from 'preact';

export function h(
  tag: string,
  attributes: Readonly<Record<string, unknown>>,
  ...children: readonly ComponentChildren[]
): VNode {
  return createElement(tag, attributes as object, ...children);
}
