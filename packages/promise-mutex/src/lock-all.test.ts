import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { type Guard, KeyedMutex, NotHeldError } from './index.ts';

const turn = () => new Promise(setImmediate);

test('whoever locks several keys at once holds them all, in whatever order others name them', async () => {
  const keys = new KeyedMutex<number>();
  const inside = new Set<number>();
  let done = 0;
  const task = async (number: number) => {
    const mine = [number % 5, (number * 3 + 1) % 5, (number * 7 + 2) % 5];
    {
      using _guard = await keys.lockAll(mine);
      for (const key of new Set(mine)) {
        expect(keys.isLocked(key)).toBe(true);
        expect(inside.has(key)).toBe(false);
        inside.add(key);
      }
      await turn();
      for (const key of mine) inside.delete(key);
    }
    using _one = await keys.lock(number % 5);
    done++;
  };
  await Promise.all(Array.from({ length: 200 }, (_, number) => task(number)));
  expect([done, keys.size]).toEqual([200, 0]);
});

test('each in its turn: who comes later overtakes in none of the lines', async () => {
  const keys = new KeyedMutex<string>();
  const b = await keys.lock('b');
  const order: string[] = [];
  const both = keys.lockAll(['a', 'b']).then((guard) => {
    order.push('both');
    guard.release();
  });
  const a = keys.runExclusive('a', () => order.push('a'));
  await turn();
  expect(order).toEqual([]);
  b.release();
  await Promise.all([both, a]);
  expect(order).toEqual(['both', 'a']);
  expect(keys.size).toBe(0);
});

test.for(['timeout', 'abort', 'too-many-waiters'] as const)('all or nothing: %s', async (code) => {
  const keys = new KeyedMutex<string>({ maxWaiting: 1 });
  const b = await keys.lock('b');
  const controller = new AbortController();
  const waiting = code === 'too-many-waiters' ? keys.lock('b') : undefined;
  const all = keys.lockAll(['a', 'b', 'c'], { timeout: code === 'timeout' ? 5 : 1e6, signal: controller.signal });
  const behind = keys.lock('a');
  const error = all.catch((thrown: unknown) => thrown);
  if (code === 'abort') controller.abort('enough');
  expect(await error).toMatchObject({ code });
  (await behind).release();
  expect([keys.isLocked('a'), keys.isLocked('c')]).toEqual([false, false]);
  b.release();
  (await waiting)?.release();
  expect(keys.size).toBe(0);
  expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
});

test('at once or not at all, and what is none is refused', async () => {
  const keys = new KeyedMutex<string>();
  const b = keys.tryLock('b') as Guard;
  await expect(keys.lockAll(['a', 'b'], { timeout: 0 })).rejects.toMatchObject({ code: 'timeout' });
  await expect(keys.lockAll(['a'], { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'abort' });
  await expect(keys.lockAll(['a'], { timeout: '5' as never })).rejects.toThrow(TypeError);
  expect(keys.size).toBe(1);
  b.release();
  (await keys.lockAll(['a', 'b', 'a'], { timeout: 0 })).release();
  (await keys.lockAll([])).release();
  expect(keys.size).toBe(0);
});

test('its guard is released once, and disposed of without an error after that', async () => {
  const keys = new KeyedMutex<string>();
  const guard = await keys.lockAll(['a', 'b']);
  guard.release();
  const a = keys.tryLock('a') as Guard;
  expect(() => guard.release()).toThrow(NotHeldError);
  guard[Symbol.dispose]();
  expect([keys.isLocked('a'), keys.isLocked('b')]).toEqual([true, false]);
  a.release();
});
