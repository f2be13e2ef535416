/** One machine over time. */
import type { VNode } from 'preact';
import { inline } from '../format/html/blocks.ts';
import { h } from '../format/html/element.ts';
import { counted } from '../format/units.ts';
import { type Block, paragraph } from '../story/block.ts';
import { courseNode } from './course-node.ts';
import { type Stretch, stretchesOf } from './history.ts';
import { ascending } from './leagues.ts';
import { renderPage } from './page.ts';
import { more } from './pictures-node.ts';
import type { Run } from './run.ts';
import { settingsOf } from './settings.ts';
import { versionsIn, versionsNode } from './versions.ts';
import {
  blocksNode,
  changeWord,
  leagueTitle,
  link,
  minute,
  placeOf,
  rowName,
  settingName,
  throughputWord,
  workOf,
} from './words.ts';

/** @param runs of one machine: at least one. @param name of the machine */
export function renderHistory(runs: readonly [Run, ...Run[]], name: string): string {
  const stretches = stretchesOf(runs);
  const { machine } = runs[0];
  const names = new Map([[machine, name]]);
  const versions = versionsIn(runs);
  return renderPage({
    title: `${name}, over time`,
    said: `${counted(runs.length, 'record')}, from ${minute((ascending(runs)[0] as Run).startedAt)} to ${minute((ascending(runs).at(-1) as Run).startedAt)} (UTC), in the folder ${machine}`,
    links: [
      link('../index.html', 'All machines'),
      link('report.html', 'Report of the newest record'),
      link('#course', 'In pictures'),
      stretches.map(({ runs }, index) => link(`#stretch${index}`, span(runs))).reverse(),
      versions.length > 0 && link('#versions', 'Versions'),
    ],
    sections: [
      courseNode(stretches),
      blocksNode([
        paragraph(
          'Runs on one host with one runtime and one version of contend stand side by side. Where one of these changed, a new part begins: its figures are another measurement. A difference between single runs is not called here; ',
          { untrusted: 'contend compare' },
          ' says what several runs tell.',
        ),
      ]),
      stretches.map(stretchNode).reverse(),
      versionsNode(versions, names, 'versions'),
    ],
  });
}

function span(runs: readonly Run[]): string {
  const [first, last] = [runs[0], runs.at(-1)].map((run) => minute((run as Run).startedAt));
  return first === last ? (first as string) : `${first} to ${last}`;
}

function stretchNode({ since, runs }: Stretch, index: number): VNode {
  const newestFirst = [...runs].reverse();
  const { suite, runtime } = newestFirst[0] as Run;
  const league = { suite: suite.version, runtime };
  const settings = settingsOf(newestFirst.map((run) => [run]));
  const breaks: Block[] =
    since.length === 0
      ? []
      : [
          paragraph({ strong: `Break ${index}` }, ': what changed since the runs before'),
          { kind: 'list', items: since.map(changeWord) },
        ];
  return h(
    'section',
    { id: `stretch${index}` },
    h('h2', {}, `${span(runs)}, `, inline(leagueTitle(league))),
    blocksNode(breaks),
    more(
      ['The figures as tables'],
      settings.map((setting) => {
        const title = settingName(setting, settings);
        const place = `${placeOf(league, setting)}-${index}`;
        return h(
          'section',
          { id: place },
          h('h3', {}, h('a', { href: `#${place}`, class: 'self' }, inline(title), workOf(setting))),
          blocksNode([
            {
              kind: 'table',
              caption: ['Increments per second, ', ...title],
              head: [
                { title: ['Strategy'] },
                ...newestFirst.map(({ startedAt, partial }) => ({
                  title: [minute(startedAt), ...(partial ? [', interrupted'] : [])],
                  number: true,
                })),
              ],
              rows: setting.rows.map((row) => ({ values: [rowName(row), ...row.entries.map(throughputWord)] })),
            },
          ]),
        );
      }),
    ),
  );
}
