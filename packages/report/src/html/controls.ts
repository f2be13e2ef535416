/** The legend of the drawings; with a script, the place to pick what they show. */
import type { VNode } from 'preact';
import type { ChartData, View } from '../client/data.ts';
import { h } from './element.ts';

export function controlsNode({ looks, worlds, workloads }: ChartData, view: View): VNode {
  return h(
    'form',
    { id: 'view', 'aria-label': 'What the pictures and tables below show' },
    h(
      'fieldset',
      {},
      h('legend', {}, 'Strategies'),
      h(
        'div',
        { class: 'looks' },
        looks.map(({ name, colour, mark, floor }, index) =>
          h(
            'label',
            {},
            h('input', {
              type: 'checkbox',
              name: 'strategy',
              value: index,
              checked: true,
              class: 'control',
              autocomplete: 'off',
            }),
            h(
              'svg',
              { viewBox: '-8 -8 16 16', class: 'swatch', 'aria-hidden': 'true' },
              floor
                ? h('line', { class: `floor c${colour}`, x1: -8, x2: 8 })
                : h('g', { class: `mark c${colour}` }, h('path', { d: mark, transform: 'scale(5)' })),
            ),
            name,
          ),
        ),
      ),
      h(
        'p',
        { class: 'control' },
        h('button', { type: 'button', name: 'all', value: 'all' }, 'all'),
        ' ',
        h('button', { type: 'button', name: 'all', value: 'none' }, 'none'),
      ),
      h(
        'p',
        { class: 'key' },
        h(
          'svg',
          { viewBox: '-8 -8 16 16', class: 'swatch', 'aria-hidden': 'true' },
          h(
            'g',
            { class: 'mark wrong' },
            h('path', { d: 'M5,0A5,5,0,1,1,-5,0A5,5,0,1,1,5,0Z' }),
            h('path', { class: 'cross', d: 'M-4,-4L4,4M-4,4L4,-4' }),
          ),
        ),
        'hollow and crossed: the count is wrong, no result. ',
        h(
          'svg',
          { viewBox: '-8 -8 16 16', class: 'swatch', 'aria-hidden': 'true' },
          h('circle', { class: 'ring', r: 7 }),
        ),
        'dashed ring: one contender kept it. Bar: 95 % interval.',
      ),
    ),
    h(
      'div',
      { class: 'control picks' },
      worlds.length < 2
        ? null
        : h(
            'fieldset',
            {},
            h('legend', {}, 'Worlds'),
            worlds.map((world, index) =>
              h(
                'label',
                {},
                h('input', { type: 'checkbox', name: 'world', value: index, checked: true, autocomplete: 'off' }),
                world,
              ),
            ),
          ),
      workloads.length < 2
        ? null
        : h(
            'label',
            {},
            'Workload ',
            h(
              'select',
              { name: 'workload', autocomplete: 'off' },
              workloads.map((workload, index) =>
                h('option', { value: index, selected: index === view.workload }, workload),
              ),
            ),
          ),
      h(
        'label',
        {},
        'Scale ',
        h(
          'select',
          { name: 'scale', autocomplete: 'off' },
          h('option', { value: 'log' }, 'logarithmic'),
          h('option', { value: 'linear' }, 'from zero'),
        ),
      ),
    ),
  );
}
