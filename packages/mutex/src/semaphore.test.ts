import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { crowd } from './crowd.fixture.ts';
import type { Failure, What } from './holder.fixture.ts';
import { has, headWaits, holder, lineWaits } from './holders.fixture.ts';
import { AbortError, Mutex, NotHeldError, RelockError, Semaphore, TimeoutError, TooManyWaitersError } from './index.ts';

const permits = (semaphore: Semaphore, weight = 1): What => ({ kind: 'permits', of: semaphore.share(), weight });

test('threads and tasks take no more permits than there are', async () => {
  expect(await crowd('semaphore')).toBe(3);
});

test('a semaphore that does not count is caught', async () => {
  expect(await crowd('careless semaphore', { most: 4 })).toBeGreaterThan(3);
});

test.each([
  ['blocked', 'blocked'],
  ['async', 'blocked'],
  ['blocked', 'async'],
  ['as', 'async'],
] as const)('a heavy waiter is not overtaken by lighter ones: %s, then %s', async (heavy, light) => {
  const semaphore = new Semaphore(2);
  const guard = semaphore.acquire();
  const first = holder(heavy, permits(semaphore, 2));
  expect(await first.says()).toBe('asks');
  await headWaits(semaphore);
  expect(semaphore.available).toBe(1);
  expect(semaphore.tryAcquire()).toBeUndefined();
  const second = holder(light, permits(semaphore));
  expect(await second.says()).toBe('asks');
  await lineWaits(semaphore);
  guard.release();
  expect(await first.says()).toBe('has it');
  // Time for the second to get in, if it would: it passes however long that is.
  await sleep(100);
  expect(second.messages).toEqual([]);
  first.end();
  expect(await second.says()).toBe('has it');
});

test('time runs out at the head of the line and behind, and whoever comes next goes on', async () => {
  const semaphore = new Semaphore(2, { name: 'the pool' });
  const other = holder('blocked', permits(semaphore));
  await has(other);
  for (const timeout of [0, 5, 120]) {
    const begun = performance.now();
    expect(() => semaphore.acquire({ weight: 2, timeout })).toThrow(TimeoutError);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(timeout);
    await expect(semaphore.acquireAsync({ weight: 2, timeout })).rejects.toThrow(`not locked within ${timeout} ms`);
  }
  const heavy = holder('blocked', permits(semaphore, 2));
  expect(await heavy.says()).toBe('asks');
  await headWaits(semaphore);
  expect(() => semaphore.acquire({ timeout: 5 })).toThrow('find what holds the pool for so long');
  await expect(semaphore.acquireAsync({ timeout: 5 })).rejects.toThrow(TimeoutError);
  const impatient = holder('blocked', permits(semaphore, 2), { timeout: 5 });
  expect(await impatient.says()).toBe('asks');
  expect(await impatient.says<Failure>()).toMatchObject({ code: 'timeout' });
  other.end();
  expect(await heavy.says()).toBe('has it');
});

test('whoever is aborted leaves at once, and the next is let in', async () => {
  const semaphore = new Semaphore(2);
  const guard = semaphore.acquire();
  const controller = new AbortController();
  const reason = new Error('the client went away');
  const heavy = semaphore.acquireAsync({ weight: 2, signal: controller.signal });
  const behind = semaphore.acquireAsync({ weight: 2, signal: controller.signal });
  const light = semaphore.acquireAsync();
  expect(semaphore.waiting).toBe(3);
  controller.abort(reason);
  for (const each of [heavy, behind]) await expect(each).rejects.toMatchObject({ code: 'abort', cause: reason });
  (await light).release();
  await expect(semaphore.acquireAsync({ signal: controller.signal })).rejects.toThrow(AbortError);
  guard.release();
  expect([semaphore.available, semaphore.waiting]).toEqual([2, 0]);
});

test('all waits are cancelled, also of one that has just come to the head of the line', async () => {
  const semaphore = new Semaphore(1, { maxWaiting: 2 });
  const guard = semaphore.acquire();
  const waits = [semaphore.acquireAsync(), semaphore.acquireAsync({ as: 'one' })];
  await expect(semaphore.acquireAsync()).rejects.toThrow(TooManyWaitersError);
  semaphore.cancelAll('shutting down');
  for (const each of waits) await expect(each).rejects.toMatchObject({ code: 'abort', cause: 'shutting down' });
  expect(semaphore.waiting).toBe(0);
  const next = semaphore.acquireAsync();
  guard.release();
  (await next).release();
});

test('tasks get permits in the order in which they ask', async () => {
  const semaphore = new Semaphore(3);
  const order: number[] = [];
  await Promise.all(
    Array.from({ length: 30 }, (_, i) =>
      semaphore.runExclusive(
        async () => {
          order.push(i);
          await sleep(i % 3);
        },
        { weight: 1 + ((i * 7) % 3) },
      ),
    ),
  );
  expect(order).toEqual(Array.from({ length: 30 }, (_, i) => i));
  expect(semaphore.available).toBe(3);
});

test('a thread whose own task is at the head of the line goes before it, for the task cannot', async () => {
  const semaphore = new Semaphore(3);
  const other = holder('blocked', permits(semaphore, 1));
  await has(other);
  for (const as of [undefined, 'one']) {
    const task = semaphore.acquireAsync({ weight: 3, as, timeout: 1e6 });
    await headWaits(semaphore);
    semaphore.acquire({ weight: 2 }).release();
    expect(() => semaphore.acquire({ weight: 3, timeout: 5 })).toThrow(TimeoutError);
    semaphore.cancelAll();
    await expect(task).rejects.toThrow(AbortError);
  }
  const task = semaphore.acquireAsync({ weight: 3 });
  await headWaits(semaphore);
  other.end();
  semaphore.acquire({ weight: 3 }).release();
  (await task).release();
});

