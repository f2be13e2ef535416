/** Names of the workloads by which it is asked what a millisecond of distance to the server costs. */
const PREFIX = 'distance-';

/** @param ms to the server and back */
export function distanceName(ms: number): string {
  return `${PREFIX}${ms}ms`;
}

export function isDistance(workload: string): boolean {
  return workload.startsWith(PREFIX);
}
