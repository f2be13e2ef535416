/** What sending without waiting for answers gains: many increments of a client under way at a time, against one. */
import { type Cell, type ContendRecord, familyKey } from '@contend/record';
import { times } from '../format/units.ts';
import { ratioOf } from '../model/calls.ts';
import { stateOf } from '../model/cells.ts';
import type { Others } from '../model/machine.ts';
import {
  type Block,
  contendersWord,
  NOTHING,
  named,
  paragraph,
  type Section,
  untrusted,
  type Value,
  value,
} from './block.ts';
import { throughputOf } from './cost.ts';

interface Pair {
  one: Cell;
  many: Cell;
  inFlight: number;
  /** Increments per second relative to those of one at a time, over the blocks that both have. */
  gain: { times: number; low: number | null; high: number | null } | null;
}

/** Of the record that {@link latencySection} is of; `null` where nothing was sent without waiting, or nothing is there to set it against. */
export function pipelinedSection(own: ContendRecord, others: Others): Section | null {
  const { cells, plan } = others.latency?.record ?? own;
  const inFlight = new Map(plan.workloads.map((workload) => [workload.name, workload.inFlight]));
  const pairs = cells.flatMap((many): Pair[] => {
    const each = inFlight.get(many.workload) ?? 1;
    if (each === 1) return [];
    const one = cells.find(
      (cell) =>
        cell.workload === 'hot' &&
        cell.strategy === many.strategy &&
        familyKey(cell, 'workload') === familyKey(many, 'workload'),
    );
    return one === undefined ? [] : [{ one, many, inFlight: each, gain: gainOf(one, many) }];
  });
  if (pairs.length === 0) return null;
  const groups = Map.groupBy(pairs, ({ many }) => familyKey(many));
  const [most] = pairs
    .filter(({ one, many }) => [one, many].every((cell) => stateOf(cell) === 'right'))
    .sort((a, b) => (b.gain?.times ?? 0) - (a.gain?.times ?? 0));
  return {
    id: 'pipelined',
    title: 'What sending without waiting gains',
    result:
      most?.gain == null
        ? []
        : [untrusted(most.many.strategy), ` ${times(most.gain.times)} times as much with ${most.inFlight} in flight`],
    blocks: [
      paragraph(
        'A client that has many increments under way at a time sends them together, and waits once for all: a round trip is shared. What has to wait for an answer before it can go on, such as a lock, gains little or nothing.',
      ),
      ...[...groups.values()].map(tableOf),
    ],
  };
}

/** How much longer one at a time takes is how much more is done without waiting. */
function gainOf(one: Cell, many: Cell): Pair['gain'] {
  const found = ratioOf(many, one);
  return found === null ? null : { times: found.ratio, low: found.low, high: found.high };
}

function tableOf(pairs: readonly Pair[]): Block {
  const [{ many, inFlight }] = pairs as [Pair];
  return {
    kind: 'table',
    list: true,
    caption: ['Increments per second, ', contendersWord(many), '; how many times as many, with its 99 % interval'],
    head: [
      { title: ['strategy'] },
      { title: ['one at a time'], number: true },
      { title: [`${inFlight} in flight`], number: true },
      { title: ['times as many'], number: true },
    ],
    rows: pairs
      .toSorted((a, b) => (b.gain?.times ?? 0) - (a.gain?.times ?? 0))
      .map((pair) => ({
        about: { strategy: pair.many.strategy, world: pair.many.world },
        values: [named(pair.many.strategy), throughputOf(pair.one), throughputOf(pair.many), gainWord(pair)],
      })),
  };
}

/** A wrong count gains nothing. */
function gainWord({ one, many, gain }: Pair): Value {
  if (gain === null || [one, many].some((cell) => stateOf(cell) !== 'right')) return NOTHING;
  const interval = gain.low === null || gain.high === null ? '' : ` (${times(gain.low)} – ${times(gain.high)})`;
  return value(times(gain.times) + interval);
}
