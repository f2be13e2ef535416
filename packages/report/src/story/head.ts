/** Where the figures come from, in one line. */
import { type ContendRecord, type Host, processorName } from '@contend/record';
import { counted } from '../format/units.ts';
import { runtimesOf } from '../model/runtimes.ts';
import { type Inline, sentence } from './block.ts';

/** `AMD EPYC, 2 cores, KVM, Debian GNU/Linux 12 x64, node 26.10.0, 2026-01-02, profile standard, contend 0.1.0 at 0123456789ab`. */
export function hostLine(record: ContendRecord): Inline {
  const { host, plan, startedAt, suite, partial } = record;
  return [
    ...machineWords(host),
    ' · ',
    sentence(runtimesOf(record).join(', ')),
    ` · ${startedAt.slice(0, 10)}, profile `,
    sentence(plan.profile),
    ...suiteWords(suite),
    ...partialWords(partial),
  ];
}

export function machineWords(host: Host): Inline {
  const cores = host.allowedCores?.length ?? host.availableParallelism;
  const virtual =
    host.virtualised === null || host.virtualised === 'no' ? [] : [', virtual (', sentence(host.virtualised), ')'];
  return [
    sentence(processorName(host.cpu)),
    `, ${counted(cores, 'core')}`,
    ...(host.cgroupQuota === null ? [] : [` (CPU time of ${Number(host.cgroupQuota.toFixed(2))} granted)`]),
    ...virtual,
    ' · ',
    sentence(`${host.os.name} ${host.os.release} ${host.arch}`),
  ];
}

/** Of the contend that measured. */
export function suiteWords({ version, commit, dirty }: ContendRecord['suite']): Inline {
  return [
    ' · contend ',
    sentence(version),
    ...(commit === null ? [] : [' at ', sentence(commit.slice(0, 12))]),
    ...(dirty === true ? [', changed since'] : []),
  ];
}

export const partialWords = (partial: boolean): Inline =>
  partial ? [' · ', { strong: 'interrupted: what is here was measured, the rest is missing' }] : [];
