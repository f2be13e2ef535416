import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { AbortError, Condition, Mutex, NotHeldError } from './index.ts';
import { ITEM } from './memory.fixture.ts';
import { Sentry } from './sentry.ts';
import { Stage } from './stage.fixture.ts';

const ITEMS = 300;

test.each([
  ['blocked', 0],
  ['tasks', 1],
])('two producers and two consumers pass every item on, once: %s', async (_how, async) => {
  const stage = new Stage();
  const producers = [
    stage.start('produce', 1, ITEMS + 1, async),
    stage.start('produce', ITEMS + 1, 2 * ITEMS + 1, async),
  ];
  const consumers = [stage.start('consume', ITEMS, async), stage.start('consume', ITEMS, async)];
  for (const producer of producers) expect(await producer.says()).toBe('done');
  const sums = await Promise.all(consumers.map((consumer) => consumer.says<number>()));
  expect(sums.reduce((a, b) => a + b)).toBe(ITEMS * (2 * ITEMS + 1));
});

function fresh() {
  const view = new Int32Array(new SharedArrayBuffer(8));
  const mutex = new Mutex(view, 0);
  return { mutex, condition: new Condition(mutex, view, 1) };
}

test('who waits has released the mutex, and holds it again when it is told', async () => {
  const { mutex, condition } = fresh();
  const guard = await mutex.lockAsync();
  const told = condition.waitAsync(guard);
  expect(guard.held).toBe(false);
  {
    using _ = await mutex.lockAsync();
    condition.notifyOne();
  }
  expect(await told).toBe(true);
  expect(guard.held).toBe(true);
  expect(mutex.tryLock()).toBeUndefined();
});

test.each([1, 2])('%i notices in one turn wake as many tasks, and a notice to all wakes all', async (notices) => {
  const { mutex, condition } = fresh();
  let told = 0;
  const tasks = Array.from({ length: 5 }, async () => {
    using guard = await mutex.lockAsync();
    await condition.waitAsync(guard);
    told++;
  });
  await mutex.runExclusive(() => {
    for (let i = 0; i < notices; i++) condition.notifyOne();
  });
  while (told < notices) await turn();
  // Time for one more to wake in, if it would: it passes however long that is.
  await sleep(150);
  expect(told).toBe(notices);
  condition.notifyAll();
  await Promise.all(tasks);
  expect(told).toBe(5);
});

test('a time that runs out and a signal that is aborted end a wait, with the mutex held again', async () => {
  const { mutex, condition } = fresh();
  using guard = await mutex.lockAsync();
  expect(condition.wait(guard, { timeout: 5 })).toBe(false);
  expect(await condition.waitAsync(guard, { timeout: 5 })).toBe(false);
  const controller = new AbortController();
  const aborted = condition.waitAsync(guard, { signal: controller.signal });
  controller.abort();
  await expect(aborted).rejects.toThrow(AbortError);
  await expect(condition.waitAsync(guard, { signal: AbortSignal.abort() })).rejects.toThrow(AbortError);
  expect(guard.held).toBe(true);
  expect(mutex.tryLock()).toBeUndefined();
});

test('who does not hold the mutex cannot wait for a condition of it', async () => {
  const { mutex, condition } = fresh();
  const guard = mutex.lock();
  guard.release();
  expect(() => condition.wait(guard)).toThrow(NotHeldError);
  await expect(condition.waitAsync(guard)).rejects.toThrow(NotHeldError);
  using other = fresh().mutex.lock();
  expect(() => condition.wait(other)).toThrow('hand over the guard');
});

test('a notice that a thread died of reaches the others', async () => {
  const stage = new Stage();
  const [first, second] = [stage.start('awaitNotice'), stage.start('awaitNotice')];
  await Promise.all([first.says(), second.says()]);
  // Each has held the mutex, and lets go of it only by waiting.
  stage.mutex.lock().release();
  const condition = new Condition(stage.mutex, stage.view, ITEM);
  const terminated = first.worker.terminate();
  condition.notifyOne();
  expect(await second.says()).toBe('told');
  await terminated;
});

test('one notice wakes one thread, however long the others sleep already', async () => {
  const stage = new Stage();
  const waiters = Array.from({ length: 4 }, () => stage.start('awaitNotice'));
  await Promise.all(waiters.map((waiter) => waiter.says()));
  stage.mutex.lock().release();
  const told: number[] = [];
  const all = waiters.map(async (waiter, i) => {
    await waiter.says();
    told.push(i);
  });
  const condition = new Condition(stage.mutex, stage.view, ITEM);
  for (let notices = 1; notices <= 4; notices++) {
    condition.notifyOne();
    // Time for others to wake in, if they would: it passes however long that is.
    await sleep(120);
    expect(told.length).toBeLessThanOrEqual(notices);
  }
  await Promise.all(all);
});

test('a thread that blocks waits for a predicate no longer than a timeout allows', () => {
  const { mutex, condition } = fresh();
  using guard = mutex.lock();
  expect(condition.wait(guard, () => true, { timeout: 0 })).toBe(true);
  expect(condition.wait(guard, () => false, { timeout: 5 })).toBe(false);
  expect(guard.held).toBe(true);
});

test('tasks that wait for long look ever more rarely, and begin anew when somebody was notified', async () => {
  const { mutex, condition } = fresh();
  const posted = vi.spyOn(Sentry.prototype, 'post');
  onTestFinished(() => posted.mockRestore());
  /** Of the condition's own, which is at word 1, and not the mutex's. */
  const sleeps = () =>
    posted.mock.calls.flatMap(([, patience], i) =>
      posted.mock.results[i]?.value && (posted.mock.contexts[i] as Sentry).index === 1 ? [patience] : [],
    );
  let told = 0;
  const tasks = Array.from({ length: 8 }, async () => {
    using guard = await mutex.lockAsync();
    await condition.waitAsync(guard);
    told++;
  });
  await expect.poll(() => sleeps().slice(0, 5)).toEqual([50, 100, 200, 400, 400]);
  posted.mockClear();
  for (let notices = 1; notices <= tasks.length; notices++) {
    condition.notifyOne();
    while (told < notices) await turn();
  }
  // Some may have come just when a sleep ended by itself.
  expect(sleeps()).toContain(50);
  await Promise.all(tasks);
});

test('a guard is of the mutex and not of the view that it was locked by', async () => {
  const { buffer } = new Int32Array(new SharedArrayBuffer(16));
  const [whole, part] = [new Int32Array(buffer), new Int32Array(buffer, 4)];
  const condition = new Condition(new Mutex(part, 0), part, 1);
  using guard = new Mutex(whole, 1).lock();
  expect(condition.wait(guard, { timeout: 1 })).toBe(false);
  using other = new Mutex(whole, 0).lock();
  expect(() => condition.wait(other)).toThrow(NotHeldError);
});
