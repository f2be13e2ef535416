/** What is mostly read: rarer and rarer writes. It shows which locks let readers gain by being inside together. */

/** The workloads are named after how many operations one writes among: `mostly-read-10`, `mostly-read-1000`. */
const PREFIX = 'mostly-read-';

export function mostlyReadName(operationsPerWrite: number): string {
  return `${PREFIX}${operationsPerWrite}`;
}

/** @param workload its name in a record */
export function isMostlyRead(workload: string): boolean {
  return workload.startsWith(PREFIX);
}
