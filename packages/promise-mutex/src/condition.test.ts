import { expect, test } from 'vitest';
import { AbortError, Condition, DeadlockError, Mutex, NotHeldError } from './index.ts';

const turn = () => new Promise(setImmediate);

test('a notified waiter goes on with the mutex held; one notification lets one go, in the order of coming', async () => {
  const mutex = new Mutex();
  const condition = new Condition(mutex);
  const order: number[] = [];
  const waiting = [0, 1, 2].map(async (number) => {
    using guard = await mutex.lock();
    expect(await condition.wait(guard)).toBe(true);
    expect(mutex.tryLock()).toBeUndefined();
    order.push(number);
  });
  await turn();
  condition.notifyOne();
  await turn();
  expect(order).toEqual([0]);
  condition.notifyAll();
  await Promise.all(waiting);
  expect(order).toEqual([0, 1, 2]);
  expect(mutex.tryLock()).toBeDefined();
});

test('a notification that nobody waits for is lost', async () => {
  const mutex = new Mutex();
  const condition = new Condition(mutex);
  condition.notifyOne();
  condition.notifyAll();
  using guard = await mutex.lock();
  expect(await condition.waitAsync(guard, { timeout: 1 })).toBe(false);
});

test('producers and consumers of a short buffer lose nothing', async () => {
  const mutex = new Mutex();
  const changed = new Condition(mutex);
  const buffer: number[] = [];
  const taken: number[] = [];
  const produce = async (from: number) => {
    for (let item = from; item < from + 100; item++) {
      using guard = await mutex.lock();
      while (buffer.length === 2) await changed.wait(guard);
      buffer.push(item);
      changed.notifyAll();
    }
  };
  const consume = async () => {
    for (let i = 0; i < 100; i++) {
      using guard = await mutex.lock();
      while (buffer.length === 0) await changed.wait(guard);
      taken.push(buffer.shift() as number);
      changed.notifyAll();
    }
  };
  await Promise.all([consume(), produce(0), consume(), produce(100), consume(), produce(200)]);
  expect(taken.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 300 }, (_, item) => item));
});

test('past its timeout a wait resolves with false, and the mutex is held again', async () => {
  const mutex = new Mutex();
  const condition = new Condition(mutex);
  for (const timeout of [0, 1]) {
    using guard = await mutex.lock();
    expect(await condition.wait(guard, { timeout })).toBe(false);
    expect(mutex.tryLock()).toBeUndefined();
  }
  condition.notifyAll();
  expect(mutex.tryLock()).toBeDefined();
});

test('an aborted wait rejects only when it has the mutex again', async () => {
  const mutex = new Mutex();
  const condition = new Condition(mutex);
  const controller = new AbortController();
  const waiting = (async () => {
    using guard = await mutex.lock();
    try {
      await condition.wait(guard, { signal: controller.signal });
    } catch (error) {
      expect(mutex.tryLock()).toBeUndefined();
      guard.release();
      expect(mutex.tryLock()).toBeDefined();
      return error;
    }
    return undefined;
  })();
  await turn();
  const other = await mutex.lock();
  controller.abort('enough');
  let settled = false;
  waiting.then(() => {
    settled = true;
  });
  await turn();
  expect(settled).toBe(false);
  other.release();
  const error = await waiting;
  expect(error).toBeInstanceOf(AbortError);
  expect(error).toMatchObject({ cause: 'enough' });
});

test('limits that cannot be kept are refused, and the mutex stays held', async () => {
  const mutex = new Mutex();
  const condition = new Condition(mutex);
  using guard = await mutex.lock();
  await expect(condition.wait(guard, { timeout: -1 })).rejects.toThrow(RangeError);
  await expect(condition.wait(guard, { signal: AbortSignal.abort() })).rejects.toThrow(AbortError);
  expect(mutex.tryLock()).toBeUndefined();
});

test('who does not hold its mutex cannot wait', async () => {
  const mutex = new Mutex();
  const condition = new Condition(mutex);
  const guard = await mutex.lock();
  guard.release();
  await expect(condition.wait(guard)).rejects.toThrow(NotHeldError);
  using others = await new Mutex().lock();
  await expect(condition.wait(others)).rejects.toThrow(NotHeldError);
});

test('a wait that could never have its mutex again is a deadlock, and named', async () => {
  const first = new Mutex({ name: 'first' });
  const second = new Mutex({ name: 'second' });
  const condition = new Condition(second);
  using _kept = await first.lock({ as: 'A' });
  using given = await second.lock({ as: 'A' });
  const waiting = condition.wait(given).catch((error: unknown) => error);
  const others = await second.lock({ as: 'B' });
  const blocked = first.lock({ as: 'B' });
  condition.notifyOne();
  const error = await waiting;
  expect(error).toBeInstanceOf(DeadlockError);
  expect(error).toMatchObject({
    cycle: [
      { contender: 'A', holds: 'first', waitsFor: 'second' },
      { contender: 'B', holds: 'second', waitsFor: 'first' },
    ],
  });
  expect(() => given.release()).toThrow(NotHeldError);
  _kept.release();
  (await blocked).release();
  others.release();
  expect(second.tryLock()).toBeDefined();
});
