/** What contenders do besides counting. */
import { isSweep, sweepName } from '@contend/record';

export interface WorkloadSpec {
  name: string;
  /** ns of work inside the section, and between two of them. */
  insideNs: number;
  outsideNs: number;
}

/**
 * ns of the sweep's inside work, and of its outside work: from all contention to hardly any. With four contenders the ideal
 * stops to be limited by the section at 300 ns outside, with two at 100.
 */
const SWEEP_INSIDE_NS = 100;
const SWEEP_OUTSIDE_NS = [0, 100, 300, 1_000, 3_000, 10_000];

export const WORKLOADS: readonly WorkloadSpec[] = [
  { name: 'hot', insideNs: 0, outsideNs: 0 },
  { name: 'typical', insideNs: 100, outsideNs: 1_000 },
  { name: 'long-hold', insideNs: 10_000, outsideNs: 0 },
  ...SWEEP_OUTSIDE_NS.map((outsideNs) => ({ name: sweepName(outsideNs), insideNs: SWEEP_INSIDE_NS, outsideNs })),
];

const sweep = WORKLOADS.filter(({ name }) => isSweep(name));

/** What a person names: a workload, or `sweep` for all of its. */
export const NAMED_WORKLOADS: readonly { name: string; workloads: readonly WorkloadSpec[] }[] = [
  ...WORKLOADS.filter((each) => !sweep.includes(each)).map((each) => ({ name: each.name, workloads: [each] })),
  { name: 'sweep', workloads: sweep },
  ...sweep.map((each) => ({ name: each.name, workloads: [each] })),
];

/** A workload of one's own, named after what it is. */
export function custom(insideNs: number, outsideNs: number): WorkloadSpec {
  return { name: `inside-${insideNs}-outside-${outsideNs}`, insideNs, outsideNs };
}
