/** A picture within a page. */
import type { VNode } from 'preact';
import type { Picture } from '../../charts/picture.ts';
import { drawingsNode } from './drawing.ts';
import { h } from './element.ts';
import { legendNode } from './legend.ts';

export function figure(title: string, ...children: readonly VNode[]): VNode {
  return h('figure', {}, h('figcaption', {}, title), ...children);
}

/** What the script never draws anew. */
export function stillNode(picture: Picture | null): VNode | null {
  if (picture === null) return null;
  const { title, reading, missing, panels, legend } = picture;
  return figure(
    title,
    drawingsNode(panels),
    ...(legend.length === 0 ? [] : [legendNode(legend)]),
    h('p', { class: 'reading' }, missing === null ? reading : `${reading} ${missing}`),
  );
}
