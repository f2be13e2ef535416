/** At whose servers contenders met, and how often each strategy asks them. */
import type { Cell, ContendRecord, EngineRecord } from '@contend/record';
import { duration } from '../format/units.ts';
import { chartedWorkload } from '../model/cells.ts';
import type { Others } from '../model/machine.ts';
import {
  type Block,
  type Inline,
  NOTHING,
  named,
  paragraph,
  type Section,
  type Table,
  untrusted,
  value,
} from './block.ts';

const MADE: Record<EngineRecord['madeHow'], string> = {
  loopback: 'contend’s own, on this machine',
  given: 'the user’s',
};

/** Of the record that {@link latencySection} is of; `null` where nobody met at a server. */
export function serversSection(own: ContendRecord, others: Others): Section | null {
  const record = others.latency?.record ?? own;
  const { engines } = record;
  if (engines.length === 0) return null;
  const trips = tripsTable(record);
  return {
    id: 'servers',
    title: 'The servers',
    result: engines.flatMap(
      ({ name, version }, index): Inline => [index === 0 ? '' : ', ', untrusted(`${name} ${version}`)],
    ),
    blocks: [...serversTable(engines), ...(trips === null ? [] : [trips])],
  };
}

/** At least one, and what a server so near leaves out. */
export function serversTable(engines: readonly EngineRecord[]): Block[] {
  return [
    ...(engines.some(({ madeHow }) => madeHow === 'loopback')
      ? [
          paragraph(
            'A server on the machine of its clients is as near as a server can be: every round trip costs more elsewhere.',
          ),
        ]
      : []),
    {
      kind: 'table',
      caption: ['The servers, and what decides whether an acknowledged hit outlives a crash'],
      head: [
        { title: ['server'] },
        { title: ['round trip'], number: true },
        { title: ['durability'] },
        { title: ['where'] },
      ],
      rows: engines.map(({ name, version, durability, roundTripNs, madeHow }) => ({
        values: [
          { text: [untrusted(`${name} ${version}`)] },
          roundTripNs === null ? NOTHING : value(duration(roundTripNs)),
          { text: durabilityOf(durability) },
          value(MADE[madeHow]),
        ],
      })),
    },
  ];
}

function durabilityOf(settings: EngineRecord['durability']): Inline {
  const all = Object.entries(settings);
  if (all.length === 0) return ['–'];
  return all.flatMap(
    ([setting, to], index): Inline => [index === 0 ? '' : ', ', untrusted(`${setting} ${to === '' ? '(empty)' : to}`)],
  );
}

/** With the most contenders, under the charts' workload: one increment at a time. */
function tripsTable(record: ContendRecord): Block | null {
  const workload = chartedWorkload(record);
  const counted = record.cells.filter(
    (cell) => cell.workload === workload && cell.engine !== null && tripsOf(cell) !== null,
  );
  const each = [...Map.groupBy(counted, ({ strategy }) => strategy).values()].map(
    (own) => own.toSorted((a, b) => b.contenders - a.contenders)[0] as Cell,
  );
  if (each.length === 0) return null;
  return {
    kind: 'table',
    caption: ['Round trips per increment, counted on the way to the server'],
    head: [{ title: ['strategy'] }, { title: ['server'] }, { title: ['round trips per increment'], number: true }],
    rows: each
      .sort((a, b) => (tripsOf(a) as number) - (tripsOf(b) as number))
      .map((cell) => ({
        about: { strategy: cell.strategy, world: cell.world },
        values: [
          named(cell.strategy),
          { text: [untrusted(cell.engine ?? '')] },
          value((tripsOf(cell) as number).toFixed(2)),
        ],
      })),
  } satisfies Table;
}

const tripsOf = ({ audit }: Cell): number | null => audit?.roundTrips ?? null;
