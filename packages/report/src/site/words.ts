/** What the pages of a site have in common: how a machine, a setting, a cell and a break are called. */
import { type Difference, plainText } from '@contend/record';
import type { VNode } from 'preact';
import { codeOf } from '../client/code.ts';
import { renderBlocks } from '../format/html/blocks.ts';
import { h } from '../format/html/element.ts';
import { duration, percent, rate, times } from '../format/units.ts';
import type { Relative } from '../model/standing.ts';
import {
  type Block,
  contendersWord,
  type Inline,
  NOTHING,
  sentence,
  untrusted,
  type Value,
  value,
} from '../story/block.ts';
import type { League } from './leagues.ts';
import type { Entry, Setting, SettingRow } from './settings.ts';

export function blocksNode(blocks: readonly Block[]): (VNode | null)[] {
  return renderBlocks(blocks, { picture: () => null, about: () => ({}) });
}

/** `contend 0.1.0, node 26.10.0` */
export function leagueTitle({ suite, runtime }: Pick<League, 'suite' | 'runtime'>): Inline {
  const flags = runtime.flags.length === 0 ? [] : [' with ', sentence(runtime.flags.join(' '))];
  return [
    'contend ',
    sentence(suite),
    ', ',
    sentence(`${runtime.name} ${runtime.version} (${runtime.engine})`),
    ...flags,
  ];
}

/** The same as one text. */
export function leagueWords(league: Pick<League, 'suite' | 'runtime'>): string {
  const { suite, runtime } = league;
  return plainText(`contend ${suite}, ${[runtime.name, runtime.version, ...runtime.flags].join(' ')}`, 200);
}

/** `4 threads, workload hot`. */
export function settingName(setting: Setting, settings: readonly Setting[]): Inline {
  const runtimes = new Set(settings.map(({ runtime }) => runtime)).size > 1;
  return [
    contendersWord(setting),
    ', workload ',
    untrusted(setting.workload),
    ...(runtimes ? [', ', untrusted(setting.runtime)] : []),
    ...(setting.pinned || setting.world === 'tasks' ? [] : [', not pinned to cores']),
  ];
}

/** ` (100 ns inside the section, 1.00 µs outside)`. */
export function workOf({ insideNs, outsideNs }: Setting): string {
  if (insideNs === null || outsideNs === null) return '';
  if (insideNs + outsideNs === 0) return ' (no work inside or outside the section)';
  return ` (${duration(insideNs)} inside the section, ${duration(outsideNs)} outside)`;
}

export function rowName({ strategy }: Pick<SettingRow, 'strategy'>): Value {
  return { text: [untrusted(strategy)] };
}

/** Why a cell has no figure, or `null` where it may have one. */
export function trouble(entry: Entry | null): Value | null {
  if (entry === null) return NOTHING;
  if (entry.state === 'right') return null;
  if (entry.lost > 0) return value(`✗ lost ${percent(entry.lost)}`, 'broken');
  return value(`✗ ${entry.verdict}`, entry.state === 'wrong' ? 'broken' : 'wrong');
}

export function throughputWord(entry: Entry | null): Value {
  return trouble(entry) ?? (entry?.throughput == null ? NOTHING : value(rate(entry.throughput.median)));
}

/** `4.21 (4.10–4.30)` */
export function relativeWord({ ratio, low, high }: Relative): string {
  if (ratio === null) return '–';
  return low === null || high === null ? times(ratio) : `${times(ratio)} (${times(low)}–${times(high)})`;
}

/** `the runtime.version changed from 26.9.0 to 26.10.0`. */
export function changeWord({ field, base, head }: Difference): Inline {
  return [`${fieldWord(field)}: `, untrusted(shown(base)), ' → ', untrusted(shown(head))];
}

/** A workload's name is a string of the record. */
const fieldWord = (field: string): string => (field.startsWith('plan.workloads.') ? 'work of a workload' : field);

function shown(fact: unknown): string {
  if (fact === null || fact === undefined) return 'not known';
  return plainText(typeof fact === 'string' ? fact : JSON.stringify(fact), 100);
}

/** To its report; the name of its folder is shown to whoever points at it. */
export function machineLink(machine: string, names: ReadonlyMap<string, string>): VNode {
  return h('a', { href: `${machine}/report.html`, title: machine }, names.get(machine) ?? machine);
}

export function link(href: string, text: string): VNode {
  return h('a', { href }, text);
}

/** `2026-01-02 03:04` of an ISO 8601 time; UTC. */
export const minute = (time: string): string => new Date(time).toISOString().slice(0, 16).replace('T', ' ');

/** The name that a setting has in a page's address: still the same when the page was made anew, and of plain letters. */
export function placeOf({ suite, runtime }: Pick<League, 'suite' | 'runtime'>, setting: Setting): string {
  const { rows: _, ...parts } = setting;
  return `t-${codeOf(JSON.stringify([suite, runtime, parts]))}`;
}
