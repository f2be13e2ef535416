import { expect, test } from 'vitest';
import { cgroupQuota } from './cgroup.ts';

function system(files: Record<string, string>): (path: string) => string | null {
  return (path) => files[path] ?? null;
}

test('version 2: the quota of the own group', () => {
  const read = system({
    '/proc/self/cgroup': '0::/user.slice/run-1.scope\n',
    '/sys/fs/cgroup/user.slice/run-1.scope/cpu.max': '150000 100000\n',
  });
  expect(cgroupQuota(read)).toBe(1.5);
});

test('version 2: the tightest quota up to the root', () => {
  const read = system({
    '/proc/self/cgroup': '0::/a/b/c\n',
    '/sys/fs/cgroup/a/b/c/cpu.max': 'max 100000\n',
    '/sys/fs/cgroup/a/b/cpu.max': '400000 100000\n',
    '/sys/fs/cgroup/a/cpu.max': '50000 100000\n',
  });
  expect(cgroupQuota(read)).toBe(0.5);
});

test('version 2: in a container the own group is the root', () => {
  const read = system({ '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': '200000 100000\n' });
  expect(cgroupQuota(read)).toBe(2);
});

test('version 1: quota over period, under the name of the host where that is not to be seen', () => {
  const read = system({
    '/proc/self/cgroup': '5:memory:/docker/0f\n4:cpu,cpuacct:/docker/0f\n0::/system.slice\n',
    '/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us': '25000\n',
    '/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us': '100000\n',
  });
  expect(cgroupQuota(read)).toBe(0.25);
});

test.each([
  ['no control groups', {}],
  ['no limit in version 2', { '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': 'max 100000\n' }],
  [
    'no limit in version 1',
    {
      '/proc/self/cgroup': '1:cpu:/\n0::/\n',
      '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1\n',
      '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
    },
  ],
  ['nonsense', { '/proc/self/cgroup': 'what\n0::/../..//x:y\n', '/sys/fs/cgroup/cpu.max': 'a b c\n' }],
])('%s: no quota', (_, files) => {
  expect(cgroupQuota(system(files))).toBeNull();
});
