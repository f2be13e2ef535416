import os from 'node:os';
import { expect, test } from 'vitest';
import { describeHost, usableCores } from './host.ts';
import { host as schema } from './schema.ts';
import { hasControlCharacters } from './text.ts';

test('this host fits the schema and gives away neither its name nor its user', async () => {
  const host = await describeHost();
  schema.parse(host);
  expect(host.cpu.model).not.toBe('');
  expect(host.memoryBytes).toBe(os.totalmem());
  const text = JSON.stringify(host);
  expect(hasControlCharacters(text)).toBe(false);
  // A short name ('vm', 'mac') may well be part of another word.
  const words = text.split(/[^\w.-]+/);
  expect(words).not.toContain(os.hostname());
  expect(words).not.toContain(os.userInfo().username);
  expect(text).not.toContain(os.homedir() === '/' ? '\0' : os.homedir());
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
