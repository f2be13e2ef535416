/** What the colours and shapes of a drawing stand for. */
import type { VNode } from 'preact';
import type { ChartData, Look } from '../../client/data.ts';
import { h } from './element.ts';

const CIRCLE = 'M1,0A1,1,0,1,1,-1,0A1,1,0,1,1,1,0Z';
const CROSS = 'M-0.8,-0.8L0.8,0.8M-0.8,0.8L0.8,-0.8';

export function swatch({ colour, mark, floor }: Pick<Look, 'colour' | 'mark' | 'floor'>): VNode {
  return floor !== null
    ? icon(h('line', { class: 'floor', x1: -8, x2: 8 }))
    : icon(h('g', { class: `mark c${colour}` }, h('path', { d: mark, transform: 'scale(5)' })));
}

/** Its strategies are hidden by the script as rows of tables are. */
export function legendNode({ looks, points }: ChartData): VNode {
  const wrong = points.some((point) => point.wrong);
  const kept = points.some((point) => point.kept);
  const crossed = h(
    'g',
    { class: 'mark wrong', transform: 'scale(5)' },
    h('path', { d: CIRCLE }),
    h('path', { class: 'cross', d: CROSS }),
  );
  return h(
    'ul',
    { class: 'legend' },
    looks.map((look, index) => h('li', { 'data-strategy': index }, swatch(look), look.name)),
    wrong && h('li', {}, icon(crossed), 'count wrong: no result'),
    kept && h('li', {}, icon(h('circle', { class: 'ring', r: 7 })), 'one contender kept it'),
  );
}

function icon(drawing: VNode): VNode {
  return h('svg', { viewBox: '-8 -8 16 16', class: 'swatch', 'aria-hidden': 'true' }, drawing);
}
