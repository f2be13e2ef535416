import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { holder } from './holders.fixture.ts';
import { AbortError, Mutex, TimeoutError } from './index.ts';
import { NAP_MS, PATIENCE_MS } from './lock-word.ts';
import { CORE } from './mutex.ts';
import { Stage } from './stage.fixture.ts';

const fresh = () => new Mutex(new Int32Array(new SharedArrayBuffer(4)), 0);

test('tasks of one thread exclude each other, and get the mutex in the order in which they came', async () => {
  const mutex = fresh();
  const order: number[] = [];
  let inside = 0;
  await Promise.all(
    Array.from({ length: 20 }, async (_, i) => {
      using _guard = await mutex.lockAsync();
      expect(++inside).toBe(1);
      order.push(i);
      await sleep(i % 3);
      inside--;
    }),
  );
  expect(order).toEqual(Array.from({ length: 20 }, (_, i) => i));
});

test('tasks of one thread that use Mutexes of their own over one word exclude each other', async () => {
  const view = new Int32Array(new SharedArrayBuffer(4));
  let inside = 0;
  await Promise.all(
    Array.from({ length: 10 }, async () => {
      using _guard = await new Mutex(view, 0).lockAsync();
      expect(++inside).toBe(1);
      await sleep(1);
      inside--;
    }),
  );
});

test('an aborted waiter leaves at once, and is not served', async () => {
  const { mutex } = new Stage();
  const guard = mutex.lock();
  const controller = new AbortController();
  const aborted = mutex.lockAsync({ signal: controller.signal });
  const next = mutex.lockAsync();
  const reason = new Error('no longer wanted');
  controller.abort(reason);
  expect(mutex[CORE].tasks?.queue.length).toBe(1);
  await expect(aborted).rejects.toMatchObject({ name: 'AbortError', code: 'abort', cause: reason });
  guard.release();
  (await next).release();
});

test('a signal that is aborted already is refused, though the mutex is free', async () => {
  await expect(fresh().lockAsync({ signal: AbortSignal.abort() })).rejects.toThrow(AbortError);
});

test('a time that is none is refused, though the mutex is free', async () => {
  for (const timeout of [-1, Number.NaN]) await expect(fresh().lockAsync({ timeout })).rejects.toThrow(RangeError);
});

test('a waiter whose time is up leaves at once, and is not served', async () => {
  const mutex = fresh();
  const guard = mutex.lock();
  await expect(mutex.lockAsync({ timeout: 5 })).rejects.toThrow(TimeoutError);
  expect(mutex[CORE].tasks?.queue.length).toBe(0);
  guard.release();
  mutex.lock().release();
});

test('a hundred thousand aborted waiters leave nothing behind', async () => {
  const mutex = fresh();
  const guard = mutex.lock();
  const controller = new AbortController();
  const waiters = Array.from({ length: 100_000 }, () => mutex.lockAsync({ signal: controller.signal, timeout: 1e6 }));
  const last = mutex.lockAsync();
  controller.abort();
  expect(mutex[CORE].tasks?.queue.length).toBe(1);
  expect(process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length).toBeLessThan(10);
  const outcomes = await Promise.allSettled(waiters);
  expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
  guard.release();
  (await last).release();
});

test('waiters leave from anywhere in the queue, each by a signal of its own', async () => {
  const mutex = fresh();
  const guard = mutex.lock();
  const controllers = Array.from({ length: 1_000 }, () => new AbortController());
  const waiters = controllers.map(({ signal }) => mutex.lockAsync({ signal }));
  const settled = Promise.allSettled(waiters);
  for (const [i, controller] of controllers.entries()) if (i % 2 === 0) controller.abort();
  for (const controller of controllers.toReversed()) controller.abort();
  expect(mutex[CORE].tasks?.queue.length).toBe(0);
  await settled;
  guard.release();
});

