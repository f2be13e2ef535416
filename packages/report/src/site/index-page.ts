/** The site's front: the machines, and what changes from one to the other. */
import { processorName } from '@contend/record';
import type { VNode } from 'preact';
import { inline } from '../format/html/blocks.ts';
import { h } from '../format/html/element.ts';
import { counted } from '../format/units.ts';
import { type Block, type Inline, paragraph, sentence, untrusted } from '../story/block.ts';
import { ascending, type League, leaguesOf } from './leagues.ts';
import { renderPage } from './page.ts';
import { rankingOf } from './ranking.ts';
import type { Run } from './run.ts';
import { inversionWord, listed, order, ranksTable, speedTable, type Titled } from './setting-tables.ts';
import { settingsOf } from './settings.ts';
import { blocksNode, leagueTitle, link, minute, placeOf, settingName, workOf } from './words.ts';

/** @param runs of all machines */
export function renderIndex(runs: readonly Run[]): string {
  const leagues = leaguesOf(runs);
  const machines = [...new Set(leagues.flatMap(({ entrants }) => entrants.map(({ machine }) => machine)))].sort();
  return renderPage(
    'What locks cost, machine by machine',
    `${counted(machines.length, 'machine')}, ${counted(runs.length, 'record')}`,
    [
      link('#machines', 'Machines'),
      leagues.map((league, index) => h('a', { href: `#league${index}` }, inline(leagueTitle(league)))),
      link('#reading', 'How to read this'),
      link('explorer.html', 'Explorer: every cell of every record'),
    ],
    [
      machinesNode(runs, machines),
      leagues.map((league, index) => leagueNode(league, index, leagues.length)),
      readingNode(),
    ],
  );
}

function machinesNode(runs: readonly Run[], machines: readonly string[]): VNode {
  const head = ['Machine', 'Processor', 'Cores', 'System', 'Records', 'Newest (UTC)', 'Over time'];
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
          machines.map((machine) => {
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
              h('th', { scope: 'row' }, link(`${machine}/report.html`, machine)),
              h('td', {}, inline([sentence(processorName(host.cpu)), ...virtual])),
              h('td', { class: 'number' }, `${cores}${granted}`),
              h('td', {}, inline([sentence(`${host.os.name} ${host.os.release} ${host.arch}`)])),
              h('td', { class: 'number' }, String(own.length)),
              h('td', { class: 'number' }, minute(startedAt)),
              h('td', {}, link(`${machine}/history.html`, 'history')),
            );
          }),
        ),
      ),
    ),
  );
}

function leagueNode(league: League, index: number, leagues: number): VNode {
  const { entrants } = league;
  const settings = settingsOf(entrants.map(({ runs }) => runs)).map((setting, _, all) => ({
    setting,
    ranking: rankingOf(setting),
    place: placeOf(league, setting),
    title: settingName(setting, all),
  }));
  const machines = entrants.map(({ machine }) => machine);
  return h(
    'section',
    { id: `league${index}` },
    h('h2', {}, inline(leagueTitle(league))),
    blocksNode([
      ...(leagues > 1
        ? [
            paragraph(
              'Other versions of contend or other runtimes have a part of their own: figures are compared within a part only.',
            ),
          ]
        : []),
      ...(entrants.length === 1
        ? [paragraph('One machine so far: there is nothing to compare it with. Its own figures stand below.')]
        : []),
      ...entrants
        .filter(({ older }) => older > 0)
        .map(({ machine, older }) =>
          paragraph(
            `${machine}: ${counted(older, 'earlier record')} left out, for the host was another then; its history says in what.`,
          ),
        ),
      ...entrants
        .filter(({ runs }) => runs.length > 1)
        .map(({ machine, runs }) => paragraph(`${machine}: the median of ${runs.length} runs.`)),
      ...(entrants.length > 1 ? summary(settings, machines) : []),
    ]),
    h(
      'nav',
      { 'aria-label': 'Tables' },
      settings.map(({ place, title }) => h('a', { href: `#${place}` }, inline(title))),
    ),
    settings.map((each) =>
      h(
        'section',
        { id: each.place },
        h('h3', {}, h('a', { href: `#${each.place}`, class: 'self' }, inline(each.title), workOf(each.setting))),
        blocksNode([
          ...(entrants.length > 1 ? [ranksTable(each, machines)] : []),
          ...order(each, machines),
          speedTable(each, machines),
        ]),
      ),
    ),
  );
}

/** What a reader came for, before any table. */
function summary(settings: readonly Titled[], machines: readonly string[]): Block[] {
  const found = settings.flatMap((each) => each.ranking.inversions.map((inversion) => ({ each, inversion })));
  const ranked = settings.filter(({ ranking }) => ranking.columns.length > 1 && ranking.rows.length > 1).length;
  if (ranked === 0) return [paragraph('No setting was measured alike on two machines, so no rankings are compared.')];
  if (found.length === 0)
    return [
      paragraph(
        `${counted(ranked, 'table')} compared: no two strategies were called in opposite orders on two machines.`,
      ),
    ];
  const items = found.map(
    ({ each, inversion }): Inline => [...each.title, ': ', ...inversionWord(inversion, each.setting.rows, machines)],
  );
  const turned = new Set(found.map(({ each }) => each.place)).size;
  return [
    paragraph(
      { strong: `${counted(found.length, 'pair')} of strategies change${found.length === 1 ? 's' : ''} places` },
      ` from machine to machine, in ${turned} of ${counted(ranked, 'setting')}; each marked ⇅ below.`,
    ),
    ...listed(items),
  ];
}

function readingNode(): VNode {
  return h(
    'section',
    { id: 'reading' },
    h('h2', {}, 'How to read this'),
    blocksNode([
      {
        kind: 'list',
        items: [
          ['A count that is wrong (✗) is never ranked, however fast it came about.'],
          [
            'Speeds of two machines differ by many things besides locks. What may be compared is how a strategy stands to ',
            untrusted('atomic/add'),
            ' on the same machine, with as many contenders and the same work: 4.00 takes four times as long.',
          ],
          [
            'A rank is one more than the number of strategies that were called faster. Many share one where the runs could tell little apart; that is not “equal”.',
          ],
          [
            '⇅ marks two strategies of which each was called faster than the other on some machine. Where only the medians disagree, nothing is marked.',
          ],
          ['An interval is over the forks of a run; where a machine has several runs, over these.'],
          ['The steps of a sweep are in each machine’s report and in the explorer.'],
        ],
      },
    ]),
  );
}
