import { usableCores } from './host.ts';
import type { ContendRecord, Host } from './schema.ts';

export type Warning = ContendRecord['warnings'][number];

/** Share of the usable cores that others may keep busy before it shows in contended figures. */
const QUIET = 0.25;

export interface Circumstances {
  /** Whether each contender is pinned to a core. */
  pinned: boolean;
  /** The system's one-minute load average before the run; `null` where there is none. */
  load: number | null;
}

/** What about this host makes its figures worse or harder to compare, and what to do about it. */
export function hostWarnings(host: Host, { pinned, load }: Circumstances): Warning[] {
  const { virtualised, cgroupQuota, governor, cores, threadsPerCore } = host;
  const warnings: Warning[] = [];
  const warn = (code: string, message: string, mend: string | null) => warnings.push({ code, message, mend });

  if (virtualised !== null && virtualised !== 'no') {
    warn(
      'virtualised',
      `this is a virtual machine (${virtualised}): its speed changes for seconds at a time`,
      'compare only what one run measured side by side, or measure on hardware of your own',
    );
  }
  const seen =
    cores === null || threadsPerCore === null ? host.availableParallelism : Math.round(cores * threadsPerCore);
  const allowed = host.allowedCores?.length ?? host.availableParallelism;
  if (allowed < seen) {
    warn(
      'few-cores',
      `this process may use ${allowed} of the host's ${seen} cores: others may be busy on those beside them`,
      'allow it all cores (taskset, cpuset), or note that the machine is shared',
    );
  }
  if (cgroupQuota !== null && cgroupQuota < allowed) {
    warn(
      'cpu-quota',
      `a control group grants ${cgroupQuota} of ${allowed} cores' time: contenders are stopped once it is used up`,
      "lift the quota (docker run --cpus, the pod's CPU limit) and choose cores instead (--cpuset-cpus)",
    );
  }
  if (governor !== null && governor !== 'performance') {
    warn(
      'governor',
      `the frequency governor is '${governor}': the clock rises and falls with the load`,
      'sudo cpupower frequency-set -g performance',
    );
  }
  const usable = usableCores(host);
  if (load !== null && load > usable * QUIET) {
    warn(
      'load',
      `the load average is ${load.toFixed(2)} on ${usable} usable cores: something else is running`,
      'close what else is running, wait a minute, and measure again',
    );
  }
  if (!pinned) {
    warn(
      'not-pinned',
      'contenders are not pinned to cores: the system may let one run alone for long, which looks like speed',
      'run on Linux with taskset (util-linux) and without --no-pin',
    );
  }
  return warnings;
}
