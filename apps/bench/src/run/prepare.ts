/** What a run is going to do: on which host and in which runtimes, which cells, which faults. */
import { ENGINES } from '@contend/counter';
import { describeHost, type Host, usableCores } from '@contend/record';
import { find } from '@contend/servers';
import { catalogue, describeIn, type Entry } from '../catalogue/catalogue.ts';
import { ownRuntime, type Runtime, runtimesAt } from '../catalogue/runtime.ts';
import { Failure } from '../cli/failure.ts';
import { listed } from '../cli/flags.ts';
import { faultsLeftOut, type PlannedFault, plannedFaults } from './faults.ts';
import { type Plan, plan } from './plan.ts';
import { type RunFlags, type Settings, settingsOf } from './settings.ts';

export interface Wanted extends RunFlags {
  plugin: string[];
  runtime?: string;
  faults: boolean;
}

export interface Prepared {
  host: Host;
  /** The first is the record's. */
  runtimes: readonly [Runtime, ...Runtime[]];
  plan: Plan;
  /** `null`: not asked for. */
  faults: PlannedFault[] | null;
}

/** Strategies whose engine is neither given nor installed are absent. */
function withoutServers(entries: readonly Entry[], { worlds, given }: Settings): Entry[] {
  if (!worlds.includes('machines')) return [...entries];
  const reasons = new Map(
    ENGINES.filter((engine) => given[engine] === undefined).map((engine) => [engine, find(engine).absent]),
  );
  return entries.map((entry) => {
    const reason = entry.needs === undefined ? undefined : reasons.get(entry.needs);
    return reason === undefined ? entry : { ...entry, absent: reason };
  });
}

/** @throws Failure that names the flag, plug-in or runtime that is wrong */
export async function prepare(wanted: Wanted, signal: AbortSignal): Promise<Prepared> {
  const host = await describeHost();
  const cores = usableCores(host);
  const settings = settingsOf(wanted, cores);
  const runtimes: Prepared['runtimes'] =
    wanted.runtime === undefined ? [ownRuntime()] : await runtimesAt(listed('--runtime', wanted.runtime));
  // Only Node tells of what files a strategy is made.
  const describes = runtimes.find(({ name }) => name === 'node') ?? ownRuntime();
  const entries = withoutServers(await catalogue(wanted.plugin, describes, signal), settings);
  await describeIn(
    runtimes.filter((each) => each !== describes),
    entries,
    signal,
  );
  if (wanted.faults && settings.hosts > 1) {
    throw new Failure('flag', '--faults: faults are made on one host; leave out --hosts');
  }
  const planned = plan(settings, entries, runtimes, cores);
  const faults = wanted.faults ? plannedFaults(planned, cores) : null;
  const [leftOut] = faults?.length === 0 ? faultsLeftOut(planned) : [];
  if (leftOut !== undefined) {
    throw new Failure('flag', `--faults: none can be made: ${leftOut}; add node to --runtime`);
  }
  return { host, runtimes, plan: planned, faults };
}
