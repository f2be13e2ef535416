/** What a thread knows of itself: its id, its CPU time, its context switches. */
import { readFileSync, readlinkSync } from 'node:fs';
import { RUNTIME } from './runtime.ts';

/** The kernel's id of the calling thread; `null` where it cannot be told (only Linux says). */
export function threadId(): number | null {
  try {
    return Number(readlinkSync('/proc/thread-self').split('/').at(-1));
  } catch {
    return null;
  }
}

export interface Usage {
  /** `null` where the runtime does not tell a thread's own: Node 22. */
  cpuNs: number | null;
  /** `null` where the system does not count them per thread. */
  voluntary: number | null;
  involuntary: number | null;
}

function switches(kind: 'voluntary' | 'nonvoluntary', status: string): number | null {
  const match = status.match(new RegExp(`^${kind}_ctxt_switches:\\s*(\\d+)`, 'm'));
  return match === null ? null : Number(match[1]);
}

/** Deno tells a thread's own in steps of 10 ms; the kernel counts it to a few ms. @see https://docs.kernel.org/scheduler/sched-stats.html */
const SCHEDSTAT = '/proc/thread-self/schedstat';

function scheduledNs(): number | null {
  try {
    return Number(readFileSync(SCHEDSTAT, 'utf8').split(' ')[0]);
  } catch {
    return null;
  }
}

function askedNs(): number | null {
  // Its type says that it is always there.
  const used = (process as Partial<NodeJS.Process>).threadCpuUsage?.();
  return used === undefined ? null : (used.user + used.system) * 1_000;
}

/** Ways to a thread's own CPU time, by what a record calls them, the best first. */
const CPU_TIMES: readonly (readonly [string, () => number | null])[] = [
  ...(RUNTIME === 'deno' ? [[SCHEDSTAT, scheduledNs] as const] : []),
  ['process.threadCpuUsage', askedNs],
];

/** The one that is taken here; `null` where there is none. */
export function cpuTimeSource(): string | null {
  return CPU_TIMES.find(([, read]) => read() !== null)?.[0] ?? null;
}

function ownCpuNs(): number | null {
  for (const [, read] of CPU_TIMES) {
    const used = read();
    if (used !== null) return used;
  }
  return null;
}

/** What the calling thread has used since it began. */
export function usage(): Usage {
  let status = '';
  try {
    status = readFileSync('/proc/thread-self/status', 'utf8');
  } catch {}
  return {
    cpuNs: ownCpuNs(),
    voluntary: switches('voluntary', status),
    involuntary: switches('nonvoluntary', status),
  };
}

export function usedSince(before: Usage): Usage {
  const after = usage();
  const difference = (a: number | null, b: number | null) => (a === null || b === null ? null : a - b);
  return {
    cpuNs: difference(after.cpuNs, before.cpuNs),
    voluntary: difference(after.voluntary, before.voluntary),
    involuntary: difference(after.involuntary, before.involuntary),
  };
}
