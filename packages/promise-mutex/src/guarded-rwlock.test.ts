import { rwlock } from '@contend/conformance/rwlock';
import { describe, expect, test } from 'vitest';
import { DeadlockError, Mutex, RelockError, RWLock } from './index.ts';

const HERE = /guarded-rwlock\.test\.ts:\d+:\d+$/;

rwlock((options) => new RWLock(options));

test('its name is in the errors of those who wait', async () => {
  const lock = new RWLock({ name: 'cache', maxWaiting: 0 });
  expect([lock.name, new RWLock().name]).toEqual(['cache', expect.stringMatching(/^rwlock \d+$/)]);
  const writer = await lock.write();
  await expect(lock.read()).rejects.toThrow('make cache with a larger maxWaiting');
  await expect(lock.read({ timeout: 0 })).rejects.toThrow('find what holds cache for so long');
  writer.release();
  expect(() => writer.release()).toThrow('cache is not held by this guard any more');
});

test('20 000 readers with limits are let in by one release', async () => {
  const lock = new RWLock();
  const writer = await lock.write();
  const { signal } = new AbortController();
  const waits = Array.from({ length: 20_000 }, () => lock.read({ signal, timeout: 1e6 }));
  writer.release();
  expect(lock.waiting).toBe(0);
  for (const reader of await Promise.all(waits)) reader.release();
  expect(lock.tryWrite()).toBeDefined();
});

describe('contenders that say who they are', () => {
  const again = {
    'a writer asks to write': async (lock: RWLock) => [await lock.write({ as: 'me' }), () => lock.write({ as: 'me' })],
    'a writer asks to read': async (lock: RWLock) => [await lock.write({ as: 'me' }), () => lock.read({ as: 'me' })],
    'a reader asks to write': async (lock: RWLock) => [await lock.read({ as: 'me' }), () => lock.write({ as: 'me' })],
    'a reader asks to read behind a writer': async (lock: RWLock) => {
      const held = await lock.read({ as: 'me' });
      void lock.write().then((writer) => writer.release());
      return [held, () => lock.read({ as: 'me' })];
    },
    'a reader asks for runShared behind a writer': async (lock: RWLock) => {
      const held = lock.tryRead({ as: 'me' });
      void lock.runExclusive(() => {});
      return [held, () => lock.runShared(() => {}, { as: 'me' })];
    },
    'a reader that was the writer asks to write': async (lock: RWLock) => {
      const writer = lock.tryWrite({ as: 'me' });
      return [writer?.downgrade(), () => lock.runExclusive(() => {}, { as: 'me' })];
    },
    'a writer that was a reader asks to read': async (lock: RWLock) => {
      const reader = await lock.read({ as: 'me' });
      return [reader.tryUpgrade(), () => lock.read({ as: 'me' })];
    },
  } as unknown as Record<string, (lock: RWLock) => Promise<[Disposable & { release(): void }, () => Promise<unknown>]>>;

  test.for(Object.keys(again))('%s: a deadlock of one', async (how) => {
    const lock = new RWLock({ name: 'the one' });
    const [held, ask] = await (again[how] as (typeof again)[string])(lock);
    const error = await ask().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RelockError);
    const wait = { contender: 'me', holds: 'the one', waitsFor: 'the one', at: expect.stringMatching(HERE) };
    expect(error).toMatchObject({ code: 'relock', cycle: [wait] });
    held.release();
    (await lock.write({ as: 'me' })).release();
  });

  test('a reader that reads once more where no writer waits goes on', async () => {
    const lock = new RWLock();
    using _first = await lock.read({ as: 'me' });
    using _second = await lock.read({ as: 'me' });
  });

  test('a writer waits for all readers: a circle through one of them is a deadlock, whichever it is', async () => {
    for (const which of [0, 1, 2]) {
      const lock = new RWLock({ name: 'cache' });
      const mutex = new Mutex({ name: 'database' });
      const readers = [];
      for (const number of [0, 1, 2]) readers.push(await lock.read({ as: `reader ${number}` }));
      const held = await mutex.lock({ as: 'writer' });
      const blocked = mutex.lock({ as: `reader ${which}` });
      const error = await lock.write({ as: 'writer' }).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(DeadlockError);
      expect(error).not.toBeInstanceOf(RelockError);
      expect(error).toMatchObject({
        cycle: [
          { contender: 'writer', holds: 'database', waitsFor: 'cache', at: expect.stringMatching(HERE) },
          { contender: `reader ${which}`, holds: 'cache', waitsFor: 'database', at: expect.stringMatching(HERE) },
        ],
      });
      held.release();
      (await blocked).release();
      for (const reader of readers) reader.release();
    }
  });

  test('a reader behind a writer waits for the readers before it', async () => {
    const lock = new RWLock({ name: 'cache' });
    const mutex = new Mutex({ name: 'database' });
    const reading = await lock.read({ as: 'A' });
    const writing = lock.write();
    const held = await mutex.lock({ as: 'B' });
    const behind = lock.read({ as: 'B' });
    await expect(mutex.lock({ as: 'A' })).rejects.toMatchObject({
      cycle: [
        { contender: 'A', holds: 'cache', waitsFor: 'database' },
        { contender: 'B', holds: 'database', waitsFor: 'cache' },
      ],
    });
    reading.release();
    (await writing).release();
    (await behind).release();
    held.release();
  });

  test('who has released it, or has given up waiting, closes no circle', async () => {
    const lock = new RWLock();
    const mutex = new Mutex();
    const first = await lock.read({ as: 'A' });
    const other = await lock.read({ as: 'C' });
    first.release();
    const held = await mutex.lock({ as: 'B' });
    await expect(lock.write({ as: 'B', timeout: 1 })).rejects.toMatchObject({ code: 'timeout' });
    const writing = lock.write({ as: 'B' });
    const waiting = mutex.lock({ as: 'A' });
    other.release();
    (await writing).release();
    held.release();
    (await waiting).release();
  });
});
