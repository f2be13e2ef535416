import os from 'node:os';
import si from 'systeminformation';
import { afterEach, expect, test, vi } from 'vitest';
import { describeHost, processorName, usableCores } from './host.ts';
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

test.each([
  [{ family: '26', model: '2' }, 'family 26 model 2'],
  [{ family: '', model: '' }, null],
])('a processor that CPUID tells as %j is signed %s', async (told, signature) => {
  vi.spyOn(os, 'arch').mockReturnValue('x64');
  vi.spyOn(si, 'cpu').mockResolvedValue({ ...(await si.cpu()), ...told });
  expect((await describeHost()).cpu.signature).toBe(signature);
});

test('a processor is named by what its host calls it, and signed where that is known', () => {
  expect(processorName({ vendor: 'AMD', model: 'AMD EPYC', signature: 'family 26 model 2' })).toBe(
    'AMD EPYC (family 26 model 2)',
  );
  expect(processorName({ vendor: 'Apple', model: 'Apple M2', signature: null })).toBe('Apple M2');
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
