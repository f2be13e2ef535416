/** One part of the front: the machines measured with one version of contend and one runtime. */
import { contendersOf, isServed } from '@contend/record';
import type { ComponentChildren, VNode } from 'preact';
import { inline } from '../format/html/blocks.ts';
import { h } from '../format/html/element.ts';
import { counted } from '../format/units.ts';
import { type Block, type Inline, paragraph } from '../story/block.ts';
import { answersNode } from './answers-node.ts';
import { type Grid, gridOfLoads, type Load, loadsOf } from './grid.ts';
import type { League } from './leagues.ts';
import { matrixNode, more, multiplesNode, slopesNode } from './pictures-node.ts';
import { rankingOf } from './ranking.ts';
import { inversionWord, listed, order, ranksTable, speedTable, type Titled } from './setting-tables.ts';
import { settingsOf } from './settings.ts';
import { blocksNode, leagueTitle, link, placeOf, settingName, workOf } from './words.ts';

interface Part {
  /** Of machines, by their folders. */
  names: ReadonlyMap<string, string>;
  /** Its place among the leagues, and how many these are. */
  index: number;
  leagues: number;
  /** Of each load under which strategies can be compared. */
  grids: readonly Grid[];
  /** How many strategies were measured in several versions, where any was. */
  versions: string | null;
}

export function leagueNode(league: League, part: Part): VNode {
  const { names, index, grids } = part;
  const loads = loadsOf(league);
  const [first, ...others] = grids;
  const machines = league.entrants.map(({ machine }) => names.get(machine) ?? machine);
  const settings = settingsOf(league.entrants.map(({ runs }) => runs)).map((setting, _, all) => ({
    setting,
    ranking: rankingOf(setting),
    place: placeOf(league, setting),
    title: settingName(setting, all),
  }));
  const charted = first?.load.workload;
  const worlds = [...new Set(loads.map(({ world }) => world))];
  // What guards a count elsewhere is no lock that could be had in both.
  const sharing = worlds.filter((world) => !isServed(world));
  const [pictured, left] = [true, false].map((kind) =>
    settings.filter(({ setting }) => (setting.workload === charted && worlds.includes(setting.world)) === kind),
  ) as [Titled[], Titled[]];
  const section = (id: string, title: string, ...inside: readonly ComponentChildren[]): VNode =>
    h('section', { id: `${id}${index}` }, h('h3', {}, title), ...inside);
  return h(
    'section',
    { id: `league${index}` },
    h('h2', {}, index === 0 ? 'Which lock, and how sure that is' : inline(leagueTitle(league))),
    first && answersNode(league, askedOf(grids), names),
    notes(league, part),
    first && section('where', `Which lock wins where: ${first.load.title}`, matrixNode(first), others.map(otherMatrix)),
    first &&
      machines.length > 1 &&
      section('turns', 'Whose order turns from machine to machine', turnsNode(first, others)),
    section(
      'contenders',
      'One strategy on all machines, by number of contenders',
      worlds.map((world) => {
        const own = pictured.filter(({ setting }) => setting.world === world);
        // Nothing there stands beside atomic/add, to which these pictures relate all times.
        if (isServed(world))
          return more([`Among ${contendersOf(world)}, number by number, as tables`], settingsNode(own, machines));
        const node = multiplesNode(
          own.map(({ setting }) => setting),
          machines,
          settingsNode(own, machines),
        );
        return node === null ? null : world === worlds[0] ? node : more([`The same among ${world}`], node);
      }),
    ),
    sharing.length > 1 && worldsNode(league, loads, sharing, names, section),
    section(
      'tables',
      'Every setting as tables',
      blocksNode(machines.length > 1 ? summary(settings, machines) : []),
      left.length > 0 && more(['What no picture above shows'], settingsNode(left, machines)),
    ),
  );
}

/** Of each world the first load, that of the shortest work. */
function askedOf(grids: readonly Grid[]): Grid[] {
  return [...Map.groupBy(grids, ({ load }) => load.world).values()].map(([first]) => first as Grid);
}

function otherMatrix(grid: Grid): VNode {
  return more([`With ${loadName(grid.load)}`], matrixNode(grid));
}

const loadName = ({ title, workload }: Load): string => (workload === 'hot' ? title : `${title}, workload ${workload}`);

function turnsNode(first: Grid, others: readonly Grid[]): ComponentChildren {
  const node = slopesNode(first);
  return [
    node ?? h('p', {}, 'No two machines measured enough alike for their ranks to be compared.'),
    others.flatMap((grid) => {
      const other = slopesNode(grid);
      return other === null ? [] : [more([`With ${loadName(grid.load)}`], other)];
    }),
  ];
}

function worldsNode(
  league: League,
  loads: readonly Load[],
  worlds: readonly string[],
  names: ReadonlyMap<string, string>,
  section: (id: string, title: string, ...inside: readonly ComponentChildren[]) => VNode,
): VNode | null {
  const firsts = worlds.flatMap((world) => loads.find((load) => load.world === world) ?? []);
  const grid = gridOfLoads(league, firsts, names);
  return grid && section('worlds', `The same locks among ${worlds.join(' and among ')}`, matrixNode(grid));
}

function notes({ suite, runtime, entrants }: League, { names, leagues, versions }: Part): VNode {
  const name = (machine: string): string => names.get(machine) ?? machine;
  const blocks: Block[] = [
    paragraph('All of this was measured with ', ...leagueTitle({ suite, runtime }), '.'),
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
          `${name(machine)}: ${counted(older, 'earlier record')} left out, for the host was another then; its history says in what.`,
        ),
      ),
    ...entrants
      .filter(({ runs }) => runs.length > 1)
      .map(({ machine, runs }) => paragraph(`${name(machine)}: the median of ${runs.length} runs.`)),
  ];
  return h(
    'div',
    {},
    versions !== null &&
      h(
        'p',
        {},
        `${versions}: `,
        link('#versions', 'what changed'),
        '. An order that turned with a version does not count as one that turned with the machine.',
      ),
    more(['What the figures are of'], blocksNode(blocks)),
  );
}

function settingsNode(settings: readonly Titled[], machines: readonly string[]): VNode {
  return h(
    'div',
    {},
    h(
      'nav',
      { 'aria-label': 'Tables' },
      settings.map(({ place, title }) => h('a', { href: `#${place}` }, inline(title))),
    ),
    settings.map((each) =>
      h(
        'section',
        { id: each.place },
        h('h4', {}, h('a', { href: `#${each.place}`, class: 'self' }, inline(each.title), workOf(each.setting))),
        blocksNode([
          ...(machines.length > 1 ? [ranksTable(each, machines)] : []),
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
