/** The machines: what they are, and where their own pages lie. */
import { processorName } from '@contend/record';
import type { VNode } from 'preact';
import { inline } from '../format/html/blocks.ts';
import { h } from '../format/html/element.ts';
import { type Inline, sentence } from '../story/block.ts';
import { HITS_PAGE } from '../story/hits/story.ts';
import { ascending } from './leagues.ts';
import type { Run } from './run.ts';
import { link, machineLink, minute } from './words.ts';

/**
 * @param names of machines, by their folders
 * @param hits the machines that have a page of a website’s hit counter
 */
export function machinesNode(
  runs: readonly Run[],
  names: ReadonlyMap<string, string>,
  hits: ReadonlySet<string>,
): VNode {
  const head = ['Machine', 'Processor', 'Cores', 'System', 'Records', 'Newest (UTC)', 'Besides'];
  return h(
    'section',
    { id: 'machines' },
    h('h2', {}, 'Machines'),
    h(
      'div',
      { class: 'table', role: 'group', tabindex: 0 },
      h(
        'table',
        {},
        h('caption', {}, 'Each machine’s name leads to the report of its newest record.'),
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            head.map((name) => h('th', { scope: 'col' }, name)),
          ),
        ),
        h(
          'tbody',
          {},
          [...names.keys()].sort().map((machine) => {
            const own = ascending(runs.filter((run) => run.machine === machine));
            const { host, startedAt } = own.at(-1) as Run;
            const cores = host.allowedCores?.length ?? host.availableParallelism;
            const granted = host.cgroupQuota === null ? '' : ` (time of ${Number(host.cgroupQuota.toFixed(2))})`;
            const virtual: Inline =
              host.virtualised === null || host.virtualised === 'no'
                ? []
                : [', virtual (', sentence(host.virtualised), ')'];
            return h(
              'tr',
              {},
              h('th', { scope: 'row' }, machineLink(machine, names)),
              h('td', {}, inline([sentence(processorName(host.cpu)), ...virtual])),
              h('td', { class: 'number' }, `${cores}${granted}`),
              h('td', {}, inline([sentence(`${host.os.name} ${host.os.release} ${host.arch}`)])),
              h('td', { class: 'number' }, String(own.length)),
              h('td', { class: 'number' }, minute(startedAt)),
              h(
                'td',
                {},
                link(`${machine}/history.html`, 'history'),
                hits.has(machine) ? [', ', link(`${machine}/${HITS_PAGE.file}`, 'a website’s hits')] : [],
              ),
            );
          }),
        ),
      ),
    ),
  );
}
