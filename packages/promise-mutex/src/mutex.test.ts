import { createHook } from 'node:async_hooks';
import { getEventListeners } from 'node:events';
import { describe, expect, test, vi } from 'vitest';
import { AbortError, type Guard, Mutex, NotHeldError, RelockError, TimeoutError } from './index.ts';
import { QUEUE } from './mutex.ts';

/** A turn of the event loop: everything that could go on has. */
const turn = () => new Promise(setImmediate);

/** The timers that the package has set. */
class Timers implements Disposable {
  private readonly ids = new Set<number>();
  private readonly hook = createHook({
    init: (id, type) => {
      if (type === 'Timeout' && /limits\.ts/.test(new Error('who sets it?').stack ?? '')) this.ids.add(id);
    },
    destroy: (id) => this.ids.delete(id),
  }).enable();

  async running(): Promise<number> {
    // That one was cleared is told in a turn of its own.
    for (let i = 0; i < 3; i++) await turn();
    return this.ids.size;
  }

  [Symbol.dispose](): void {
    this.hook.disable();
  }
}

/** What has become of a promise by now. */
async function stateOf(promise: Promise<unknown>): Promise<'pending' | 'fulfilled' | 'rejected'> {
  let state: 'pending' | 'fulfilled' | 'rejected' = 'pending';
  promise.then(
    () => {
      state = 'fulfilled';
    },
    () => {
      state = 'rejected';
    },
  );
  await turn();
  return state;
}

describe.for(['lock', 'lockAsync'] as const)('%s', (lock) => {
  test.for([
    ['without options', undefined],
    ['with a timeout', { timeout: 60_000 }],
    ['with a signal', { signal: new AbortController().signal }],
    ['with a name', { as: 'me' }],
  ] as const)('%s lets one in at a time, first come, first served', async ([, options]) => {
    const mutex = new Mutex();
    const order: number[] = [];
    let inside = 0;
    const tasks = Array.from({ length: 100 }, async (_, number) => {
      const mine = options !== undefined && 'as' in options ? { as: `task ${number}` } : options;
      using _guard = await mutex[lock](mine);
      expect(++inside).toBe(1);
      await undefined;
      order.push(number);
      inside--;
    });
    await Promise.all(tasks);
    expect(order).toEqual(Array.from({ length: 100 }, (_, number) => number));
    expect(mutex.tryLock()).toBeDefined();
  });

  test('whoever comes after a release does not overtake who waits', async () => {
    const mutex = new Mutex();
    const first = await mutex[lock]();
    const second = mutex[lock]();
    first.release();
    expect(mutex.tryLock()).toBeUndefined();
    const third = mutex[lock]();
    (await second).release();
    (await third).release();
  });
});

describe('a guard', () => {
  test.for([['throw'], ['return']])('releases on a %s', async ([way]) => {
    const mutex = new Mutex();
    const section = async () => {
      using _guard = await mutex.lock();
      if (way === 'throw') throw new Error('inside');
      return;
    };
    await section().catch(() => {});
    expect(mutex.tryLock()).toBeDefined();
  });

  test('that was released is an error to release again, also while somebody else holds the mutex', async () => {
    const mutex = new Mutex();
    const first = await mutex.lock();
    const next = mutex.lock();
    first.release();
    expect(() => first.release()).toThrow(NotHeldError);
    const second = await next;
    expect(() => first.release()).toThrow(NotHeldError);
    expect(mutex.tryLock()).toBeUndefined();
    second.release();
    expect(() => second.release()).toThrow(expect.objectContaining({ code: 'not-held', name: 'NotHeldError' }));
  });

  test('that was released early is disposed of without an error', async () => {
    const mutex = new Mutex();
    {
      using guard = await mutex.lock();
      guard.release();
    }
    const other = mutex.tryLock() as Guard;
    expect(mutex.tryLock()).toBeUndefined();
    other.release();
  });
});

describe('runExclusive', () => {
  test('gives back what its section gives, and runs one at a time', async () => {
    const mutex = new Mutex();
    let inside = 0;
    const section = async (number: number) => {
      expect(++inside).toBe(1);
      await turn();
      inside--;
      return number;
    };
    const results = await Promise.all([1, 2, 3].map((number) => mutex.runExclusive(() => section(number))));
    expect(results).toEqual([1, 2, 3]);
  });

  test.for([
    [
      'throws',
      () => {
        throw new Error('inside');
      },
    ],
    ['rejects', () => Promise.reject(new Error('inside'))],
  ] as const)('releases after a section that %s', async ([, fail]) => {
    const mutex = new Mutex();
    const failing = mutex.runExclusive(fail);
    const next = mutex.runExclusive(() => 'next');
    await expect(failing).rejects.toThrow('inside');
    expect(await next).toBe('next');
    expect(mutex.tryLock()).toBeDefined();
  });

  test('lets its section release early', async () => {
    const mutex = new Mutex();
    await mutex.runExclusive((guard) => guard.release());
    expect(mutex.tryLock()).toBeDefined();
  });

  test('does not run a section whose wait was given up', async () => {
    const mutex = new Mutex();
    using _guard = await mutex.lock();
    const section = vi.fn();
    await expect(mutex.runExclusive(section, { timeout: 0 })).rejects.toThrow(TimeoutError);
    expect(section).not.toHaveBeenCalled();
  });
});

