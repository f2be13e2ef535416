import { queryObjects } from 'node:v8';
import { describe, expect, test } from 'vitest';
import { DeadlockError, type Guard, KeyedMutex, NotHeldError, RelockError, TimeoutError } from './index.ts';

const turn = () => new Promise(setImmediate);

test('who locks the same key waits, first come, first served; who locks another does not', async () => {
  const keys = new KeyedMutex<string>();
  const order: string[] = [];
  const inside = new Set<string>();
  let most = 0;
  const task = async (key: string, number: number) => {
    using _guard = await keys.lock(key);
    expect(inside.has(key)).toBe(false);
    inside.add(key);
    most = Math.max(most, inside.size);
    await turn();
    order.push(`${key}${number}`);
    inside.delete(key);
  };
  await Promise.all(Array.from({ length: 30 }, (_, i) => task('abc'[i % 3] as string, i)));
  expect(most).toBe(3);
  for (const key of 'abc') {
    const mine = order.filter((each) => each.startsWith(key)).map((each) => Number(each.slice(1)));
    expect(mine).toEqual(mine.toSorted((a, b) => a - b));
  }
  expect(keys.size).toBe(0);
});

test.for([
  [1, 1, true],
  [Number.NaN, Number.NaN, true],
  [0, -0, true],
  [undefined, undefined, true],
  ['1', 1, false],
  [undefined, null, false],
  [Symbol.for('a'), Symbol.for('a'), true],
  [Symbol('a'), Symbol('a'), false],
  [{}, {}, false],
  [Object, Object, true],
])('keys are the same as in a Map: %o and %o: %s', async ([one, other, same]) => {
  const keys = new KeyedMutex();
  const guard = await keys.lock(one);
  expect([keys.isLocked(one), keys.isLocked(other)]).toEqual([true, same]);
  const second = keys.tryLock(other);
  expect(second === undefined).toBe(same);
  expect(keys.size).toBe(same ? 1 : 2);
  guard.release();
  second?.release();
  expect([keys.isLocked(one), keys.size]).toEqual([false, 0]);
});

describe('of a key nothing is left', () => {
  const key = 'key';

  test('after the last release, not after a hand-over', async () => {
    const keys = new KeyedMutex();
    const first = await keys.lock(key);
    const waiting = keys.lock(key);
    first.release();
    expect([keys.isLocked(key), keys.size]).toEqual([true, 1]);
    (await waiting).release();
    expect([keys.isLocked(key), keys.size]).toEqual([false, 0]);
    expect(() => first.release()).toThrow(NotHeldError);
    const third = keys.tryLock(key) as Guard;
    expect(() => first.release()).toThrow(NotHeldError);
    expect(keys.isLocked(key)).toBe(true);
    third.release();
    expect(keys.size).toBe(0);
  });

  test('after waits that were given up', async () => {
    const keys = new KeyedMutex({ maxWaiting: 2 });
    const guard = await keys.lock(key);
    const controller = new AbortController();
    const waits = [keys.lock(key, { timeout: 1 }), keys.lock(key, { signal: controller.signal }), keys.lock(key)];
    const codes = Promise.all(waits.map((wait) => wait.catch(({ code }) => code)));
    controller.abort();
    expect(await codes).toEqual(['timeout', 'abort', 'too-many-waiters']);
    await expect(keys.lock(key, { timeout: 0 })).rejects.toThrow(TimeoutError);
    expect(keys.tryLock(key)).toBeUndefined();
    expect(keys.size).toBe(1);
    guard.release();
    expect(keys.size).toBe(0);
  });

  test('after sections that fail, and options that are none', async () => {
    const keys = new KeyedMutex();
    const fail = () => Promise.reject(new Error('inside'));
    await expect(keys.runExclusive(key, fail)).rejects.toThrow('inside');
    expect(await keys.runExclusive(key, () => keys.size, { timeout: 5 })).toBe(1);
    await expect(keys.lock(key, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'abort' });
    for (const none of [null, 5, { timeout: '5' }] as never[]) {
      await expect(keys.lock(key, none)).rejects.toThrow(TypeError);
      await expect(keys.runExclusive(key, () => {}, none)).rejects.toThrow(TypeError);
    }
    await expect(keys.lock(key, { timeout: -1 })).rejects.toThrow(RangeError);
    expect(() => new KeyedMutex({ maxWaiting: -1 })).toThrow('give a number from 0');
    expect(keys.size).toBe(0);
  });

  test('neither the key itself, wherever it was locked, waited for and given up', async () => {
    class Key {}
    const keys = new KeyedMutex<Key>();
    const kept: Key[] = [];
    const use = async (number: number) => {
      const key = new Key();
      const guard = await keys.lock(key, { as: `holder ${number}` });
      const waiting = keys.runExclusive(key, () => {}, { as: `waiter ${number}` });
      await keys.lock(key, { timeout: 1 }).catch(() => {});
      // Some are kept on purpose: what is still there must be seen to be.
      if (number % 100 === 0) kept.push(key);
      guard.release();
      await waiting;
    };
    await Promise.all(Array.from({ length: 1_000 }, (_, number) => use(number)));
    await turn();
    expect(keys.size).toBe(0);
    // Counts what is reachable, after a collection. The last few may lie about on the stack.
    const left = queryObjects(Key, { format: 'count' });
    expect(left).toBeGreaterThanOrEqual(kept.length);
    expect(left).toBeLessThanOrEqual(kept.length + 2);
  });
});

test('a circle of waits through two keys is a deadlock, and each is named', async () => {
  const accounts = new KeyedMutex({ name: 'accounts' });
  const held = await accounts.lock('savings', { as: 'Alice' });
  const other = await accounts.lock(17, { as: 'Bob' });
  const waiting = accounts.lock(17, { as: 'Alice' });
  const error = await accounts.lock('savings', { as: 'Bob' }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DeadlockError);
  const at = expect.stringMatching(/keyed-mutex\.test\.ts:\d+:\d+$/);
  expect(error).toMatchObject({
    cycle: [
      { contender: 'Bob', holds: 'accounts[17]', waitsFor: 'accounts[savings]', at },
      { contender: 'Alice', holds: 'accounts[savings]', waitsFor: 'accounts[17]', at },
    ],
  });
  other.release();
  (await waiting).release();
  held.release();
  expect(accounts.size).toBe(0);
});

test.for([
  [{ toString: () => expect.fail('it is asked') }, 'keys[object]'],
  [Object.create(null), 'keys[object]'],
  [() => {}, 'keys[function]'],
  [Symbol('s'), 'keys[Symbol(s)]'],
  [undefined, 'keys[undefined]'],
])('any key can be told of: the %#. one', async ([key, told]) => {
  const keys = new KeyedMutex({ name: 'keys' });
  using _guard = keys.tryLock(key, { as: 'me' }) as Guard;
  const error = await keys.runExclusive(key, () => {}, { as: 'me' }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(RelockError);
  expect(error).toMatchObject({ cycle: [{ contender: 'me', holds: told, waitsFor: told }] });
  await expect(keys.lock(key, { timeout: 0 })).rejects.toThrow(`find what holds ${told as string} for so long`);
});

test("its name is the user's or a number", () => {
  expect(new KeyedMutex({ name: 'accounts' }).name).toBe('accounts');
  expect(new KeyedMutex().name).toMatch(/^keyed mutex \d+$/);
});
