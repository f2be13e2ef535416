/** What a run is going to do: on which host and in which runtimes, which cells, which faults. */
import { describeHost, type Host, usableCores } from '@contend/record';
import { catalogue, describeIn } from '../catalogue/catalogue.ts';
import { ownRuntime, type Runtime, runtimesAt } from '../catalogue/runtime.ts';
import { Failure } from '../cli/failure.ts';
import { listed } from '../cli/flags.ts';
import { type PlannedFault, plannedFaults } from './faults.ts';
import { type Plan, plan, type RunFlags, settingsOf } from './plan.ts';

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

/** @throws Failure that names the flag, plug-in or runtime that is wrong */
export async function prepare(wanted: Wanted, signal: AbortSignal): Promise<Prepared> {
  const host = await describeHost();
  const cores = usableCores(host);
  const settings = settingsOf(wanted, cores);
  const runtimes: Prepared['runtimes'] =
    wanted.runtime === undefined ? [ownRuntime()] : await runtimesAt(listed('--runtime', wanted.runtime));
  // Only Node tells of what files a strategy is made.
  const describes = runtimes.find(({ name }) => name === 'node') ?? ownRuntime();
  const entries = await catalogue(wanted.plugin, describes, signal);
  await describeIn(
    runtimes.filter((each) => each !== describes),
    entries,
    signal,
  );
  const planned = plan(settings, entries, runtimes, cores);
  if (wanted.faults && !runtimes.some(({ name }) => name === 'node')) {
    throw new Failure('flag', '--faults: faults are made in Node only; add node to --runtime');
  }
  return { host, runtimes, plan: planned, faults: wanted.faults ? plannedFaults(planned, cores) : null };
}
