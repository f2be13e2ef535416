import { expect, test } from 'vitest';
import { crowd } from './crowd.fixture.ts';
import type { How, What } from './holder.fixture.ts';
import { has, headWaits, holder, lineWaits } from './holders.fixture.ts';
import { Semaphore } from './index.ts';

const HOWS = ['blocked', 'async', 'as'] as const satisfies How[];

const permits = (semaphore: Semaphore, weight = 1): What => ({ kind: 'permits', of: semaphore.share(), weight });

test.each(HOWS)('the permits of a holder that is terminated come back, and who gets them is told: %s', async (how) => {
  const semaphore = new Semaphore(3);
  const dead = holder(how, permits(semaphore, 2));
  await has(dead);
  expect([semaphore.available, semaphore.tryAcquire(2)]).toEqual([1, undefined]);
  const waiters = [holder('blocked', permits(semaphore, 2)), holder('async', permits(semaphore, 2))];
  for (const waiter of waiters) expect(await waiter.says()).toBe('asks');
  await dead.worker.terminate();
  for (const waiter of waiters) waiter.end();
  for (const waiter of waiters) expect(await waiter.says()).toBe('has it from a dead one');
  const guard = await semaphore.acquireAsync({ weight: 3 });
  expect(guard.ownerDied).toBe(true);
  guard.markConsistent();
  guard.release();
  expect(semaphore.acquire().ownerDied).toBe(false);
});

test.each(HOWS)('so do those of one that exits: %s', async (how) => {
  const semaphore = new Semaphore(1);
  const dead = holder(how, permits(semaphore), { ending: 'exit' });
  await has(dead);
  dead.end();
  expect((await semaphore.acquireAsync()).ownerDied).toBe(true);
  expect(semaphore.available).toBe(0);
});

test('after the exit of a holder, tryAcquire gets its permits at once', async () => {
  const semaphore = new Semaphore(1);
  const dead = holder('blocked', permits(semaphore));
  await has(dead);
  await dead.worker.terminate();
  expect(semaphore.tryAcquire()?.ownerDied).toBe(true);
});

test.each(HOWS)('a waiter that dies stops nobody, at the head of the line or behind: %s', async (how) => {
  const semaphore = new Semaphore(2);
  const guard = semaphore.acquire();
  const head = holder(how, permits(semaphore, 2));
  expect(await head.says()).toBe('asks');
  await headWaits(semaphore);
  const behind = holder(how, permits(semaphore, 2));
  expect(await behind.says()).toBe('asks');
  await lineWaits(semaphore);
  const last = holder(how, permits(semaphore));
  expect(await last.says()).toBe('asks');
  await Promise.all([head.worker.terminate(), behind.worker.terminate()]);
  expect(await last.says()).toBe('has it');
  guard.release();
  last.end();
  (await semaphore.acquireAsync({ weight: 2 })).release();
});

test('wherever threads are terminated, no permit is lost', async () => {
  await crowd('semaphore', { deaths: 6 });
});
