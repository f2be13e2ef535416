/** The page on counters that outgrow their process or their machine: where it lies, and what is generated in it. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  type Cell,
  type ContendRecord,
  hasRightCount,
  isDistance,
  processorName,
  readRecord,
  recordFiles,
  usableCores,
} from '@contend/record';
import { codeSpan } from '@contend/report/code-span';
import { duration, rate } from '@contend/report/units';
import { faultTable, newestFaults } from './faults.ts';
import { fill } from './fill.ts';
import { hitsTables, newestHits } from './hits.ts';
import { leaseSections } from './leases.ts';
import { ROOT } from './page.ts';
import { type Sections, setting, settingTables } from './settings.ts';
import { table } from './table.ts';

export const MACHINES = new URL('docs/machines.md', ROOT);

const REMOTE = ['processes', 'machines'] as const;
const UNKNOWN = '—';
const NS_PER_MS = 1e6;

const SETTINGS: Sections = {
  processes: [
    setting('windows of a fork', 'apps/bench/src/run/plan.ts', 'PROCESS_ROUNDS'),
    setting('a window, at least', 'apps/bench/src/run/plan.ts', 'PROCESS_WINDOW_MS', 'ms'),
    setting('from asking contenders in to the opening', 'packages/harness/src/appointment.ts', 'NOTICE_MS', 'ms'),
    setting('contenders go on after the close for', 'packages/harness/src/appointment.ts', 'AFTER_MS', 'ms'),
    setting(
      'a contender gives up when nothing was acknowledged for',
      'packages/harness/src/attempts.ts',
      'PATIENCE_MS',
      'ms',
    ),
  ],
  'fault-settings': [
    setting('a stalled contender is stopped for', 'packages/harness/src/faults/spec.ts', 'PROCESS_STALL_MS', 'ms'),
    setting('a contender is cut off for', 'packages/harness/src/faults/spec.ts', 'PARTITION_MS', 'ms'),
    setting('a replica is behind by, at least', 'packages/harness/src/faults/spec.ts', 'REPLICA_MS', 'ms'),
    setting('stuck: no increment by anybody among processes for', 'apps/bench/src/run/faults.ts', 'PATIENCE_MS', 'ms'),
    setting('and at a server for', 'apps/bench/src/run/faults.ts', 'PATIENCE_AT_SERVERS_MS', 'ms'),
  ],
  'hits-settings': [
    setting('questions that count nothing warm up for', 'apps/bench/src/hits/load/spec.ts', 'WARM_UP_MS', 'ms'),
    setting(
      'an answer is waited for after the last request for',
      'apps/bench/src/hits/load/spec.ts',
      'ANSWER_MS',
      'ms',
    ),
    setting('a worker is stopped for', 'apps/bench/src/hits/fault.ts', 'STALL_MS', 'ms'),
    setting('between two faults', 'apps/bench/src/hits/fault.ts', 'PAUSE_MS', 'ms'),
    setting('whoever asks did nothing: told from', 'apps/bench/src/hits/document.ts', 'LATE_MS', 'ms'),
  ],
};

export interface Source {
  record: ContendRecord;
  /** From the repository's root. */
  file: string;
}

/** @param root of the repository. @returns the newest committed record of these worlds; `null`: there is none yet */
function newestSource(root: URL): Source | null {
  const folder = fileURLToPath(new URL('results/', root));
  const isThere = ({ world }: Cell) => (REMOTE as readonly string[]).includes(world);
  const found = recordFiles(folder)
    .map((path) => ({ record: readRecord(path).record, file: `results/${path.slice(folder.length)}` }))
    .filter(({ record }) => !record.partial && record.cells.some(isThere))
    .toSorted((a, b) => Date.parse(b.record.startedAt) - Date.parse(a.record.startedAt));
  return found[0] ?? null;
}

