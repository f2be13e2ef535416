/** What contenders do besides counting. */
export interface WorkloadSpec {
  name: string;
  /** ns of work inside the section, and between two of them. */
  insideNs: number;
  outsideNs: number;
}

export const WORKLOADS: readonly WorkloadSpec[] = [
  { name: 'hot', insideNs: 0, outsideNs: 0 },
  { name: 'typical', insideNs: 100, outsideNs: 1_000 },
  { name: 'long-hold', insideNs: 10_000, outsideNs: 0 },
];

/** A workload of one's own, named after what it is. */
export function custom(insideNs: number, outsideNs: number): WorkloadSpec {
  return { name: `inside-${insideNs}-outside-${outsideNs}`, insideNs, outsideNs };
}
