/** The document of what was measured, and what about it can mislead. */
import { fileURLToPath } from 'node:url';
import type { Hits } from '@contend/documents';
import { describeCircumstances, describeSuite, hostWarnings } from '@contend/record';
import { counted } from '@contend/report/units';
import { ownRuntime } from '../catalogue/runtime.ts';
import { withoutFolders } from '../run/reproduce.ts';
import { counterOf } from './catalogue.ts';
import type { Measured } from './measure.ts';
import type { HitsPlan } from './plan.ts';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

/** ms for which the process that asks may do nothing before it is told. */
export const LATE_MS = 20;

/** What of this host can distort the figures, known before anything is measured. */
export async function warningsBefore({ host, cores, workers, absent }: HitsPlan): Promise<string[]> {
  // Whether whoever asks is pinned apart is told below.
  const ofHost = hostWarnings(host, await describeCircumstances(host), true);
  const shared = `the process that asks shares the cores with ${counted(workers, 'worker')}: speeds and latencies have its work in them; measure where there are more cores than workers`;
  return [
    ...ofHost.map(({ message, mend }) => (mend === null ? message : `${message}; ${mend}`)),
    ...(cores === null ? [shared] : []),
    ...absent.map(({ entry, reason }) => `${entry.name} is left out: ${reason}`),
  ];
}

/** What the measuring itself got wrong. */
export function warningsAfter({ tried }: Pick<Measured, 'tried'>, { cores }: Pick<HitsPlan, 'cores'>): string[] {
  const late = tried.filter(({ lateMs }) => lateMs > LATE_MS);
  const latest = Math.max(0, ...late.map(({ lateMs }) => lateMs));
  const trials = `${late.length} of ${counted(tried.length, 'trial')}`;
  const delayed = `the process that asks did nothing for up to ${latest.toFixed(0)} ms in ${trials}: latencies have that in them`;
  const unpinned = 'the process that asks could not be pinned to a core of its own: install taskset (util-linux)';
  return [
    ...(late.length > 0 ? [delayed] : []),
    ...(cores !== null && tried.some(({ apart }) => !apart) ? [unpinned] : []),
  ];
}

export interface About {
  plan: HitsPlan;
  argv: readonly string[];
  startedAt: Date;
  partial: boolean;
  warnings: readonly string[];
}

export function hitsOf({ tried, engines, rate }: Measured, { plan, argv, startedAt, partial, warnings }: About): Hits {
  const { name, version, engine } = ownRuntime();
  const { host, workers, connections, seconds, entries } = plan;
  return {
    startedAt: startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    host,
    runtime: { name, version, engine },
    suite: describeSuite(ROOT),
    argv: withoutFolders(argv),
    partial,
    workers,
    connections,
    seconds,
    rate,
    apart: tried.length > 0 && tried.every(({ apart }) => apart),
    engines,
    counters: entries.map(counterOf),
    trials: tried.map(({ trial }) => trial),
    warnings: [...warnings],
  };
}