test('a waiter that left takes no wake-up from a thread that waits', async () => {
  const stage = new Stage();
  for (let i = 0; i < 5; i++) {
    const guard = stage.mutex.lock();
    const controller = new AbortController();
    // The loop waits first, the thread second; then the task leaves, but the loop's own waiter cannot.
    const aborted = stage.mutex.lockAsync({ signal: controller.signal });
    const thread = stage.start('waitBlocked');
    await thread.waits('waitBlocked');
    controller.abort();
    guard.release();
    await expect(aborted).rejects.toThrow(AbortError);
    expect(await thread.says()).toBe('got it');
  }
});

/**
 * Blocks in lock() while another thread holds the mutex, which releases it once this one sleeps.
 *
 * @param first runs when the other holds it
 * @returns ms that it meant to sleep, each time
 */
async function sleepsIn(mutex: Mutex, first = () => {}): Promise<number[]> {
  const other = holder('blocked', { kind: 'mutex', of: mutex.share() });
  expect([await other.says(), await other.says()]).toEqual(['asks', 'has it']);
  first();
  const { wait } = Atomics;
  const sleeps: number[] = [];
  const observed = (view: Int32Array, index: number, value: number, ms: number) => {
    other.end();
    sleeps.push(ms);
    return wait(view, index, value, ms);
  };
  const spy = vi.spyOn(Atomics, 'wait').mockImplementation(observed as typeof wait);
  try {
    mutex.lock().release();
  } finally {
    spy.mockRestore();
  }
  return sleeps;
}

test('a thread whose own tasks wait sleeps briefly, for a wake-up may go to them, who cannot take it', async () => {
  const mutex = new Mutex();
  expect((await sleepsIn(mutex))[0]).toBe(PATIENCE_MS);
  let task: Promise<unknown> | undefined;
  const sleeps = await sleepsIn(mutex, () => {
    task = mutex.runExclusive(() => {});
    // On the word before the thread is, and so woken before it.
    expect(mutex[CORE].tasks?.sentry.posted).toBe(true);
  });
  expect(sleeps.length).toBeGreaterThan(0);
  expect(Math.max(...sleeps)).toBeLessThanOrEqual(NAP_MS);
  await task;
});

test('a task that waits keeps its event loop alive', async () => {
  const stage = new Stage();
  const guard = stage.mutex.lock();
  const waiter = stage.start('waitAlone');
  await waiter.says();
  // Time for the loop to end in, if it would: it passes however long that is.
  await sleep(200);
  guard.release();
  expect(await waiter.says()).toBe('got it');
});

test('an event loop where nobody waits any more ends', async () => {
  const stage = new Stage();
  expect(await stage.start('waitAlone').exit).toBe(0);
});

test('threads and tasks lose no increment', async () => {
  const stage = new Stage();
  const counters = Array.from({ length: 4 }, () => stage.start('count', 5_000));
  for (const counter of counters) expect(await counter.says()).toBe('done');
  using _ = await stage.mutex.lockAsync();
  expect(stage.view[8]).toBe(20_000);
});

test('runExclusive releases when its function returns, throws or rejects, and hands on what that gives', async () => {
  const mutex = fresh();
  expect(await mutex.runExclusive(() => 1)).toBe(1);
  expect(await mutex.runExclusive(async () => 2)).toBe(2);
  await expect(
    mutex.runExclusive(() => {
      throw new Error('sync');
    }),
  ).rejects.toThrow('sync');
  await expect(
    mutex.runExclusive(async () => {
      await sleep(1);
      expect(mutex.tryLock()).toBeUndefined();
      throw new Error('async');
    }),
  ).rejects.toThrow('async');
  mutex.lock().release();
});

test('whether it is held, by whomever, and how many tasks of the thread wait', async () => {
  const stage = new Stage();
  const { mutex } = stage;
  expect([mutex.locked, mutex.waiting]).toEqual([false, 0]);
  const holder = stage.start('hold');
  await holder.says();
  const waits = [mutex.lockAsync({ timeout: 1e6 }), mutex.lockAsync({ as: 'one' })];
  expect([mutex.locked, mutex.waiting]).toEqual([true, 2]);
  await holder.worker.terminate();
  for (const each of waits) (await each).release();
  expect([mutex.locked, mutex.waiting]).toEqual([false, 0]);
});
