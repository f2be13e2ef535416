import { expect, test } from 'vitest';
import { Mutex, NotRecoverableError } from './index.ts';
import { COUNT, SLOT } from './memory.fixture.ts';
import { Stage } from './stage.fixture.ts';

test.each(['hold', 'holdAsync', 'holdAs'] as const)(
  'a holder that is terminated leaves the mutex, and who gets it is told: %s',
  async (deed) => {
    const stage = new Stage();
    const holder = stage.start(deed);
    await holder.says();
    expect(stage.mutex.tryLock()).toBeUndefined();
    await holder.worker.terminate();
    using guard = await stage.mutex.lockAsync();
    expect(guard.ownerDied).toBe(true);
  },
);

test.each(['exitHolding', 'throwHolding', 'forget'] as const)('so does one that ends by itself: %s', async (deed) => {
  const stage = new Stage();
  const holder = stage.start(deed);
  const failed = holder.error.then(({ message }) => message);
  await holder.says();
  stage.open();
  const guard = await stage.mutex.lockAsync();
  expect(guard.ownerDied).toBe(true);
  if (deed === 'throwHolding') expect(await failed).toBe('out of the section');
});

test('after the exit of a holder, tryLock gets the mutex at once', async () => {
  const stage = new Stage();
  const holder = stage.start('hold');
  await holder.says();
  await holder.worker.terminate();
  expect(stage.mutex.tryLock()?.ownerDied).toBe(true);
});

test.runIf(process.platform === 'linux')(
  'a thread that blocks before its worker has died gets the mutex, too',
  async () => {
    const stage = new Stage();
    const holder = stage.start('hold');
    await holder.says();
    // Its exit cannot be told to this thread while it is blocked: a waiter must see for itself.
    void holder.worker.terminate();
    using guard = stage.mutex.lock();
    expect(guard.ownerDied).toBe(true);
  },
);

test('waiters of every kind get past a dead holder, one after the other', async () => {
  const stage = new Stage();
  const holder = stage.start('hold');
  await holder.says();
  const waiters = [stage.start('waitBlocked'), stage.start('waitAsync'), stage.start('waitBlocked')];
  for (const waiter of waiters) await waiter.says();
  await holder.worker.terminate();
  for (const waiter of waiters) expect(await waiter.says()).toBe('got it from a dead one');
});

test.each(['waitBlocked', 'waitAsync'] as const)('a waiter that dies stops nobody: %s', async (deed) => {
  const stage = new Stage();
  const guard = stage.mutex.lock();
  const first = stage.start(deed);
  await first.waits(deed);
  const second = stage.start(deed);
  await second.waits(deed);
  // Terminated as the first in the queue, at the moment when it is woken or just before.
  const terminated = first.worker.terminate();
  guard.release();
  expect(await second.says()).toBe('got it');
  await terminated;
  stage.mutex.lock({ timeout: 20_000 }).release();
});

test('wherever threads are terminated, the others go on, and who finds a half-written state was told', async () => {
  const stage = new Stage();
  const writers = Array.from({ length: 3 }, () => stage.start('writeTwice'));
  for (const writer of writers) expect(await writer.says()).toBe('writes');
  for (let i = 0; i < 6; i++) {
    await stage.counts();
    const [first] = writers.splice(0, 1);
    await first?.worker.terminate();
    expect(first?.messages).toEqual([]);
    const writer = stage.start('writeTwice');
    expect(await writer.says()).toBe('writes');
    writers.push(writer);
    await stage.counts();
  }
  for (const { worker, messages } of writers) {
    await worker.terminate();
    expect(messages).toEqual([]);
  }
  using guard = await stage.mutex.lockAsync();
  expect(guard.ownerDied || stage.view[COUNT] === stage.view[SLOT]).toBe(true);
});

test('a worker that dies with its parent leaves the mutex as well', async () => {
  const stage = new Stage();
  const parent = stage.start('parent');
  await parent.says();
  await parent.worker.terminate();
  using guard = await stage.mutex.lockAsync();
  expect(guard.ownerDied).toBe(true);
});

test('that a holder died is told to every holder until one says that all is well', async () => {
  const stage = new Stage();
  const holder = stage.start('hold');
  await holder.says();
  await holder.worker.terminate();
  for (let i = 0; i < 3; i++) {
    using guard = stage.mutex.lock();
    expect(guard.ownerDied).toBe(true);
  }
  {
    using guard = await stage.mutex.lockAsync();
    guard.markConsistent();
    expect(guard.ownerDied).toBe(false);
  }
  using guard = stage.mutex.lock();
  expect(guard.ownerDied).toBe(false);
});

test('what is declared lost is refused to everybody: who waits blocked, who waits as a task, who comes later', async () => {
  const stage = new Stage();
  const guard = stage.mutex.lock();
  const blocked = stage.start('waitBlocked');
  const task = stage.start('waitAsync');
  await Promise.all([blocked.waits('waitBlocked'), task.waits('waitAsync')]);
  guard.declareLost();
  for (const { error } of [blocked, task]) expect(await error).toMatchObject({ code: 'not-recoverable' });
  expect(() => stage.mutex.lock()).toThrow(NotRecoverableError);
  expect(() => stage.mutex.tryLock()).toThrow(NotRecoverableError);
  await expect(stage.mutex.lockAsync()).rejects.toThrow(NotRecoverableError);
  expect(() => guard.release()).toThrow('released by a contender that does not hold it');
});

test('threads that come and go do not wear out the registry, and none is taken for another', async () => {
  const stage = new Stage();
  stage.start('hold');
  await stage.start('waitBlocked').says();
  for (let i = 0; i < 8; i++) {
    const passer = stage.start('waitAsync');
    await passer.says();
    await passer.worker.terminate();
  }
  expect(stage.mutex.tryLock()).toBeUndefined();
  expect(new Mutex(stage.view, 0).tryLock()).toBeUndefined();
});