describe('a timeout', () => {
  test('ends the wait and not before', async () => {
    const mutex = new Mutex();
    const guard = await mutex.lock();
    const begun = performance.now();
    const error = await mutex.lock({ timeout: 30 }).catch((reason: unknown) => reason);
    // A timer counts in whole ms.
    expect(performance.now() - begun).toBeGreaterThan(28);
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ name: 'TimeoutError', code: 'timeout', message: expect.stringContaining('30 ms') });
    guard.release();
    expect(mutex.tryLock()).toBeDefined();
  });

  test('leaves no timer behind, whether it was served or not', async () => {
    const mutex = new Mutex();
    using timers = new Timers();
    const guard = await mutex.lock({ timeout: 1e6 });
    expect(await timers.running()).toBe(0);
    const next = mutex.lock({ timeout: 1e6 });
    expect(await timers.running()).toBe(1);
    guard.release();
    expect(await timers.running()).toBe(0);
    await next;
  });

  test('of one waiter in the middle leaves the others in order', async () => {
    const mutex = new Mutex();
    const guard = await mutex.lock();
    const served: number[] = [];
    const wait = async (number: number, timeout?: number) => {
      using _guard = await mutex.lock({ timeout });
      served.push(number);
    };
    const waiting = [wait(0, 5), wait(1), wait(2, 5), wait(3), wait(4, 5)].map((each) => each.catch(() => {}));
    await Promise.all([waiting[0], waiting[2], waiting[4]]);
    guard.release();
    await Promise.all(waiting);
    expect(served).toEqual([1, 3]);
  });

  test('of 0 takes a free mutex, and does not wait for one that is held', async () => {
    const mutex = new Mutex();
    using timers = new Timers();
    const guard = await mutex.lock({ timeout: 0 });
    await expect(mutex.lock({ timeout: 0 })).rejects.toThrow(TimeoutError);
    expect(await timers.running()).toBe(0);
    guard.release();
  });

  test.for([Number.POSITIVE_INFINITY, 2 ** 40])('of %f ms never ends the wait', async (timeout) => {
    const mutex = new Mutex();
    using timers = new Timers();
    const guard = await mutex.lock();
    const next = mutex.lock({ timeout });
    expect(await timers.running()).toBe(0);
    guard.release();
    (await next).release();
  });

  test.for([
    [{ timeout: '100' }, 'timeout is "100": give a number of ms'],
    [{ timeout: null }, 'timeout is null: give a number of ms'],
    [null, 'options are null: give an object, such as { timeout: 100 }'],
    [100, 'options are 100: give an object, such as { timeout: 100 }'],
    [{ signal: new AbortController() }, 'signal is an object: give an AbortSignal, such as controller.signal'],
  ])('options that are none are refused, and nothing is locked: %j', async ([options, message]) => {
    const mutex = new Mutex();
    for (const lock of [() => mutex.lock(options as never), () => mutex.lockAsync(options as never)])
      await expect(lock()).rejects.toThrow(new TypeError(message as string));
    await expect(mutex.runExclusive(() => 1, options as never)).rejects.toThrow(TypeError);
    expect(mutex.tryLock()).toBeDefined();
  });

  test.for([-1, Number.NaN])('of %f is refused, and nothing is locked', async (timeout) => {
    const mutex = new Mutex();
    await expect(mutex.lock({ timeout })).rejects.toThrow(RangeError);
    expect(mutex.tryLock()).toBeDefined();
  });
});

test('the stack of a timeout names who waited', async () => {
  const mutex = new Mutex();
  using _guard = await mutex.lock();
  const impatient = async () => await mutex.lock({ timeout: 1 });
  const error = await impatient().catch((reason: Error) => reason);
  expect((error as Error).stack).toContain('impatient');
});