export function about(source: Source | null): string {
  if (source === null) return 'No committed record has such cells yet.';
  const { host, runtime, startedAt, engines } = source.record;
  const servers = engines.map(({ name, version, durability, roundTripNs }) => [
    codeSpan(name),
    codeSpan(version),
    Object.entries(durability)
      .filter(([, value]) => value !== '')
      .map(([key, value]) => codeSpan(`${key} ${value}`))
      .join(', '),
    shownTime(roundTripNs),
  ]);
  return [
    `Measured on ${codeSpan(processorName(host.cpu))}, ${usableCores(host)} cores, under ${codeSpan(`${runtime.name} ${runtime.version}`)}, ${codeSpan(startedAt.slice(0, 10))}: [the record](../${source.file}).`,
    ...(servers.length === 0
      ? []
      : [table(['server', 'version', 'it keeps what it acknowledged', 'round trip'], servers)]),
  ].join('\n\n');
}

const speedOf = (cell: Cell | undefined): number => cell?.throughput?.median ?? 0;
const shownTime = (ns: number | null | undefined): string => (ns == null ? UNKNOWN : duration(ns));
const hot = ({ workload }: Cell) => workload === 'hot';

/** The most contenders that the record has there. */
function mostIn(cells: readonly Cell[]): Cell[] {
  const most = Math.max(...cells.map(({ contenders }) => contenders));
  return cells.filter(({ contenders }) => contenders === most);
}

function verdictOf(cell: Cell): string {
  if (cell.verdict === 'lost-updates') return `**lost ${((100 * cell.lost) / cell.expected).toPrecision(2)} %**`;
  return hasRightCount(cell) ? cell.verdict : `**${cell.verdict}**`;
}

function refusedShare({ refused, expected }: Cell): string {
  return refused === null || refused === 0 ? '' : `${((100 * refused) / (refused + expected)).toFixed(0)} %`;
}

/** A row a strategy, the quickest of those that counted right first. */
export function costTable(source: Source | null, world: (typeof REMOTE)[number]): string {
  const cells = mostIn(source?.record.cells.filter((cell) => cell.world === world && hot(cell)) ?? []);
  if (cells.length === 0) return `No committed record has cells among ${world}.`;
  const rows = cells
    .toSorted((a, b) => Number(hasRightCount(b)) - Number(hasRightCount(a)) || speedOf(b) - speedOf(a))
    .map((cell) => [
      codeSpan(cell.strategy),
      verdictOf(cell),
      cell.throughput === null ? UNKNOWN : rate(cell.throughput.median),
      shownTime(cell.latency?.p50),
      shownTime(cell.latency?.p99),
      ...(world === 'machines' ? [cell.audit?.roundTrips?.toFixed(1) ?? UNKNOWN] : []),
      refusedShare(cell),
    ]);
  const trips = world === 'machines' ? ['round trips'] : [];
  const most = cells[0]?.contenders;
  return table(
    [`${most} ${world === 'machines' ? 'clients' : world}`, 'count', 'increments/s', 'p50', 'p99', ...trips, 'refused'],
    rows,
  );
}

const NO_DISTANCE = 'No committed record has cells at a distance.';

interface Distant {
  strategy: string;
  /** ms from one increment of a contender to its next, at each distance. */
  ms: (number | null)[];
  /** ms by which it grows with each ms of distance. */
  slope: number | null;
  trips: number | null;
}

/** @returns distances in ms, the shortest first; and the strategies, the least sensitive first */
function distant(source: Source | null): { distances: number[]; strategies: Distant[] } {
  const { cells, plan } = source?.record ?? { cells: [], plan: { workloads: [] } };
  const workloads = plan.workloads
    .filter(({ name }) => isDistance(name))
    .toSorted((a, b) => (a.distanceMs ?? 0) - (b.distanceMs ?? 0));
  const distances = workloads.map(({ distanceMs }) => distanceMs ?? 0);
  const own = mostIn(cells.filter(({ workload, world }) => world === 'machines' && isDistance(workload)));
  if (own.length === 0 || distances.length < 2) return { distances, strategies: [] };
  const apart = (distances.at(-1) as number) - (distances[0] as number);
  const strategies = [...Map.groupBy(own, ({ strategy }) => strategy)].map(([strategy, some]) => {
    const ms = workloads.map(({ name }) => msOf(some.find(({ workload }) => workload === name)));
    const [first, last] = [ms[0], ms.at(-1)];
    const slope = first == null || last == null ? null : (last - first) / apart;
    const at = cells.find((cell) => cell.strategy === strategy && hot(cell) && cell.world === 'machines');
    return { strategy, ms, slope, trips: at?.audit?.roundTrips ?? null };
  });
  const steepness = ({ slope }: Distant) => slope ?? Number.POSITIVE_INFINITY;
  return { distances, strategies: strategies.toSorted((a, b) => steepness(a) - steepness(b)) };
}

