/** Where to pick what is shown. Of no use without the script, and hidden without it. */
import type { VNode } from 'preact';
import type { ChartData, View } from '../../client/data.ts';
import { h } from './element.ts';
import { swatch } from './legend.ts';

/** A browser would bring back what was picked before, whatever the address says. */
const FORGET = { autocomplete: 'off' };

export function controlsNode({ looks, worlds, workloads }: ChartData, view: View): VNode {
  return h(
    'form',
    { id: 'view', 'aria-label': 'Pick what the pictures and tables below show' },
    h(
      'fieldset',
      {},
      h('legend', {}, 'Strategies'),
      h('button', { type: 'button', name: 'all', value: 'all' }, 'all'),
      h('button', { type: 'button', name: 'all', value: 'none' }, 'none'),
      looks.map((look, index) => checkbox('strategy', index, swatch(look), look.name)),
    ),
    worlds.length < 2
      ? null
      : h(
          'fieldset',
          {},
          h('legend', {}, 'Worlds'),
          worlds.map((world, index) => checkbox('world', index, world)),
        ),
    workloads.length < 2
      ? null
      : h(
          'label',
          {},
          'Workload ',
          h(
            'select',
            { name: 'workload', ...FORGET },
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
        { name: 'scale', ...FORGET },
        h('option', { value: 'log' }, 'logarithmic'),
        h('option', { value: 'linear' }, 'from zero'),
      ),
    ),
    h(
      'fieldset',
      {},
      h('legend', {}, 'Zoom'),
      h('button', { type: 'button', name: 'zoom', value: 'in' }, 'closer'),
      h('button', { type: 'button', name: 'zoom', value: 'out' }, 'back'),
      h('button', { type: 'button', name: 'zoom', value: 'whole' }, 'whole'),
      'or drag up or down over a picture',
    ),
  );
}

function checkbox(name: string, value: number, ...label: (VNode | string)[]): VNode {
  return h('label', {}, h('input', { type: 'checkbox', name, value, checked: true, ...FORGET }), ...label);
}
