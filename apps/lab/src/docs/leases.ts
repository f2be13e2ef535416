/** What exploring the models of distributed locks finds: all of it is explored when the page is made. */
import type { RemoteStrategy } from '@contend/counter';
import { type Condition, checkModels, type Report, renderTrace, replay, type Trace } from '@contend/interleave';
import { codeSpan } from '@contend/report/code-span';
import etcdCompareAndSwap from '@contend/store/etcd/compare-and-swap';
import etcdLock from '@contend/store/etcd/lock';
import properLockfile from '@contend/store/file/proper-lockfile';
import natsKv from '@contend/store/nats/kv';
import postgresVersion from '@contend/store/postgres/version';
import redisSemaphore from '@contend/store/redis/redis-semaphore';
import redlock from '@contend/store/redis/redlock';
import setNx from '@contend/store/redis/set-nx';
import setNxFenced from '@contend/store/redis/set-nx-fenced';
import watch from '@contend/store/redis/watch';
import unlockedRedis from '@contend/store/unlocked/redis';
import { table } from './table.ts';

const MODELLED: readonly RemoteStrategy[] = [
  unlockedRedis,
  setNx,
  setNxFenced,
  redlock,
  redisSemaphore,
  etcdLock,
  properLockfile,
  watch,
  etcdCompareAndSwap,
  natsKv,
  postgresVersion,
];

const COLUMNS: readonly [Condition, string][] = [
  ['in-time', 'nothing befalls them'],
  ['kill', 'one is killed'],
  ['stall', 'holders are away'],
  ['drift', 'clocks drift'],
];

interface Modelled {
  strategy: RemoteStrategy;
  reports: readonly Report[];
}

const explored = (): Promise<Modelled[]> =>
  Promise.all(MODELLED.map(async (strategy) => ({ strategy, reports: await checkModels(strategy, { ms: Infinity }) })));

/** @returns what is generated, by the names of its places in the page */
export async function leaseSections(): Promise<Record<string, string>> {
  const all = await explored();
  const shortest = (strategy: RemoteStrategy, condition: Condition, servers = '') =>
    violationOf(all, strategy, condition, servers);
  const { token } = shortest(setNx, 'stall');
  // The late write, and not the release after it, which a contender that was refused does not come to.
  const fenced = await replay(setNxFenced, token.slice(0, -1));
  return {
    'lease-bounds': boundsTable(all),
    'lease-lost': block(shortest(setNx, 'stall').trace),
    'lease-fenced': block(fenced),
    'lease-redlock': block(shortest(redlock, 'drift', '3').trace),
    'lease-stale': block(shortest(properLockfile, 'kill').trace),
  };
}

function violationOf(
  all: readonly Modelled[],
  strategy: RemoteStrategy,
  condition: Condition,
  servers: string,
): Report['violations'][number] {
  const reports = all.find((each) => each.strategy === strategy)?.reports ?? [];
  const report = reports.find((each) => each.condition === condition && each.model?.includes(servers));
  const [violation] = report?.violations ?? [];
  if (violation === undefined) throw new Error(`no schedule of ${strategy.id} loses an update under "${condition}"`);
  return violation;
}

const block = (trace: Trace): string => `\`\`\`text\n${renderTrace(trace)}\n\`\`\``;

/** A row for each protocol, with the strategies that have it. */
export function boundsTable(all: readonly Modelled[]): string {
  const reports = all.flatMap(({ strategy, reports }) => reports.map((report) => ({ id: strategy.id, report })));
  const rows = [...Map.groupBy(reports, ({ report }) => report.model ?? '')].map(([model, some]) => {
    const ids = [...new Set(some.map(({ id }) => codeSpan(id)))].join(', ');
    const cells = COLUMNS.map(([condition]) => {
      const found = some.find(({ report }) => covers(report.condition, condition));
      return found === undefined ? '—' : outcomeOf(found.report);
    });
    return [model, ids, ...cells];
  });
  return table(['protocol', 'a model of', ...COLUMNS.map(([, title]) => title)], rows);
}

/** Where there is no lock that runs out, nobody is late. */
const covers = (explored: Condition | null, asked: Condition): boolean =>
  explored === asked || (explored === 'any' && (asked === 'in-time' || asked === 'stall'));

function outcomeOf({ violations, reached, verdict }: Report): string {
  const [first] = violations;
  if (first !== undefined) return `**loses** at ${first.bound.contenders} × ${first.bound.increments}`;
  if (reached === null) throw new Error('a model is explored at no bound');
  return `${verdict === 'gave up' ? 'up to' : 'none up to'} ${reached.contenders} × ${reached.increments}`;
}
