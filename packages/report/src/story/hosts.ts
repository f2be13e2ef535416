/** The hosts of a run of several: which they are, and how much each did, alone and together. */
import { type Cell, type ContendRecord, type JoinedHost, shortProcessorName, usableCores } from '@contend/record';
import { median } from '@contend/stats';
import { duration, rate } from '../format/units.ts';
import { chartedWorkload } from '../model/cells.ts';
import {
  type Block,
  NOTHING,
  named,
  paragraph,
  type Section,
  sentence,
  untrusted,
  type Value,
  value,
} from './block.ts';
import { throughputOf } from './cost.ts';

const MS_PER_S = 1e3;

const STATES: Record<JoinedHost['state'], string> = {
  present: 'took part',
  gone: 'left in the middle',
  refused: 'was not taken',
  late: 'came late',
};

/** `null` where there is one host. */
export function hostsSection(record: ContendRecord): Section | null {
  const { hosts } = record;
  if (hosts.length === 0) return null;
  const present = hosts.filter(({ state }) => state === 'present').length;
  return {
    id: 'hosts',
    title: 'The hosts',
    result: [`${present} took part to the end`],
    blocks: [
      paragraph(
        'They met at one server: contend on each of them asked it what to do, and told it what came of that. Windows open at times of that server’s clock, from which each host’s own may be off by half of its shortest round trip.',
      ),
      tableOfHosts(hosts),
      ...ratesOf(record),
    ],
  };
}

function tableOfHosts(hosts: readonly JoinedHost[]): Block {
  return {
    kind: 'table',
    caption: ['Host 1 is the one that began, and whose record this is'],
    list: true,
    head: [
      { title: ['host'] },
      { title: ['processor'] },
      { title: ['cores'], number: true },
      { title: ['round trip'], number: true },
      { title: ['its clock may be off by'], number: true },
      { title: ['kernel'] },
      { title: ['what became of it'] },
    ],
    rows: hosts.map(({ seat, host, sharesKernel, roundTripNs, clockErrorMs, state, reason }) => ({
      values: [
        value(seat === null ? '–' : String(seat + 1)),
        { text: [untrusted(shortProcessorName(host.cpu))] },
        value(String(usableCores(host))),
        value(duration(roundTripNs)),
        value(duration(clockErrorMs * 1e6)),
        value(seat === 0 ? 'host 1’s' : kernelOf(sharesKernel)),
        {
          text: [STATES[state], ...(reason === null ? [] : [': ', sentence(reason)])],
          ...(state === 'present' ? {} : { tone: 'note' as const }),
        },
      ],
    })),
  };
}

function kernelOf(shared: boolean | null): string {
  if (shared === null) return '–';
  return shared ? 'host 1’s (a namespace or a container there)' : 'its own';
}

/** Cells of the same hosts in a table. */
function ratesOf(record: ContendRecord): Block[] {
  const workload = chartedWorkload(record);
  const cells = record.cells.filter((cell) => cell.workload === workload && (cell.hosts?.length ?? 0) > 1);
  return [...Map.groupBy(cells, ({ hosts, contenders }) => `${hosts} ${contenders}`).values()].map((own) => {
    const seats = own[0]?.hosts ?? [];
    return {
      kind: 'table',
      caption: [`Increments per second, ${(own[0]?.contenders ?? 0) / seats.length} contenders on each host`],
      head: [
        { title: ['strategy'] },
        ...seats.map((seat) => ({ title: [`host ${seat + 1}`], number: true })),
        { title: ['together'], number: true },
        { title: ['count'] },
      ],
      rows: own.map((cell) => ({
        about: { strategy: cell.strategy, world: cell.world },
        values: [
          named(cell.strategy),
          ...seats.map((_, place) => rateOf(cell, place, seats.length)),
          throughputOf(cell),
          value(cell.verdict),
        ],
      })),
    };
  });
}

/** Median over forks, of the contenders of one host. */
function rateOf({ contenders, forks }: Cell, place: number, hosts: number): Value {
  const each = contenders / hosts;
  const perSecond = forks.flatMap(({ rounds }) => {
    const ms = rounds.reduce((sum, round) => sum + round.ms, 0);
    if (ms === 0) return [];
    const own = rounds.flatMap(({ increments }) => increments.slice(place * each, (place + 1) * each));
    return [(own.reduce((sum, n) => sum + n, 0) / ms) * MS_PER_S];
  });
  return perSecond.length === 0 ? NOTHING : value(rate(median(perSecond)));
}
