/** Strategies that were measured in several versions: which, where, and since which commit of contend. */
import type { VNode } from 'preact';
import { h } from '../format/html/element.ts';
import { counted } from '../format/units.ts';
import { type Block, type Inline, paragraph, sentence, untrusted } from '../story/block.ts';
import { ascending } from './leagues.ts';
import type { Run } from './run.ts';
import { blocksNode, minute } from './words.ts';

export interface Version {
  strategy: string;
  version: string;
  /** The first run with it, and the machines that have it. */
  since: Run;
  machines: readonly string[];
}

/** Only of strategies that have more than one. */
export function versionsIn(runs: readonly Run[]): Version[] {
  const strategies = new Map<string, Map<string, { since: Run; machines: Set<string> }>>();
  for (const run of ascending(runs)) {
    for (const { strategy, strategyVersion } of run.cells) {
      const versions = strategies.get(strategy) ?? new Map();
      const known = versions.get(strategyVersion) ?? { since: run, machines: new Set() };
      known.machines.add(run.machine);
      versions.set(strategyVersion, known);
      strategies.set(strategy, versions);
    }
  }
  return [...strategies]
    .filter(([, versions]) => versions.size > 1)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([strategy, versions]) =>
      [...versions].map(([version, { since, machines }]) => ({ strategy, version, since, machines: [...machines] })),
    );
}

/** `3 strategies were measured in two versions, and 1 in more.`, or `null`. */
export function versionsWord(versions: readonly Version[]): string | null {
  const counts = [...Map.groupBy(versions, ({ strategy }) => strategy).values()].map(({ length }) => length);
  if (counts.length === 0) return null;
  const two = counts.filter((count) => count === 2).length;
  const more = counts.length - two;
  const were = (count: number): string => `${counted(count, 'strategy', 'strategies')} ${count === 1 ? 'was' : 'were'}`;
  if (two === 0) return `${were(more)} measured in three versions or more`;
  return `${were(two)} measured in two versions${more > 0 ? `, ${more} in more` : ''}`;
}

/** @param names of machines, by their folders */
export function versionsNode(
  versions: readonly Version[],
  names: ReadonlyMap<string, string>,
  id: string,
): VNode | null {
  if (versions.length === 0) return null;
  return h(
    'section',
    { id },
    h('h2', {}, 'Strategies in several versions'),
    blocksNode([...versionBlocks(versions, names)]),
  );
}

function versionBlocks(versions: readonly Version[], names: ReadonlyMap<string, string>): Block[] {
  const where = (machines: readonly string[]): string =>
    machines.length > 3 ? `${machines.length} machines` : machines.map((each) => names.get(each) ?? each).join('; ');
  const commit = ({ suite }: Run): Inline =>
    suite.commit === null
      ? ['not known']
      : [untrusted(`${suite.commit.slice(0, 12)}${suite.dirty ? ', changed' : ''}`)];
  return [
    paragraph(
      'A version is a digest of the strategy’s sources, or a package’s number. Of each machine the newest counts. What changed in ours is what git shows of the sources between two commits.',
    ),
    {
      kind: 'table',
      caption: ['Versions, the older first'],
      head: [
        { title: ['Strategy'] },
        { title: ['Version'] },
        { title: ['Since (UTC)'] },
        { title: ['Commit of contend'] },
        { title: ['Machines'] },
      ],
      rows: versions.map(({ strategy, version, since, machines }) => ({
        values: [
          { text: [untrusted(strategy)] },
          { text: [untrusted(version)] },
          { text: [minute(since.startedAt)] },
          { text: commit(since) },
          { text: [sentence(where(machines))] },
        ],
      })),
    },
  ];
}
