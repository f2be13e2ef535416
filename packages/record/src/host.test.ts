import os from 'node:os';
import si from 'systeminformation';
import { afterEach, expect, test, vi } from 'vitest';
import { describeHost, usableCores } from './host.ts';
import { host as schema } from './schema.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

test('this host fits the schema', async () => {
  const host = await describeHost();
  schema.parse(host);
  expect(host.cpu.model).not.toBe('');
  expect(host.memoryBytes).toBe(os.totalmem());
});

test('a host does not give away its name, its user or their folder', async () => {
  vi.spyOn(os, 'hostname').mockReturnValue('secret-name');
  vi.spyOn(os, 'homedir').mockReturnValue('/home/secret-name');
  vi.spyOn(os, 'userInfo').mockReturnValue({ ...os.userInfo(), username: 'secret-name', homedir: '/home/secret-name' });
  expect((await si.osInfo()).hostname, 'the name is there to be leaked').toBe('secret-name');
  expect(JSON.stringify(await describeHost())).not.toContain('secret-name');
});

test.each([
  [{ availableParallelism: 8, allowedCores: null, cgroupQuota: null }, 8],
  [{ availableParallelism: 8, allowedCores: [2, 3], cgroupQuota: null }, 2],
  [{ availableParallelism: 8, allowedCores: [0, 1, 2, 3], cgroupQuota: 2.9 }, 2],
  [{ availableParallelism: 8, allowedCores: [0, 1], cgroupQuota: 16 }, 2],
  [{ availableParallelism: 8, allowedCores: null, cgroupQuota: 0.5 }, 1],
])('of %j, %i cores are usable', (host, cores) => {
  expect(usableCores(host)).toBe(cores);
});
