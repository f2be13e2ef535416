import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { crowd } from './crowd.fixture.ts';
import type { Failure, How, What } from './holder.fixture.ts';
import { has, holder } from './holders.fixture.ts';
import {
  AbortError,
  KeyedMutex,
  type LockKey,
  NotHeldError,
  RelockError,
  TimeoutError,
  TooManyWaitersError,
} from './index.ts';
import { digestOf } from './key-digest.ts';
import { bucketOf } from './key-table.ts';
import { KEYS } from './keys.ts';
import { inOrder } from './lock-all.ts';

const HOWS = ['blocked', 'async', 'as'] as const satisfies How[];

const the = (keyed: KeyedMutex, key: LockKey): What => ({ kind: 'key', of: keyed.share(), key });

/** Words of the table that are not 0: behind the turnstile, the mark of a full table, and the bells. */
const used = (keyed: KeyedMutex) =>
  keyed
    .share()
    .view.subarray(18)
    .filter((word) => word !== 0).length;

test.each(HOWS)('one holds a key at a time, and other keys are free: %s', async (how) => {
  const keyed = new KeyedMutex();
  const guard = keyed.lock('alice');
  const same = holder(how, the(keyed, 'alice'));
  const other = holder(how, the(keyed, 'bob'));
  await has(other);
  expect([keyed.isLocked('alice'), keyed.isLocked('bob'), keyed.isLocked('carol')]).toEqual([true, true, false]);
  expect(await same.says()).toBe('asks');
  // Time to get in, if it would: it passes however long that is.
  await sleep(100);
  expect(same.messages).toEqual([]);
  guard.release();
  expect(await same.says()).toBe('has it');
  expect(keyed.tryLock('alice')).toBeUndefined();
  same.end();
  expect(await same.says()).toBe('released');
  keyed.tryLock('alice')?.release();
});

test('threads and tasks never hold a key together', async () => {
  expect(await crowd('keyed mutex')).toBe(1);
});

test('a table in which no key is found is caught', async () => {
  expect(await crowd('careless keyed mutex', { most: 2 })).toBeGreaterThan(1);
});

test('wherever threads are terminated, every key can be had again', async () => {
  await crowd('keyed mutex', { deaths: 6 });
});

test('keys are told apart by kind and value, however alike', () => {
  const keyed = new KeyedMutex();
  const keys = [1, '1', '', 0.1, -1, Number.NaN, 'NaN', '\ud800', '\ud801', '\ufffd', 'a\0', 'a'.repeat(10_000)];
  const guards = keys.map((key) => keyed.tryLock(key));
  expect(guards.every((guard) => guard?.held)).toBe(true);
  expect(keys.map((key) => keyed.tryLock(key))).toEqual(keys.map(() => undefined));
  using _ = keyed.lock(0);
  expect(keyed.tryLock(-0)).toBeUndefined();
});

test('a digest that told no keys apart is caught', () => {
  const digests = (digest: typeof digestOf) => new Set(['a', 'b', 1, '1'].map((key) => digest(key).join())).size;
  expect(digests(digestOf)).toBe(4);
  expect(digests((key) => digestOf(String(key)))).toBe(3);
});

test('tasks get a key in the order in which they ask, and do not wait for other keys', async () => {
  const keyed = new KeyedMutex();
  const order: string[] = [];
  await Promise.all(
    Array.from({ length: 40 }, (_, i) =>
      keyed.runExclusive(i % 2 === 0 ? 'even' : 'odd', async () => {
        order.push(`${i}`);
        await sleep(i % 3);
      }),
    ),
  );
  for (const parity of [0, 1])
    expect(order.filter((i) => Number(i) % 2 === parity)).toEqual(
      Array.from({ length: 20 }, (_, i) => `${2 * i + parity}`),
    );
});

