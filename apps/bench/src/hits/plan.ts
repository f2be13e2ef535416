/** What `contend hits` is going to do, from its flags and this host. */
import type { HitsFault } from '@contend/documents';
import { describeHost, type Host, usableCores } from '@contend/record';
import { find } from '@contend/servers';
import { Failure, STATUS } from '../cli/failure.ts';
import { amount, wholeNumber } from '../cli/flags.ts';
import { type Absence, type HitEntry, hitCatalogue, selected } from './catalogue.ts';
import { FAULTS, PAUSE_MS, STALL_MS } from './fault.ts';
import { HIT_ENGINES, type HitEngine } from './server.ts';

export interface HitsFlags {
  strategies?: string;
  workers?: string;
  connections: string;
  seconds: string;
  rate?: string;
  faults: boolean;
  repeats: string;
  redis?: string;
  postgres?: string;
  plugin: string[];
}

export interface HitsPlan {
  host: Host;
  entries: readonly HitEntry[];
  absent: readonly Absence[];
  workers: number;
  connections: number;
  seconds: number;
  /** As typed; undefined: half of what the slowest answers in a closed loop. */
  rate: number | undefined;
  faults: readonly HitsFault[];
  repeats: number;
  /** URLs of the user's own servers, credentials included. */
  given: Readonly<Partial<Record<HitEngine, string>>>;
  /** The first for the website, the last for the process that asks; `null`: there are too few to part them. */
  cores: { website: readonly number[]; load: number } | null;
}

const MOST_WORKERS = 64;
const MOST_CONNECTIONS = 1_000;
const LONGEST_S = 3_600;
const FASTEST = 1_000_000;
const MOST_REPEATS = 100;
/** Fewer are no website that outgrew its process; more than these tell nothing new. */
const [FEWEST, ENOUGH] = [2, 4];

/** About how long it takes to start a website and to end it, to warm it up, and to ask for its count. */
const AROUND_MS = 1_400;
const MS_PER_S = 1_000;

/** @throws Failure that names the flag or plug-in that is wrong */
export async function hitsPlan(flags: HitsFlags, signal: AbortSignal): Promise<HitsPlan> {
  const number = (flag: 'workers' | 'connections' | 'rate' | 'repeats', most: number) =>
    flags[flag] === undefined ? undefined : wholeNumber(`--${flag}`, flags[flag], 1, most);
  const [asked, rate] = [number('workers', MOST_WORKERS), number('rate', FASTEST)];
  const connections = number('connections', MOST_CONNECTIONS) as number;
  const repeats = number('repeats', MOST_REPEATS) as number;
  const seconds = amount('--seconds', flags.seconds, 0.1, LONGEST_S);
  if (flags.faults && process.platform === 'win32')
    throw new Failure('host', '--faults: this system cannot stop a process and let it go on', STATUS.host);
  const given: HitsPlan['given'] = Object.fromEntries(
    HIT_ENGINES.flatMap((engine) => (flags[engine] === undefined ? [] : [[engine, flags[engine]]])),
  );
  const catalogue = await hitCatalogue(flags.plugin, signal);
  const lack = (engine: HitEngine) => (given[engine] === undefined ? find(engine).absent : undefined);
  const { entries, absent } = selected(catalogue, flags.strategies, lack);
  const [missing] = absent;
  if (entries.length === 0 && missing !== undefined)
    throw new Failure('absent', `${missing.entry.name} is absent: ${missing.reason}`, STATUS.host);
  const host = await describeHost();
  const usable = usableCores(host);
  const workers = asked ?? Math.max(FEWEST, Math.min(ENOUGH, usable - 1));
  return {
    host,
    entries,
    absent,
    workers,
    connections,
    seconds,
    rate,
    faults: flags.faults ? FAULTS : [],
    repeats,
    given,
    cores: parted(host, workers),
  };
}

/** A core for the process that asks, where as many as there are workers are left. */
function parted(host: Host, workers: number): HitsPlan['cores'] {
  const { allowedCores } = host;
  const load = allowedCores?.at(-1);
  if (allowedCores === null || load === undefined || usableCores(host) <= workers) return null;
  return { website: allowedCores.slice(0, -1), load };
}

/** The engines that those planned need. */
export function enginesOf({ entries }: Pick<HitsPlan, 'entries'>): HitEngine[] {
  return HIT_ENGINES.filter((engine) => entries.some(({ needs }) => needs === engine));
}

/** About how long a trial takes. */
export function trialMs({ seconds, workers }: Pick<HitsPlan, 'seconds' | 'workers'>, fault: HitsFault | null): number {
  const everyWorker = fault === null ? 0 : workers * (PAUSE_MS + STALL_MS);
  return AROUND_MS + Math.max(seconds * MS_PER_S, everyWorker);
}

/** About how long all of it takes. */
export function planMs(plan: HitsPlan): number {
  const loads = 2 * trialMs(plan, null) + plan.faults.reduce((sum, fault) => sum + trialMs(plan, fault), 0);
  return plan.entries.length * plan.repeats * loads;
}
