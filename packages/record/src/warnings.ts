import type { Circumstances } from './circumstances.ts';
import { formatCoreList } from './core-list.ts';
import { usableCores } from './host.ts';
import type { ContendRecord, Host } from './schema.ts';

export type Warning = ContendRecord['warnings'][number];

/** The code of a warning that a runtime of the run could not be brought to some faults. */
export const FAULTS_LEFT_OUT = 'faults-left-out';

/** Share of the usable cores that others may keep busy before it shows in contended figures. */
const QUIET = 0.25;

/** A performance governor keeps the clock near its highest; below half of it something else holds it back. */
const HELD_BACK = 0.5;

/**
 * What about this host makes its figures worse or harder to compare, and what to do about it. What is not known is not
 * warned of.
 *
 * @param pinned whether each contender is pinned to a core
 */
export function hostWarnings(host: Host, circumstances: Circumstances, pinned: boolean): Warning[] {
  const { virtualised, cgroupQuota, governor, cores, threadsPerCore } = host;
  const { load, onBattery, throttles, clockShare, siblings } = circumstances;
  const warnings: Warning[] = [];
  const warn = (code: string, message: string, mend: string | null) => warnings.push({ code, message, mend });

  if (virtualised !== null && virtualised !== 'no') {
    warn(
      'virtualised',
      `this is a virtual machine (${virtualised}): its speed changes for seconds at a time`,
      'compare only what one run measured side by side, or measure on hardware of your own',
    );
  }
  const allowed = host.allowedCores?.length ?? host.availableParallelism;
  const sharing = siblings !== null && siblings.length < allowed;
  // Who allows one thread of each core, as the warning of siblings says, has all cores.
  const threads = siblings === null || sharing ? threadsPerCore : 1;
  const seen = cores === null || threads === null ? host.availableParallelism : Math.round(cores * threads);
  if (allowed < seen) {
    warn(
      'few-cores',
      `this process may use ${allowed} of the host's ${seen} cores: others may be busy on those beside them`,
      'allow it all cores (taskset, cpuset), or note that the machine is shared',
    );
  }
  if (sharing) {
    warn(
      'siblings',
      `the ${allowed} cores that this process may use are threads of ${siblings.length}: two contenders on one share its units`,
      `allow one thread of each: taskset -c ${formatCoreList(siblings.map((each) => each[0] as number))}`,
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
  if (onBattery === true) {
    warn(
      'battery',
      'this machine runs on its battery, and lowers its clock to save power',
      'plug it in, choose the power mode for performance, and measure again',
    );
  }
  if (governor === 'performance' && clockShare !== null && clockShare < HELD_BACK) {
    warn(
      'throttled',
      `the fastest core runs at ${Math.round(clockShare * 100)} % of its highest frequency: heat or a power limit holds it back`,
      'let it cool, and look for the limit (cpupower frequency-info, the firmware)',
    );
  } else if (throttles !== null && throttles > 0) {
    warn(
      'throttled',
      `this host has lowered its clock for heat ${throttles === 1 ? 'once' : `${throttles} times`} since it started: a long run may be slowed as well`,
      'cool it better, or keep runs short and let it cool between them',
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
