/** Fields of a record that decide what may be compared, by their names. */
import type { ContendRecord } from './schema.ts';

/** All of a record that tells how it came about. */
export type Comparable = Pick<ContendRecord, 'schemaVersion' | 'method' | 'suite' | 'host' | 'runtime' | 'plan'>;

export interface Difference {
  /** As the record names it: `host.cpu.model`. */
  field: string;
  base: unknown;
  head: unknown;
}

/** What a speed depends on. Memory is left out: its size differs by some pages from boot to boot and no counter fills it. */
export const HOST_FIELDS = [
  'host.cpu.vendor',
  'host.cpu.model',
  'host.cpu.signature',
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
/** Records that differ in these measured different things; that one has fields which another has not is no such difference. */
export const MEASURE_FIELDS = ['method', 'runtime.name', 'runtime.version', 'runtime.engine', 'runtime.flags'];

export function differing(base: Comparable, head: Comparable, fields: readonly string[]): Difference[] {
  return fields
    .map((field) => ({ field, base: at(base, field), head: at(head, field) }))
    .filter((difference) => JSON.stringify(difference.base) !== JSON.stringify(difference.head));
}

/** Workloads of one name that are not the same work. */
export function unlikeWorkloads(base: Comparable, head: Comparable): Difference[] {
  return base.plan.workloads.flatMap((workload) => {
    const other = head.plan.workloads.find(({ name }) => name === workload.name);
    if (other === undefined) return [];
    return (['insideNs', 'outsideNs', 'inFlight', 'distanceMs'] as const)
      .filter((part) => workload[part] !== other[part])
      .map((part) => ({
        field: `plan.workloads.${workload.name}.${part}`,
        base: workload[part],
        head: other[part],
      }));
  });
}

function at(record: Comparable, field: string): unknown {
  return field.split('.').reduce<unknown>((value, part) => (value as Record<string, unknown>)[part], record);
}