describe('a signal', () => {
  test('that is aborted already refuses, even where the mutex is free', async () => {
    const mutex = new Mutex();
    const reason = new Error('shut down');
    const error = await mutex.lock({ signal: AbortSignal.abort(reason) }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AbortError);
    expect(error).toMatchObject({ name: 'AbortError', code: 'abort', cause: reason });
    expect(mutex.tryLock()).toBeDefined();
  });

  test('takes its waiter out of the queue at once', async () => {
    const mutex = new Mutex();
    const guard = await mutex.lock();
    const controller = new AbortController();
    const aborted = mutex.lock({ signal: controller.signal });
    const next = mutex.lock();
    controller.abort(new Error('enough'));
    await expect(aborted).rejects.toMatchObject({ code: 'abort', cause: { message: 'enough' } });
    expect(await stateOf(next)).toBe('pending');
    guard.release();
    (await next).release();
  });

  test('is not listened to any more by who was served', async () => {
    const mutex = new Mutex();
    const guard = await mutex.lock();
    const { signal } = new AbortController();
    const waiting = [mutex.lock({ signal }), mutex.lock({ signal })] as const;
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    guard.release();
    (await waiting[0]).release();
    await waiting[1];
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  test('that is aborted right behind a hand-over comes too late', async () => {
    const mutex = new Mutex();
    const guard = await mutex.lock();
    const controller = new AbortController();
    const served = mutex.lock({ signal: controller.signal, timeout: 60_000 });
    const last = mutex.lock();
    guard.release();
    controller.abort();
    (await served).release();
    (await last).release();
    expect(mutex.tryLock()).toBeDefined();
  });

  test('shared by 160 000 waiters frees them all, and those between them stay', async () => {
    const mutex = new Mutex();
    const guard = await mutex.lock();
    const controller = new AbortController();
    const { signal } = controller;
    const order: number[] = [];
    let aborted = 0;
    const waiting: Promise<void>[] = [];
    for (let number = 0; number < 160_000; number++) {
      const stays = number % 40_000 === 7;
      waiting.push(
        mutex.lock(stays ? {} : { signal }).then(
          (guard) => {
            order.push(number);
            guard.release();
          },
          () => {
            aborted++;
          },
        ),
      );
    }
    controller.abort();
    guard.release();
    await Promise.all(waiting);
    expect(aborted).toBe(160_000 - 4);
    expect(order).toEqual([7, 40_007, 80_007, 120_007]);
    expect(mutex[QUEUE]()).toMatchObject({ first: undefined, last: undefined, held: false });
  });
});

test('160 000 waiters are all served, in the order of coming', async () => {
  const mutex = new Mutex();
  const guard = await mutex.lock();
  let served = 0;
  const waiting = Array.from({ length: 160_000 }, async (_, comer) => {
    using _guard = await mutex.lock();
    if (comer !== served) throw new Error(`waiter ${comer} was served as number ${served}`);
    served++;
  });
  guard.release();
  await Promise.all(waiting);
  expect(served).toBe(160_000);
});

test('tryLock takes a free mutex only', async () => {
  const mutex = new Mutex();
  const guard = mutex.tryLock() as Guard;
  expect(mutex.tryLock()).toBeUndefined();
  guard.release();
  mutex.tryLock({ as: 'me' });
  await expect(mutex.lock({ as: 'me' })).rejects.toThrow(RelockError);
});

describe('what is known of a mutex, and done to those who wait', () => {
  test('whether it is held, and how many wait', async () => {
    const mutex = new Mutex();
    expect([mutex.locked, mutex.waiting]).toEqual([false, 0]);
    const guard = await mutex.lock();
    const waits = [mutex.lock(), mutex.lock({ timeout: 5 }).catch(() => {}), mutex.runExclusive(() => 1)];
    expect([mutex.locked, mutex.waiting]).toEqual([true, 3]);
    await waits[1];
    expect(mutex.waiting).toBe(2);
    guard.release();
    expect([mutex.locked, mutex.waiting]).toEqual([true, 1]);
    ((await waits[0]) as Guard).release();
    await waits[2];
    expect([mutex.locked, mutex.waiting]).toEqual([false, 0]);
  });

  test('all waits are cancelled, with a reason; the holder goes on, and so does who comes later', async () => {
    const mutex = new Mutex();
    const guard = await mutex.lock();
    const controller = new AbortController();
    const waits = [mutex.lock(), mutex.lock({ timeout: 1e6, signal: controller.signal }), mutex.lock({ as: 'one' })];
    const reason = new Error('shutting down');
    mutex.cancelAll(reason);
    for (const each of waits) await expect(each).rejects.toMatchObject({ name: 'AbortError', cause: reason });
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    const next = mutex.lock({ as: 'one' });
    guard.release();
    (await next).release();
    expect(mutex.locked).toBe(false);
  });
});
