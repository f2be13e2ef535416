/** What of a host passes, and so is no part of its description: it is looked at before a run, and warned of. */
import os from 'node:os';
import si from 'systeminformation';
import { parseCoreList } from './core-list.ts';
import { type List, list, type ReadText, readText } from './read-text.ts';
import type { Host } from './schema.ts';

export interface Circumstances {
  /** The system's one-minute load average; `null` where there is none. */
  load: number | null;
  /** Whether the machine runs on its battery. */
  onBattery: boolean | null;
  /** How often the hottest of the allowed cores has lowered its clock for heat since the system started. */
  throttles: number | null;
  /** The frequency of the fastest of the allowed cores, relative to the highest that it can reach. */
  clockShare: number | null;
  /** The allowed cores, those that are threads of one physical core together. */
  siblings: number[][] | null;
}

/** @param host what of it this process may use */
export async function describeCircumstances({ allowedCores }: Pick<Host, 'allowedCores'>): Promise<Circumstances> {
  const cores = allowedCores ?? [];
  return {
    // Windows has none, for which Node gives 0.
    load: os.platform() === 'win32' ? null : (os.loadavg()[0] ?? null),
    onBattery: os.platform() === 'linux' ? linuxOnBattery(readText, list) : await elsewhereOnBattery(),
    throttles: throttles(readText, cores),
    clockShare: clockShare(readText, cores),
    siblings: siblings(readText, cores),
  };
}

/** Linux alone has a folder of them; systeminformation would ask slower there. */
async function elsewhereOnBattery(): Promise<boolean> {
  const { hasBattery, acConnected } = await si.battery();
  return hasBattery && !acConnected;
}

/**
 * On battery: one that feeds the system is discharging, and no other supply is online. A laptop under load may draw from its
 * battery beside a weak charger, whose clock is then not lowered. The batteries of mice and pens are not the system's.
 *
 * @returns `null` where no supply is known
 * @see https://docs.kernel.org/power/power_supply_class.html
 * @see https://docs.kernel.org/admin-guide/abi-testing.html (/sys/class/power_supply/<supply_name>/online, scope, status, type)
 */
export function linuxOnBattery(read: ReadText, list: List): boolean | null {
  const folder = '/sys/class/power_supply';
  const supplies = list(folder)
    .map((name) => {
      const of = (attribute: string) => read(`${folder}/${name}/${attribute}`)?.trim();
      return { type: of('type'), scope: of('scope'), status: of('status'), online: of('online') };
    })
    .filter(({ type, scope }) => type !== undefined && scope !== 'Device');
  if (supplies.length === 0) return null;
  // 1 is online at a fixed voltage, 2 at one that is agreed upon.
  const fed = supplies.some(({ type, online }) => type !== 'Battery' && (online === '1' || online === '2'));
  return !fed && supplies.some(({ type, status }) => type === 'Battery' && status === 'Discharging');
}

const cpu = (core: number): string => `/sys/devices/system/cpu/cpu${core}`;

/**
 * x86 processors count it.
 *
 * @see https://docs.kernel.org/admin-guide/abi-testing.html (/sys/devices/system/cpu/cpuX/thermal_throttle/core_throttle_count)
 */
export function throttles(read: ReadText, cores: readonly number[]): number | null {
  return greatest(cores.map((core) => whole(read(`${cpu(core)}/thermal_throttle/core_throttle_count`))));
}

/** @see https://docs.kernel.org/admin-guide/pm/cpufreq.html (scaling_cur_freq, cpuinfo_max_freq) */
export function clockShare(read: ReadText, cores: readonly number[]): number | null {
  return greatest(
    cores.map((core) => {
      const now = whole(read(`${cpu(core)}/cpufreq/scaling_cur_freq`));
      const most = whole(read(`${cpu(core)}/cpufreq/cpuinfo_max_freq`));
      return now === null || most === null || most === 0 ? null : now / most;
    }),
  );
}

/**
 * @returns in the order of their first cores; `null` where the topology is not known
 * @see https://docs.kernel.org/admin-guide/cputopology.html (thread_siblings_list)
 */
export function siblings(read: ReadText, cores: readonly number[]): number[][] | null {
  const groups = new Map<string, number[]>();
  for (const core of cores) {
    const together = read(`${cpu(core)}/topology/thread_siblings_list`)?.trim() ?? '';
    const all = parseCoreList(together);
    if (all === null) return null;
    if (!groups.has(together))
      groups.set(
        together,
        all.filter((each) => cores.includes(each)),
      );
  }
  return groups.size === 0 ? null : [...groups.values()];
}

function whole(text: string | null): number | null {
  return text !== null && /^\d+$/.test(text.trim()) ? Number(text) : null;
}

function greatest(values: readonly (number | null)[]): number | null {
  return values.reduce((a, b) => (a === null || (b !== null && b > a) ? b : a), null);
}