const inMs = (ms: number): string => String(Number(ms.toPrecision(2)));

/** ms per increment of one contender, by the distance to the server. */
export function distanceTable(source: Source | null): string {
  const { distances, strategies } = distant(source);
  if (strategies.length === 0) return NO_DISTANCE;
  const rows = strategies.map(({ strategy, ms, slope, trips }) => [
    codeSpan(strategy),
    trips?.toFixed(1) ?? UNKNOWN,
    ...[...ms, slope].map((each) => (each == null ? UNKNOWN : inMs(each))),
  ]);
  return table(['strategy', 'round trips', ...distances.map((ms) => `+ ${ms} ms`), 'ms per ms'], rows);
}

/** What websites are told to use, and beside it what they are told not to. */
const OF_WEBSITES: ReadonlyMap<string, string> = new Map([
  ['redis/incr', 'with'],
  ['postgres/update', 'with'],
  ['redis/set-nx', 'under the lock of'],
]);

/** What each ms between a website and the server that it asks costs an increment. */
export function distanceSentence(source: Source | null): string {
  const costs = distant(source).strategies.flatMap(({ strategy, slope }) => {
    const how = OF_WEBSITES.get(strategy);
    return how === undefined || slope === null ? [] : [`${inMs(slope)} ms ${how} ${codeSpan(strategy)}`];
  });
  if (costs.length === 0) return NO_DISTANCE;
  return `Each ms between those who ask and the server makes an increment take longer: ${costs.join(', ')}.`;
}

/** ms from one increment of a contender to its next. */
function msOf(cell: Cell | undefined): number | null {
  const ns = cell?.nsPerIncrement?.median;
  return cell === undefined || ns == null ? null : (ns * cell.contenders) / NS_PER_MS;
}

export function pipelinedTable(source: Source | null): string {
  const cells = source?.record.cells.filter(({ world }) => world === 'machines') ?? [];
  const many = mostIn(cells.filter(({ workload }) => workload === 'pipelined'));
  if (many.length === 0) return 'No committed record has several increments in flight.';
  const rows = many
    .toSorted((a, b) => speedOf(b) - speedOf(a))
    .map((cell) => {
      const alone = cells.find(
        (each) => each.strategy === cell.strategy && hot(each) && each.contenders === cell.contenders,
      );
      const times = speedOf(alone) > 0 ? `${(speedOf(cell) / speedOf(alone)).toFixed(1)} ×` : UNKNOWN;
      return [codeSpan(cell.strategy), verdictOf(cell), rate(speedOf(cell)), times, shownTime(cell.latency?.p99)];
    });
  return table(['strategy', 'count', 'increments/s', 'of one in flight', 'p99'], rows);
}

/** @returns the page as it should be, from the page as it is */
export async function generatedMachines(): Promise<string> {
  const source = newestSource(ROOT);
  const contents = {
    about: about(source),
    'cost-processes': costTable(source, 'processes'),
    'cost-machines': costTable(source, 'machines'),
    distance: distanceTable(source),
    'hits-distance': distanceSentence(source),
    pipelined: pipelinedTable(source),
    faults: faultTable(newestFaults(ROOT, REMOTE)),
    ...hitsTables(newestHits(ROOT)),
    ...(await leaseSections()),
    ...Object.fromEntries(await settingTables(ROOT, SETTINGS)),
  };
  return fill(readFileSync(MACHINES, 'utf8'), new Map(Object.entries(contents)));
}
