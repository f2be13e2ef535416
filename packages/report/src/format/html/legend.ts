/** What the colours and shapes of a drawing stand for. */
import type { VNode } from 'preact';
import type { LegendItem } from '../../charts/legend.ts';
import type { Look } from '../../client/data.ts';
import { swatchOf } from '../../client/mark.ts';
import type { Shape } from '../../client/shape.ts';
import { shapeNode } from './drawing.ts';
import { h } from './element.ts';

/** Its strategies are hidden by the script as rows of tables are. */
export function legendNode(items: readonly LegendItem[]): VNode {
  return h(
    'ul',
    { class: 'legend' },
    items.map(({ text, swatch, strategy }) => h('li', { 'data-strategy': strategy }, icon(swatch), text)),
  );
}

/** What stands for a strategy beside its name. */
export const swatch = (look: Pick<Look, 'colour' | 'mark' | 'floor'>): VNode => icon(swatchOf(look));

function icon(swatch: Shape): VNode {
  return h('svg', { viewBox: '-8 -8 16 16', class: 'swatch', 'aria-hidden': 'true' }, shapeNode(swatch));
}
