import { semaphore } from '@contend/conformance/semaphore';
import { expect, test } from 'vitest';
import { Semaphore } from './index.ts';

semaphore((permits, options) => new Semaphore(permits, options));

test('its name is in the errors of those who wait', async () => {
  const semaphore = new Semaphore(1, { name: 'connections', maxWaiting: 1 });
  expect([semaphore.name, new Semaphore(1).name]).toEqual(['connections', expect.stringMatching(/^semaphore \d+$/)]);
  const guard = await semaphore.acquire();
  const refused = expect(semaphore.acquire({ timeout: 50 })).rejects.toThrow(
    '50 ms: allow a longer timeout, or find what',
  );
  await expect(semaphore.acquire()).rejects.toThrow('make connections with a larger maxWaiting');
  await expect(semaphore.acquire({ timeout: 0 })).rejects.toThrow('find what holds connections for so long');
  await refused;
  guard.release();
  expect(() => guard.release()).toThrow('connections is not held by this guard any more');
});

test('20 000 waiters with limits are let in by one release, however many at once', async () => {
  const waiters = 20_000;
  const semaphore = new Semaphore(waiters);
  const all = await semaphore.acquire({ weight: waiters });
  const { signal } = new AbortController();
  const waits = Array.from({ length: waiters }, () => semaphore.acquire({ signal, timeout: 1e6 }));
  all.release();
  expect(semaphore).toMatchObject({ available: 0, waiting: 0 });
  for (const guard of await Promise.all(waits)) guard.release();
  expect(semaphore.available).toBe(waiters);
});

test('an abort right behind a hand-over comes too late', async () => {
  const semaphore = new Semaphore(1);
  const guard = await semaphore.acquire();
  const controller = new AbortController();
  const served = semaphore.acquire({ signal: controller.signal, timeout: 60_000 });
  const last = semaphore.acquire();
  guard.release();
  controller.abort();
  (await served).release();
  (await last).release();
  expect(semaphore.available).toBe(1);
});