test('keys on one bell do not wait for each other, and nested keys cannot get into each other’s way', async () => {
  const keyed = new KeyedMutex();
  const first = 'key 0';
  const bell = bucketOf(digestOf(first));
  const alike = Array.from({ length: 2_000 }, (_, i) => `key ${i}`).filter((key) => bucketOf(digestOf(key)) === bell);
  expect(alike.length).toBeGreaterThan(50);
  const guards = alike.map((key) => keyed.lock(key));
  const waits = [keyed.lockAsync(first), keyed.lockAsync(alike[1] as string)];
  guards[1]?.release();
  (await waits[1])?.release();
  for (const guard of guards.toSpliced(1, 1)) guard.release();
  (await waits[0])?.release();
});

test('nothing stays behind for a key', async () => {
  const keyed = new KeyedMutex();
  for (let i = 0; i < 3 * KEYS; i++) (i % 2 === 0 ? keyed.lock(i) : await keyed.lockAsync(i)).release();
  const guards = Array.from({ length: 100 }, (_, i) => keyed.lock(`key ${i}`));
  for (const guard of guards) guard.release();
  keyed.lock('last').release();
  // One entry, which is vacant; the keys of others behind it are plain words that nobody reads.
  const { view } = keyed.share();
  const holders = Array.from({ length: KEYS }, (_, i) => view[18 + 4 * i]);
  expect(holders.filter((holder) => holder !== 0)).toEqual([-1]);
  expect(used(keyed)).toBeLessThan(4 * 101);
});

test('where as many keys are held as there is room for, the next one waits', async () => {
  const keyed = new KeyedMutex();
  const guards = Array.from({ length: KEYS }, (_, i) => keyed.lock(i));
  expect(keyed.tryLock('more')).toBeUndefined();
  const blocked = holder('blocked', the(keyed, 'blocked'));
  expect(await blocked.says()).toBe('asks');
  const task = keyed.lockAsync('task');
  guards.pop()?.release();
  guards.pop()?.release();
  (await task).release();
  expect(await blocked.says()).toBe('has it');
  for (const guard of guards) guard.release();
});

test.each(HOWS)('a holder that is terminated leaves its key, and the next one is told: %s', async (how) => {
  const keyed = new KeyedMutex();
  const dead = holder(how, the(keyed, 7));
  await has(dead);
  const waiters = [holder('blocked', the(keyed, 7)), holder('async', the(keyed, 7))];
  for (const waiter of waiters) expect(await waiter.says()).toBe('asks');
  await dead.worker.terminate();
  for (const waiter of waiters) waiter.end();
  const told = await Promise.all(waiters.map((waiter) => waiter.says()));
  expect(told.toSorted()).toEqual(['has it', 'has it from a dead one']);
  (await keyed.lockAsync(7)).release();
  expect(keyed.isLocked(7)).toBe(false);
});

test('after the exit of a holder, tryLock gets its key at once, and is told; the one after it is not', async () => {
  const keyed = new KeyedMutex();
  const dead = holder('blocked', the(keyed, 'a'), { ending: 'exit' });
  await has(dead);
  dead.end();
  await dead.exit;
  expect(keyed.isLocked('a')).toBe(false);
  const guard = keyed.tryLock('a');
  expect(guard?.ownerDied).toBe(true);
  guard?.release();
  expect(keyed.lock('a').ownerDied).toBe(false);
});

test('waiting ends by a time or a signal, and no more wait than are allowed', async () => {
  const keyed = new KeyedMutex({ name: 'accounts', maxWaiting: 1 });
  const other = holder('blocked', the(keyed, 'a'));
  await has(other);
  for (const timeout of [0, 5]) {
    expect(() => keyed.lock('a', { timeout })).toThrow('find what holds accounts[a] for so long');
    await expect(keyed.lockAsync('a', { timeout })).rejects.toThrow(TimeoutError);
  }
  const controller = new AbortController();
  const aborted = keyed.lockAsync('a', { signal: controller.signal });
  await expect(keyed.lockAsync('a')).rejects.toThrow(TooManyWaitersError);
  controller.abort();
  await expect(aborted).rejects.toThrow(AbortError);
  const next = keyed.runExclusive('a', ({ held }) => held, { as: 'one' });
  other.end();
  expect(await next).toBe(true);
});

