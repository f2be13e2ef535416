/** A machine over time in pictures: each strategy by run, its versions and the breaks marked. */
import type { VNode } from 'preact';
import { inline } from '../format/html/blocks.ts';
import { shapeNode } from '../format/html/drawing.ts';
import { h } from '../format/html/element.ts';
import { isStep } from '../model/series.ts';
import { namesOf } from '../story/block.ts';
import type { Stretch } from './history.ts';
import { nameOf } from './pictures/text.ts';
import { type Moment, timelineOf } from './pictures/timeline.ts';
import { more } from './pictures-node.ts';
import { type Setting, type SettingRow, settingsOf } from './settings.ts';
import { blocksNode, minute, rowName, settingName, throughputWord } from './words.ts';

/** @param stretches the oldest first */
export function courseNode(stretches: readonly Stretch[]): VNode {
  const runs = stretches.flatMap(({ runs }, stretch) => runs.map((run) => ({ run, stretch })));
  const settings = settingsOf(runs.map(({ run }) => [run])).filter(({ workload }) => !isStep(workload));
  const [first, ...others] = [...settings].sort((a, b) => weight(b) - weight(a));
  const momentsOf = (entries: Setting['rows'][number]['entries']): Moment[] =>
    runs.map(({ run, stretch }, place) => ({ time: minute(run.startedAt), stretch, entry: entries[place] ?? null }));
  const pictures = (setting: Setting): VNode =>
    h(
      'figure',
      {},
      h(
        'div',
        { class: 'panels small wide' },
        drawn(setting).map(({ strategy, entries }) =>
          h(
            'div',
            { class: 'panel' },
            h('p', {}, nameOf(strategy)),
            shapeNode(timelineOf(strategy, momentsOf(entries))),
          ),
        ),
      ),
      neverExact(setting),
      more(
        ['The same as a table'],
        blocksNode([
          tableOf(
            setting,
            settings,
            runs.map(({ run }) => minute(run.startedAt)),
          ),
        ]),
      ),
    );
  return h(
    'section',
    { id: 'course' },
    h('h2', {}, 'In pictures'),
    h(
      'p',
      {},
      'Increments per second by run, with 95 % intervals over the forks of each. A new shape, v2 and so on, is a new version of the strategy; a dashed line is a break, after which figures are another measurement. Each drawing has its own scale.',
    ),
    first && h('h3', {}, inline(settingName(first, settings))),
    first && pictures(first),
    others.map((setting) => more(settingName(setting, settings), pictures(setting))),
  );
}

const exactOnce = ({ entries }: SettingRow): boolean => entries.some((entry) => entry?.state === 'right');

/** The fastest first, by their last run. */
function drawn({ rows }: Setting): SettingRow[] {
  const last = ({ entries }: SettingRow): number =>
    entries.findLast((entry) => entry?.state === 'right')?.throughput?.median ?? 0;
  return rows.filter(exactOnce).sort((a, b) => last(b) - last(a));
}

function neverExact({ rows }: Setting): VNode | null {
  const never = rows.filter((row) => !exactOnce(row)).map(({ strategy }) => strategy);
  return never.length === 0 ? null : h('p', {}, inline(['Never exact, and so not drawn: ', ...namesOf(never), '.']));
}

/** The one to look at: of the shortest work, with the most runs and the most strategies. */
function weight({ world, workload, contenders, rows }: Setting): number {
  const figures = rows.reduce((sum, { entries }) => sum + entries.filter((entry) => entry !== null).length, 0);
  return figures + (world === 'threads' && contenders > 1 ? 1e4 : 0) + (workload === 'hot' ? 1e6 : 0);
}

function tableOf(setting: Setting, settings: readonly Setting[], times: readonly string[]) {
  return {
    kind: 'table' as const,
    caption: ['Increments per second, ', ...settingName(setting, settings)],
    head: [{ title: ['Strategy'] }, ...times.map((time) => ({ title: [time], number: true }))],
    rows: setting.rows.map((row) => ({ values: [rowName(row), ...row.entries.map(throughputWord)] })),
  };
}
