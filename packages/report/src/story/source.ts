/** Where a part comes from that is not of the page's own record, and in what its circumstances differ. */
import type { ContendRecord } from '@contend/record';
import { type Block, type Inline, namesOf, paragraph, untrusted } from './block.ts';

type Circumstances = Pick<ContendRecord, 'host' | 'suite' | 'startedAt'> & {
  runtime: Pick<ContendRecord['runtime'], 'name' | 'version'>;
};

/** What a figure may depend on, where two records of one machine can differ. */
const CIRCUMSTANCES: readonly (readonly [name: string, of: (of: Circumstances) => string])[] = [
  ['hypervisor', ({ host }) => host.virtualised ?? 'not known'],
  ['system', ({ host }) => `${host.os.name} ${host.os.release}`],
  ['kernel', ({ host }) => host.kernel],
  ['runtime', ({ runtime }) => `${runtime.name} ${runtime.version}`],
  ['version of contend', ({ suite }) => suite.version],
  ['commit', ({ suite }) => suite.commit?.slice(0, 12) ?? 'not known'],
];

const MAX_NAMED = 5;

export const dayOf = ({ startedAt }: Pick<Circumstances, 'startedAt'>): string => startedAt.slice(0, 10);

/** @param strategies those that the part is about */
export function partSource(
  part: { record: ContendRecord; file: string | null },
  own: ContendRecord,
  strategies: Iterable<string>,
): Block {
  const { record, file } = part;
  return paragraph(
    { strong: `From another record of this machine, of ${dayOf(record)}` },
    ...(file === null ? [] : [', ', untrusted(file)]),
    ': profile ',
    untrusted(record.plan.profile),
    '; its figures are not to be compared with those of other sections.',
    ...differences(record, own),
    ...otherVersions(record, own, strategies),
  );
}

export function documentSource(document: Circumstances, own: ContendRecord): Block {
  return paragraph(
    { strong: `Measured by itself on this machine, on ${dayOf(document)}` },
    '.',
    ...differences(document, own),
  );
}

function differences(of: Circumstances, own: Circumstances): Inline {
  const found = CIRCUMSTANCES.filter(([, value]) => value(of) !== value(own));
  if (found.length === 0) return [];
  return [
    ' Different from this page’s record: ',
    ...found.flatMap(
      ([name, value], index): Inline => [
        index === 0 ? '' : ', ',
        `${name} `,
        untrusted(value(of)),
        ' instead of ',
        untrusted(value(own)),
      ],
    ),
    '.',
  ];
}

function otherVersions(record: ContendRecord, own: ContendRecord, strategies: Iterable<string>): Inline {
  const versions = (of: ContendRecord) => new Map(of.cells.map((cell) => [cell.strategy, cell.strategyVersion]));
  const [here, there] = [versions(record), versions(own)];
  const changed = [...new Set(strategies)].filter((strategy) => {
    const other = there.get(strategy);
    return other !== undefined && here.has(strategy) && here.get(strategy) !== other;
  });
  if (changed.length === 0) return [];
  const more = changed.length - MAX_NAMED;
  return [' Changed since then: ', ...namesOf(changed.slice(0, MAX_NAMED)), more > 0 ? `, and ${more} more.` : '.'];
}
