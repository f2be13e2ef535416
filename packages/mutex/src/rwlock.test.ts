import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { crowd } from './crowd.fixture.ts';
import type { Failure, How, What } from './holder.fixture.ts';
import { has, headWaits, holder, lineWaits } from './holders.fixture.ts';
import { AbortError, NotHeldError, NotRecoverableError, RelockError, RWLock, TimeoutError } from './index.ts';

const HOWS = ['blocked', 'async', 'as'] as const satisfies How[];
/** As crowd.fixture.ts counts. */
const A_WRITER = 100;

const reading = (lock: RWLock): What => ({ kind: 'read', of: lock.share() });
const writing = (lock: RWLock): What => ({ kind: 'write', of: lock.share() });

test('one thread or task writes, and nobody reads meanwhile', async () => {
  expect(await crowd('rwlock')).toBeLessThanOrEqual(A_WRITER);
});

test('a lock that lets in whoever comes is caught', async () => {
  expect(await crowd('careless rwlock', { most: A_WRITER + 1 })).toBeGreaterThan(A_WRITER);
});

test('wherever threads are terminated, the others read and write', async () => {
  await crowd('rwlock', { deaths: 6 });
});

test.each(HOWS)('readers read together: %s', async (how) => {
  const lock = new RWLock();
  using _ = lock.read();
  await has(holder(how, reading(lock)));
  expect([lock.tryRead()?.held, lock.tryWrite()]).toEqual([true, undefined]);
});

test.each(HOWS)('readers that keep coming do not starve a writer, nor writers a reader: %s', async (how) => {
  const lock = new RWLock();
  const guard = lock.read();
  const writer = holder(how, writing(lock));
  expect(await writer.says()).toBe('asks');
  await headWaits(lock);
  expect(lock.tryRead()).toBeUndefined();
  const reader = holder(how, reading(lock));
  expect(await reader.says()).toBe('asks');
  await lineWaits(lock);
  guard.release();
  expect(await writer.says()).toBe('has it');
  await headWaits(lock);
  expect(lock.tryWrite()).toBeUndefined();
  // Time for the reader to get in, if it would: it passes however long that is.
  await sleep(100);
  expect(reader.messages).toEqual([]);
  writer.end();
  expect(await reader.says()).toBe('has it');
});

test('who reads reads again past a writer that waits for it: a thread, and a named task', async () => {
  const lock = new RWLock();
  const guards = [lock.read(), await lock.readAsync({ as: 'one' })];
  const writer = holder('blocked', writing(lock));
  expect(await writer.says()).toBe('asks');
  await headWaits(lock);
  guards.push(lock.read(), await lock.readAsync({ as: 'one' }));
  for (const guard of guards) guard.release();
  expect(await writer.says()).toBe('has it');
});

test('the only reader becomes the writer, and the writer a reader, with nobody in between', async () => {
  const lock = new RWLock();
  {
    using reads = lock.read();
    using writes = reads.tryUpgrade();
    expect([reads.held, writes?.held]).toEqual([false, true]);
    expect(() => reads.release()).toThrow(NotHeldError);
    expect(() => reads.tryUpgrade()).toThrow(NotHeldError);
    expect(lock.tryRead()).toBeUndefined();
    const next = holder('async', writing(lock));
    expect(await next.says()).toBe('asks');
    await headWaits(lock);
    using again = writes?.downgrade();
    expect([writes?.held, again?.held]).toEqual([false, true]);
    expect(() => writes?.downgrade()).toThrow(NotHeldError);
    // Past the writer that waits for it.
    using once = again?.tryUpgrade();
    expect(once?.held).toBe(true);
    expect(next.messages).toEqual([]);
    next.end();
  }
  (await lock.writeAsync({ timeout: 1e6, as: 'one' })).downgrade().release();
});

test('where others read, none becomes the writer, and it reads on', async () => {
  const lock = new RWLock();
  const other = holder('blocked', reading(lock));
  await has(other);
  const guard = await lock.readAsync();
  expect([guard.tryUpgrade(), guard.held]).toEqual([undefined, true]);
  other.end();
  expect(await other.says()).toBe('released');
  guard.tryUpgrade()?.release();
  lock.write().release();
});

test.each(HOWS)('a writer that dies is told to everybody until one says that all is well: %s', async (how) => {
  const lock = new RWLock();
  const dead = holder(how, writing(lock));
  await has(dead);
  const waiters = [holder('async', reading(lock)), holder('blocked', writing(lock))];
  for (const waiter of waiters) expect(await waiter.says()).toBe('asks');
  await dead.worker.terminate();
  for (const waiter of waiters) waiter.end();
  for (const waiter of waiters) expect(await waiter.says()).toBe('has it from a dead one');
  expect((await lock.runShared(({ ownerDied }) => ownerDied)) && lock.tryRead()?.ownerDied).toBe(true);
});

test('a writer that exits leaves what can be mended, or be declared lost to all who wait and come', async () => {
  const lock = new RWLock();
  const dead = holder('blocked', writing(lock), { ending: 'exit' });
  await has(dead);
  dead.end();
  const guard = await lock.writeAsync();
  expect(guard.ownerDied).toBe(true);
  guard.markConsistent();
  expect(guard.downgrade().ownerDied).toBe(false);
});