test('a thread that holds too many itself is told so at once, and so is a named task', async () => {
  const semaphore = new Semaphore(3, { name: 'the pool' });
  const guards = [semaphore.acquire(), semaphore.acquire()];
  expect(() => semaphore.acquire({ weight: 2 })).toThrow(RelockError);
  semaphore.acquire().release();
  for (const guard of guards) guard.release();
  const named = await semaphore.acquireAsync({ weight: 2, as: 'importer' });
  await expect(semaphore.acquireAsync({ weight: 2, as: 'importer' })).rejects.toMatchObject({
    code: 'relock',
    cycle: [{ contender: 'importer', holds: 'the pool', at: expect.stringContaining('semaphore.test.ts') }],
  });
  expect(() => semaphore.acquire({ weight: 2 })).toThrow('a task of the main thread holds the pool');
  (await semaphore.acquireAsync({ as: 'importer' })).release();
  named.release();
  expect(semaphore.available).toBe(3);
});

test.each(['blocked', 'as'] as const)('a circle through a semaphore is named: %s', async (how) => {
  const mutex = new Mutex({ name: 'the ledger' });
  const pool = new Semaphore(3, { name: 'the pool' });
  const lock: What = { kind: 'mutex', of: mutex.share() };
  // One permit is left over, so each holder alone keeps the other from three, but not from one.
  const actors = [holder(how, [permits(pool, 2), lock]), holder(how, [lock, permits(pool, 2)])];
  for (const actor of actors) await has(actor);
  for (const actor of actors) actor.open(1);
  for (const actor of actors) expect(await actor.says()).toBe('asks');
  const said = actors.map((actor) => actor.says<string | Failure>());
  // One is told, and only then do both let go.
  await Promise.race(said);
  for (const actor of actors) actor.end();
  const told = (await Promise.all(said)).filter((each): each is Failure => typeof each !== 'string');
  expect(told.length).toBeGreaterThanOrEqual(1);
  for (const { code, cycle } of told) {
    expect(code).toBe('deadlock');
    expect(cycle?.map(({ holds }) => holds).toSorted()).toEqual(['the ledger', 'the pool']);
  }
});

test('waiting for permits that others can give is no deadlock', async () => {
  const pool = new Semaphore(2);
  const mutex = new Mutex();
  const other = holder('blocked', permits(pool));
  await has(other);
  const locked = mutex.lock();
  const permit = pool.acquire();
  // It waits for the mutex, which is held here; what is waited for here may come from the other.
  const third = holder('blocked', [{ kind: 'mutex', of: mutex.share() }]);
  expect(await third.says()).toBe('asks');
  expect(() => pool.acquire({ timeout: 150 })).toThrow(TimeoutError);
  locked.release();
  permit.release();
  expect(await third.says()).toBe('has it');
});

test('permits are given back once, on every way out of a block', async () => {
  const semaphore = new Semaphore(2);
  {
    using guard = semaphore.acquire({ weight: 2 });
    guard.release();
    expect(() => guard.release()).toThrow(NotHeldError);
    expect(() => guard.markConsistent()).toThrow('release it once');
    expect(semaphore.available).toBe(2);
  }
  expect(() => {
    using _ = semaphore.acquire();
    throw new Error('out');
  }).toThrow('out');
  await expect(semaphore.runExclusive(() => Promise.reject(new Error('late')))).rejects.toThrow('late');
  expect(semaphore.available).toBe(2);
});

test.each([
  ['permits in another type', () => new Semaphore('2' as never), TypeError, 'permits is "2": give a whole number'],
  ['no permits', () => new Semaphore(0), RangeError, 'permits is 0: give a whole number from 1'],
  ['more than can be counted', () => new Semaphore(2 ** 31), RangeError, 'give a whole number from 1 to 2147483647'],
  ['too heavy a weight', () => new Semaphore(2).acquire({ weight: 3 }), RangeError, 'give at most 2'],
  ['a weight in another type', () => new Semaphore(2).tryAcquire('1' as never), TypeError, 'weight is "1"'],
  ['a time without its name', () => new Semaphore(2).acquire(100 as never), TypeError, 'options are 100'],
  ['a view that is missing', () => new Semaphore(2, undefined as never, 0), TypeError, 'give it an Int32Array'],
  ['too small a view', () => small(6), RangeError, 'needs 7 words, and its view has 6'],
  ['no handle', () => Semaphore.from({ permits: 2 } as never), TypeError, 'give it an Int32Array'],
])('%s: refused in one line that says what to give', (_what, make, type, line) => {
  expect(make).toThrow(type);
  expect(make).toThrow(line);
});

function small(words: number): Semaphore {
  return new Semaphore(2, new Int32Array(new SharedArrayBuffer(4 * words)), 0);
}

test('it lies where it is put, in as many words as it says', () => {
  const view = new Int32Array(new SharedArrayBuffer(4 * (Semaphore.words(4) + 2)));
  const semaphore = new Semaphore(4, view, 1, { name: 'here' });
  expect([semaphore.name, new Semaphore(4, view, 1).name]).toEqual(['here', 'the semaphore at word 1']);
  const guard = semaphore.acquire();
  expect([view[0], view.at(-1)]).toEqual([0, 0]);
  expect(Semaphore.from(semaphore.share())).toMatchObject({ name: 'here', permits: 4, available: 3 });
  guard.release();
});
