/** Fields of a record that decide what may be compared, by their names. */
import { type ContendRecord, plainText } from '@contend/record';
import { Failure } from '../failure.ts';
import type { Difference } from './document.ts';

/** What a speed depends on. Memory is left out: its size differs by some pages from boot to boot and no counter fills it. */
export const HOST = [
  'host.cpu.vendor',
  'host.cpu.model',
  'host.sockets',
  'host.cores',
  'host.threadsPerCore',
  'host.caches.l1d',
  'host.caches.l1i',
  'host.caches.l2',
  'host.caches.l3',
  'host.availableParallelism',
  'host.allowedCores',
  'host.cgroupQuota',
  'host.os.platform',
  'host.os.name',
  'host.os.release',
  'host.kernel',
  'host.arch',
  'host.governor',
  'host.virtualised',
];
/** Records that differ in these measured different things. */
export const REFUSED = [
  'schemaVersion',
  'method',
  'runtime.name',
  'runtime.version',
  'runtime.engine',
  'runtime.flags',
];
/** Worth knowing beside a result. */
export const REPORTED = ['suite.version', 'suite.commit', 'suite.dirty', 'plan.windowMs', 'plan.rounds'];

export function differing(base: ContendRecord, head: ContendRecord, fields: readonly string[]): Difference[] {
  return fields
    .map((field) => ({ field, base: at(base, field), head: at(head, field) }))
    .filter((difference) => JSON.stringify(difference.base) !== JSON.stringify(difference.head));
}

/** Workloads of one name that are not the same work. */
export function unlikeWorkloads(base: ContendRecord, head: ContendRecord): Difference[] {
  return base.plan.workloads.flatMap((workload) => {
    const other = head.plan.workloads.find(({ name }) => name === workload.name);
    if (other === undefined) return [];
    return (['insideNs', 'outsideNs'] as const)
      .filter((part) => workload[part] !== other[part])
      .map((part) => ({
        field: `plan.workloads.${workload.name}.${part}`,
        base: workload[part],
        head: other[part],
      }));
  });
}

/** The line that refuses. @param mend what to give instead */
export function notComparable({ field, base, head }: Difference, mend: string, where = ''): Failure {
  const what = `${field}: ${show(base)} against ${show(head)}${where === '' ? '' : ` (${where})`}`;
  return new Failure('not-comparable', plainText(`not comparable: ${what}; ${mend}`));
}

/** A value in a line of text. */
export function show(value: unknown): string {
  if (value === null || value === undefined) return 'not known';
  return plainText(typeof value === 'string' ? value : JSON.stringify(value), 100);
}

function at(record: ContendRecord, field: string): unknown {
  return field.split('.').reduce<unknown>((value, part) => (value as Record<string, unknown>)[part], record);
}