test('what is declared lost is refused to everybody', async () => {
  const lock = new RWLock();
  const guard = lock.write();
  const waiters = [holder('blocked', reading(lock)), holder('async', writing(lock)), holder('blocked', writing(lock))];
  for (const waiter of waiters) expect(await waiter.says()).toBe('asks');
  await headWaits(lock);
  await lineWaits(lock);
  guard.declareLost();
  for (const waiter of waiters) expect(await waiter.says<Failure>()).toMatchObject({ code: 'not-recoverable' });
  expect(() => lock.read()).toThrow(NotRecoverableError);
  expect(() => lock.tryWrite()).toThrow(NotRecoverableError);
  await expect(lock.runShared(() => {})).rejects.toThrow(NotRecoverableError);
  expect(() => guard.declareLost()).toThrow(NotHeldError);
});

test.each(HOWS)('a reader that dies is just gone: %s', async (how) => {
  const lock = new RWLock();
  const dead = holder(how, reading(lock));
  await has(dead);
  await dead.worker.terminate();
  expect((await lock.writeAsync()).ownerDied).toBe(false);
});

test('a thread that reads or writes and asks for what waits for it is told so at once', async () => {
  const lock = new RWLock({ name: 'the cache' });
  const reads = lock.read();
  expect(() => lock.write()).toThrow(RelockError);
  expect(() => lock.write({ timeout: 5 })).toThrow('the main thread holds the cache and waits for the cache');
  reads.release();
  const writes = lock.write();
  for (const ask of [() => lock.read(), () => lock.write()]) expect(ask).toThrow(RelockError);
  writes.release();
  const named = await lock.readAsync({ as: 'one' });
  await expect(lock.writeAsync({ as: 'one' })).rejects.toThrow(RelockError);
  expect(() => lock.write()).toThrow('a task of the main thread holds the cache');
  named.release();
  lock.write().release();
});

test.each(['blocked', 'as'] as const)('readers that want to write in a circle are named: %s', async (how) => {
  const locks = [new RWLock({ name: 'A' }), new RWLock({ name: 'B' })] as const;
  // Others read as well and wait for nothing, so that each writer waits for several.
  const readers = [...locks, ...locks].map((lock) => holder('blocked', reading(lock)));
  for (const reader of readers) await has(reader);
  const [a, b] = locks;
  const actors = [holder(how, [reading(a), writing(b)]), holder(how, [reading(b), writing(a)])];
  for (const actor of actors) await has(actor);
  const more = [...locks, ...locks].map((lock) => holder('blocked', reading(lock)));
  for (const reader of more) await has(reader);
  for (const actor of actors) actor.open(1);
  for (const actor of actors) expect(await actor.says()).toBe('asks');
  const first = await Promise.race(actors.map((actor) => actor.says<Failure>()));
  expect(first).toMatchObject({ code: 'deadlock' });
  expect(first.cycle?.map(({ holds }) => holds).toSorted()).toEqual(['A', 'B']);
});

test('waiting ends by a time, a signal, and for all at once', async () => {
  const lock = new RWLock();
  const other = holder('blocked', writing(lock));
  await has(other);
  for (const timeout of [0, 5]) {
    for (const ask of [() => lock.read({ timeout }), () => lock.write({ timeout })]) expect(ask).toThrow(TimeoutError);
    await expect(lock.readAsync({ timeout })).rejects.toThrow(TimeoutError);
  }
  const controller = new AbortController();
  const waits = [
    lock.readAsync({ signal: controller.signal }),
    lock.writeAsync({ signal: controller.signal, as: 'one' }),
  ];
  expect(lock.waiting).toBe(2);
  controller.abort();
  for (const each of waits) await expect(each).rejects.toThrow(AbortError);
  const more = [lock.runShared(() => {}), lock.runExclusive(() => {})];
  lock.cancelAll('enough');
  for (const each of more) await expect(each).rejects.toMatchObject({ cause: 'enough' });
  expect(lock.waiting).toBe(0);
});

test('runShared and runExclusive release however their function ends', async () => {
  const lock = new RWLock();
  const section = async () => {
    expect(lock.tryWrite()).toBeUndefined();
    throw new Error('out');
  };
  await expect(lock.runShared(section)).rejects.toThrow('out');
  await expect(lock.runExclusive(section)).rejects.toThrow('out');
  expect(await lock.runExclusive(({ held }) => held)).toBe(true);
  lock.tryWrite()?.release();
});

test.each([
  ['options', () => new RWLock().read(5 as never), TypeError, 'options are 5: give an object'],
  ['a view', () => new RWLock([] as never, 0), TypeError, 'give it an Int32Array over a SharedArrayBuffer'],
  ['room', () => new RWLock(new Int32Array(new SharedArrayBuffer(8)), 0), RangeError, 'make that larger'],
  ['most', () => new RWLock({ maxWaiting: -1 }), RangeError, 'give a number from 0'],
])('%s that are none are refused in one line that says what to give', (_what, make, type, line) => {
  expect(make).toThrow(type);
  expect(make).toThrow(line);
});

test('a subclass may have names of its own', async () => {
  class Named extends RWLock {
    line = 'mine';
    own = 'mine';
    make = 'mine';
  }
  const lock = new Named();
  lock.read().release();
  await lock.runExclusive(() => {});
  expect(lock).toMatchObject({ line: 'mine', own: 'mine', make: 'mine' });
});
