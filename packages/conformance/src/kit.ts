/** What the mutexes to install have in common, as vitest tests: `lockAsync` is the name that all of them give to waiting. */
import type { Limits, MutexOptions } from '@contend/counter/limits';
import { type Guard, TimeoutError, TooManyWaitersError } from '@contend/counter/mutex-error';
import { expect, test } from 'vitest';

interface Mutex<G extends Guard> {
  readonly locked: boolean;
  readonly waiting: number;
  lockAsync(options?: Limits & { as?: string }): Promise<G>;
  runExclusive<T>(section: () => T): Promise<T>;
  waitForUnlock(options?: Limits): Promise<void>;
  cancelAll(reason?: unknown): void;
}

interface Condition<G extends Guard> {
  waitAsync(guard: G, predicate: () => boolean, options?: Limits): Promise<boolean>;
  notifyAll(): void;
}

/** @param make a new one. @param conditionOf a new one of that mutex */
export function installable<G extends Guard, M extends Mutex<G>>(
  make: (options?: MutexOptions) => M,
  conditionOf: (mutex: M) => Condition<G>,
): void {
  test('all waits are cancelled, with a reason; the holder goes on, and so does who comes later', async () => {
    const mutex = make();
    const guard = await mutex.lockAsync();
    const waits = [mutex.lockAsync(), mutex.lockAsync({ timeout: 1e6 }), mutex.lockAsync({ as: 'one' })];
    expect(mutex.waiting).toBe(3);
    const reason = new Error('shutting down');
    mutex.cancelAll(reason);
    for (const each of waits) await expect(each).rejects.toMatchObject({ name: 'AbortError', cause: reason });
    expect(mutex.waiting).toBe(0);
    const next = mutex.lockAsync({ as: 'one' });
    guard.release();
    (await next).release();
    expect(mutex.locked).toBe(false);
  });

  test('no more wait than it was made for, and a free one is taken all the same', async () => {
    const mutex = make({ maxWaiting: 1 });
    const guard = await mutex.lockAsync();
    const first = mutex.lockAsync();
    for (const options of [undefined, { timeout: 5 }, { as: 'one' }]) {
      const error = { name: 'TooManyWaitersError', code: 'too-many-waiters' };
      await expect(mutex.lockAsync(options)).rejects.toMatchObject(error);
    }
    expect(mutex.waiting).toBe(1);
    guard.release();
    (await first).release();
    (await mutex.lockAsync({ as: 'one' })).release();
    const none = make({ maxWaiting: 0 });
    const held = await none.lockAsync();
    await expect(none.lockAsync()).rejects.toThrow(TooManyWaitersError);
    held.release();
    for (const maxWaiting of [-1, Number.NaN, '5' as never])
      expect(() => make({ maxWaiting })).toThrow('give a number from 0');
  });

  test('its release can be waited for without holding it', async () => {
    const mutex = make();
    await mutex.waitForUnlock();
    const guard = await mutex.lockAsync();
    const order: string[] = [];
    const waits = [
      mutex.runExclusive(() => order.push('before')),
      mutex.waitForUnlock().then(() => order.push('released')),
      expect(mutex.waitForUnlock({ timeout: 1 })).rejects.toThrow(TimeoutError),
    ];
    await waits[2];
    guard.release();
    await Promise.all(waits);
    expect(order).toEqual(['before', 'released']);
    expect(mutex.locked).toBe(false);
  });

  test('a predicate is waited for however often somebody is notified, but no longer than a timeout allows', async () => {
    const mutex = make();
    const condition = conditionOf(mutex);
    let ready = false;
    const ticks = setInterval(() => condition.notifyAll(), 1);
    const guard = await mutex.lockAsync();
    expect(await condition.waitAsync(guard, () => ready, { timeout: 30 })).toBe(false);
    setTimeout(() => {
      ready = true;
    }, 5);
    expect(await condition.waitAsync(guard, () => ready)).toBe(true);
    expect(await condition.waitAsync(guard, () => ready, { timeout: 0 })).toBe(true);
    clearInterval(ticks);
    expect(mutex.locked).toBe(true);
    guard.release();
  });
}
