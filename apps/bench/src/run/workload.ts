/** What contenders do besides counting. */
import { distanceName, isDistance, isMostlyRead, isSweep, mostlyReadName, sweepName } from '@contend/record';

export interface WorkloadSpec {
  name: string;
  /** ns of work inside the section, and between two of them. */
  insideNs: number;
  outsideNs: number;
  /** Reads of each contender between two of its increments. */
  readsPerWrite: number;
  /** Increments of one contender that are under way at a time. */
  inFlight: number;
  /** ms by which a proxy lengthens the way to the server and back; `null`: there is no proxy. */
  distanceMs: number | null;
}

/**
 * ns of the sweep's inside work, and of its outside work: from all contention to hardly any. With four contenders the ideal
 * stops to be limited by the section at 300 ns outside, with two at 100.
 */
const SWEEP_INSIDE_NS = 100;
const SWEEP_OUTSIDE_NS = [0, 100, 300, 1_000, 3_000, 10_000];

/**
 * ns of a read's work and of a write's: enough that two readers who are inside together gain more than it costs to let them,
 * as whoever takes a readers-writer lock hopes.
 */
const MOSTLY_READ_INSIDE_NS = 1_000;
/** Of how many operations one writes. */
const ONE_WRITE_IN = [10, 100, 1_000];

/** As many as a server's client sends in one go, if it sends them without waiting for answers. */
const PIPELINED = 16;

/** ms to the server and back: another machine of the rack or the next, another data centre of the region. */
const DISTANCES_MS = [0, 1, 5];

const writing = { readsPerWrite: 0, inFlight: 1, distanceMs: null };

export const WORKLOADS: readonly WorkloadSpec[] = [
  { name: 'hot', insideNs: 0, outsideNs: 0, ...writing },
  { name: 'typical', insideNs: 100, outsideNs: 1_000, ...writing },
  { name: 'long-hold', insideNs: 10_000, outsideNs: 0, ...writing },
  ...SWEEP_OUTSIDE_NS.map((outsideNs) => ({
    ...{ name: sweepName(outsideNs), insideNs: SWEEP_INSIDE_NS, outsideNs, ...writing },
  })),
  ...ONE_WRITE_IN.map((operations) => ({
    ...{ name: mostlyReadName(operations), insideNs: MOSTLY_READ_INSIDE_NS, outsideNs: 0, ...writing },
    readsPerWrite: operations - 1,
  })),
  { name: 'pipelined', insideNs: 0, outsideNs: 0, ...writing, inFlight: PIPELINED },
  ...DISTANCES_MS.map((distanceMs) => ({
    ...{ name: distanceName(distanceMs), insideNs: 0, outsideNs: 0, ...writing, distanceMs },
  })),
];

/** Workloads that a person may name together. */
const SERIES = [
  { name: 'sweep', workloads: WORKLOADS.filter(({ name }) => isSweep(name)) },
  { name: 'mostly-read', workloads: WORKLOADS.filter(({ name }) => isMostlyRead(name)) },
  { name: 'distance', workloads: WORKLOADS.filter(({ name }) => isDistance(name)) },
];

/** What a person names: a workload, or `sweep`, `mostly-read` or `distance` for all of theirs. */
export const NAMED_WORKLOADS: readonly { name: string; workloads: readonly WorkloadSpec[] }[] = [
  ...WORKLOADS.filter((each) => SERIES.every(({ workloads }) => !workloads.includes(each))).map(alone),
  ...SERIES.flatMap((series) => [series, ...series.workloads.map(alone)]),
];

function alone(workload: WorkloadSpec): { name: string; workloads: readonly WorkloadSpec[] } {
  return { name: workload.name, workloads: [workload] };
}

/** A workload of one's own, named after what it is. */
export function custom(insideNs: number, outsideNs: number): WorkloadSpec {
  return { name: `inside-${insideNs}-outside-${outsideNs}`, insideNs, outsideNs, ...writing };
}
