/**
 * How much CPU time Linux grants a process through its control groups. `os.availableParallelism()` is no substitute: it
 * gives the host's count under a fractional quota.
 *
 * @see https://docs.kernel.org/admin-guide/cgroup-v2.html (cpu.max)
 * @see https://docs.kernel.org/scheduler/sched-bwc.html (cpu.cfs_quota_us, cpu.cfs_period_us)
 */
import { posix } from 'node:path';
import type { ReadText } from './read-text.ts';

/** Where systems mount version 2, the second beside a version 1. */
const V2_ROOTS = ['/sys/fs/cgroup', '/sys/fs/cgroup/unified'];
const V1_ROOTS = ['/sys/fs/cgroup/cpu', '/sys/fs/cgroup/cpu,cpuacct', '/sys/fs/cgroup/cpuacct,cpu'];

/** Cores' worth of CPU time, the tightest limit from the process's own group up to the root; `null` without one. */
export function cgroupQuota(read: ReadText): number | null {
  const own = read('/proc/self/cgroup');
  if (own === null) return null;
  const quotas: number[] = [];
  for (const line of own.trim().split('\n')) {
    const [id, controllers = '', path = '/'] = splitInThree(line);
    const v2 = id === '0' && controllers === '';
    if (!v2 && !controllers.split(',').includes('cpu')) continue;
    for (const root of v2 ? V2_ROOTS : V1_ROOTS) {
      for (const group of upwards(path)) {
        const quota = v2 ? quotaV2(read, root + group) : quotaV1(read, root + group);
        if (quota !== null) quotas.push(quota);
      }
    }
  }
  return quotas.length === 0 ? null : Math.min(...quotas);
}

/** 'hierarchy:controllers:path', where the path may have colons of its own. */
function splitInThree(line: string): string[] {
  const [id = '', controllers = '', ...path] = line.split(':');
  return [id, controllers, path.join(':')];
}

/** '/a/b' as '/a/b', '/a', ''. A container sees its own group as the root, whatever its path is called outside. */
function upwards(path: string): string[] {
  const groups: string[] = [];
  for (let group = posix.normalize(path); group !== '/' && group !== '.'; group = posix.dirname(group))
    groups.push(group);
  return [...groups, ''];
}

/** 'max 100000' or '150000 100000'. */
function quotaV2(read: ReadText, folder: string): number | null {
  const [quota, period] = (read(`${folder}/cpu.max`) ?? '').trim().split(' ');
  return cores(Number(quota), Number(period));
}

/** A quota of -1 is none. */
function quotaV1(read: ReadText, folder: string): number | null {
  return cores(
    Number(read(`${folder}/cpu.cfs_quota_us`) ?? Number.NaN),
    Number(read(`${folder}/cpu.cfs_period_us`) ?? Number.NaN),
  );
}

function cores(quota: number, period: number): number | null {
  return quota > 0 && period > 0 ? quota / period : null;
}
