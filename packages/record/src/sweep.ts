/** The sweep: one short section inside, more and more work outside. It shows where each lock saturates. */

/** The workloads of a sweep are named after their outside work in ns: `sweep-0`, `sweep-300`. */
const PREFIX = 'sweep-';

export function sweepName(outsideNs: number): string {
  return `${PREFIX}${outsideNs}`;
}

/** @param workload its name in a record */
export function isSweep(workload: string): boolean {
  return workload.startsWith(PREFIX);
}