test('who locks what it holds is told so at once: a thread, a task of it, a named task', async () => {
  const keyed = new KeyedMutex({ name: 'accounts' });
  const guard = keyed.lock('a');
  expect(() => keyed.lock('a')).toThrow(RelockError);
  keyed.lock('b').release();
  guard.release();
  const task = await keyed.lockAsync('a');
  expect(() => keyed.lock('a')).toThrow('a task of the main thread holds accounts[a]');
  task.release();
  const named = await keyed.lockAsync('a', { as: 'one' });
  await expect(keyed.lockAsync('a', { as: 'one' })).rejects.toMatchObject({
    code: 'relock',
    cycle: [{ contender: 'one', holds: 'accounts[a]', at: expect.stringContaining('keyed-mutex.test.ts') }],
  });
  named.release();
});

test.each(['blocked', 'as'] as const)('a circle of keys is named: %s', async (how) => {
  const keyed = new KeyedMutex({ name: 'accounts' });
  const actors = [holder(how, [the(keyed, 'a'), the(keyed, 'b')]), holder(how, [the(keyed, 'b'), the(keyed, 'a')])];
  for (const actor of actors) await has(actor);
  for (const actor of actors) actor.open(1);
  for (const actor of actors) expect(await actor.says()).toBe('asks');
  const first = await Promise.race(actors.map((actor) => actor.says<Failure>()));
  expect(first).toMatchObject({ code: 'deadlock' });
  expect(first.cycle?.map(({ holds }) => holds).toSorted()).toEqual(['accounts[a]', 'accounts[b]']);
});

test('several keys are taken in one order, all or none', async () => {
  const keyed = new KeyedMutex({ name: 'accounts' });
  const keys = ['a', 'b', 'c', 1];
  expect(inOrder(keys)).toEqual(inOrder([...keys.toReversed(), 'a']));
  const transfers = Array.from({ length: 60 }, async (_, i) => {
    const some = keys.filter((_, j) => ((i >> j) & 1) === 1);
    const guard = await keyed.lockAllAsync(i % 2 === 0 ? some : some.toReversed());
    await sleep(0);
    guard.release();
  });
  await Promise.all(transfers);
  const other = keyed.lock('b');
  await expect(keyed.lockAllAsync(keys, { timeout: 5 })).rejects.toThrow('find what holds accounts for so long');
  expect(() => keyed.lockAll(keys)).toThrow(RelockError);
  expect(keys.filter((key) => keyed.isLocked(key))).toEqual(['b']);
  other.release();
  {
    using all = keyed.lockAll(keys);
    expect(keys.filter((key) => keyed.isLocked(key))).toEqual(keys);
    all.release();
    expect(() => all.release()).toThrow(NotHeldError);
  }
  expect(() => keyed.lockAll(['a', {} as never])).toThrow('give a string or a number');
  expect(keyed.isLocked('a')).toBe(false);
});

test('of several keys, too, the next one is told of a holder that died', async () => {
  const keyed = new KeyedMutex();
  const dead = holder('blocked', the(keyed, 'b'));
  await has(dead);
  await dead.worker.terminate();
  expect((await keyed.lockAllAsync(['a', 'b'])).ownerDied).toBe(true);
});

test('a key is released once, and what is no key is refused', () => {
  const keyed = new KeyedMutex();
  {
    using guard = keyed.lock('a');
    guard.release();
    expect(() => guard.release()).toThrow(NotHeldError);
    expect(keyed.tryLock('a')?.held).toBe(true);
  }
  for (const key of [undefined, null, {}, true, 1n] as never[]) {
    expect(() => keyed.lock(key)).toThrow(TypeError);
    expect(() => keyed.tryLock(key)).toThrow('give a string or a number');
  }
});
