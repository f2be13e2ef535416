/** What the semaphores to install have in common, as vitest tests. One whose names are others is run through an adapter. */
import type { Limits, MutexOptions } from '@contend/counter/limits';
import { type Guard, NotHeldError, TooManyWaitersError } from '@contend/counter/mutex-error';
import { expect } from 'vitest';
import { expectWaiting, FAILING, failureOf, type Kept, keeps } from './waiting.ts';

interface AcquireOptions extends Limits {
  weight?: number | undefined;
}

export interface Semaphore {
  readonly available: number;
  readonly waiting: number;
  /** Waits without blocking. */
  acquire(options?: AcquireOptions): Promise<Guard>;
  tryAcquire(weight?: number): Guard | undefined;
  runExclusive<T>(section: () => T | PromiseLike<T>, options?: AcquireOptions): Promise<T>;
  cancelAll(reason?: unknown): void;
}

export type MakeSemaphore = (permits: number, options?: MutexOptions) => Semaphore;

/** @param make a new one */
export function semaphore(make: MakeSemaphore): void {
  keeps(SEMAPHORE, make);
}

export const SEMAPHORE = {
  'as many permits are taken at once as there are, and no more': async (make, patience) => {
    const permits = 5;
    const semaphore = make(permits);
    let [taken, most] = [0, 0];
    const hold = async (weight: number) => {
      await semaphore.runExclusive(
        async () => {
          taken += weight;
          most = Math.max(most, taken);
          expect(semaphore.available).toBeLessThanOrEqual(permits - taken);
          await new Promise(setImmediate);
          taken -= weight;
        },
        { weight },
      );
    };
    await patience(Promise.all(Array.from({ length: 60 }, (_, i) => hold(1 + ((i * i) % permits)))));
    expect([most, taken, semaphore.available, semaphore.waiting]).toEqual([permits, 0, permits, 0]);
  },

  'a heavy waiter is not overtaken by lighter ones that come later': async (make, patience) => {
    const semaphore = make(3);
    const first = await patience(semaphore.acquire());
    const second = await patience(semaphore.acquire());
    const heavy = semaphore.acquire({ weight: 3 });
    const light = semaphore.acquire();
    expect(semaphore.tryAcquire()).toBeUndefined();
    expect([semaphore.available, semaphore.waiting]).toEqual([1, 2]);
    first.release();
    await expectWaiting(heavy, light);
    second.release();
    const held = await patience(heavy);
    await expectWaiting(light);
    held.release();
    (await patience(light)).release();
    expect(semaphore.available).toBe(3);
  },

  'one release lets in all for whom it makes room': async (make, patience) => {
    const semaphore = make(3);
    const all = await patience(semaphore.acquire({ weight: 3 }));
    const waits = [semaphore.acquire(), semaphore.acquire({ weight: 2 }), semaphore.acquire()] as const;
    all.release();
    const guards = await patience(Promise.all(waits.slice(0, 2)));
    await expectWaiting(waits[2]);
    for (const guard of guards) guard.release();
    (await patience(waits[2])).release();
  },

  'who stands behind a heavy waiter that gives up is let in at once': async (make, patience) => {
    const semaphore = make(2);
    const held = await patience(semaphore.acquire());
    const controller = new AbortController();
    for (const [limits, code] of [
      [{ timeout: 5 }, 'timeout'],
      [{ signal: controller.signal }, 'abort'],
    ] as const) {
      const heavy = semaphore.acquire({ weight: 2, ...limits });
      const light = semaphore.acquire();
      if (code === 'abort') controller.abort(new Error('enough'));
      expect(await patience(failureOf(heavy))).toMatchObject({ code });
      (await patience(light)).release();
    }
    held.release();
    expect([semaphore.available, semaphore.waiting]).toEqual([2, 0]);
  },

  'who gives up in the middle of the line leaves the others in their order': async (make, patience) => {
    const semaphore = make(2);
    const all = await patience(semaphore.acquire({ weight: 2 }));
    const order: number[] = [];
    const waits = [0, 1, 2, 3, 4].map(async (number) => {
      const guard = await semaphore.acquire({ weight: 2, timeout: number % 2 === 0 ? undefined : 5 });
      order.push(number);
      guard.release();
    });
    const impatient = [waits[1], waits[3]].map((wait) => failureOf(wait as Promise<void>));
    expect(await patience(Promise.all(impatient))).toMatchObject([{ code: 'timeout' }, { code: 'timeout' }]);
    all.release();
    await patience(Promise.allSettled(waits));
    expect(order).toEqual([0, 2, 4]);
  },

  'a guard gives back what it took, and once': async (make, patience) => {
    const semaphore = make(4);
    const guard = await patience(semaphore.acquire({ weight: 3 }));
    const other = semaphore.tryAcquire() as Guard;
    expect(semaphore.available).toBe(0);
    guard.release();
    expect(semaphore.available).toBe(3);
    expect(() => guard.release()).toThrow(NotHeldError);
    guard[Symbol.dispose]();
    expect(semaphore.available).toBe(3);
    other[Symbol.dispose]();
    expect(semaphore.available).toBe(4);
  },

  'permits are given back after a section that throws or rejects': async (make, patience) => {
    const semaphore = make(2);
    for (const fail of FAILING)
      expect(await patience(failureOf(semaphore.runExclusive(fail, { weight: 2 })))).toMatchObject({
        message: 'inside',
      });
    expect(await patience(semaphore.runExclusive(() => 'done'))).toBe('done');
    expect(semaphore.available).toBe(2);
  },

  'without waiting only what is there is taken': async (make, patience) => {
    const semaphore = make(2);
    const guard = semaphore.tryAcquire() as Guard;
    expect(semaphore.tryAcquire(2)).toBeUndefined();
    const refused = failureOf(semaphore.acquire({ weight: 2, timeout: 0 }));
    expect(await patience(refused)).toMatchObject({ code: 'timeout' });
    (await patience(semaphore.acquire({ timeout: 0 }))).release();
    const aborted = semaphore.acquire({ signal: AbortSignal.abort('gone') });
    expect(await patience(failureOf(aborted))).toMatchObject({ code: 'abort', cause: 'gone' });
    guard.release();
    expect([semaphore.available, semaphore.waiting]).toEqual([2, 0]);
  },

  'all waits are cancelled, with a reason, and nobody is let in by that': async (make, patience) => {
    const semaphore = make(2);
    const guard = await patience(semaphore.acquire());
    const waits = [semaphore.acquire({ weight: 2 }), semaphore.acquire({ timeout: 1e6 }), semaphore.acquire()];
    const failures = Promise.all(waits.map(failureOf));
    expect(semaphore.waiting).toBe(3);
    const reason = new Error('shutting down');
    semaphore.cancelAll(reason);
    const cancelled = { name: 'AbortError', cause: reason };
    expect(await patience(failures)).toMatchObject([cancelled, cancelled, cancelled]);
    expect([semaphore.available, semaphore.waiting]).toEqual([1, 0]);
    (await patience(semaphore.acquire())).release();
    guard.release();
    expect(semaphore.available).toBe(2);
  },

  'no more wait than it was made for': async (make, patience) => {
    const semaphore = make(1, { maxWaiting: 1 });
    const guard = await patience(semaphore.acquire());
    const first = semaphore.acquire();
    for (const options of [undefined, { timeout: 5 }])
      expect(await patience(failureOf(semaphore.acquire(options)))).toBeInstanceOf(TooManyWaitersError);
    expect(semaphore.waiting).toBe(1);
    guard.release();
    (await patience(first)).release();
    (await patience(semaphore.acquire())).release();
    for (const maxWaiting of [-1, Number.NaN, '5' as never])
      expect(() => make(1, { maxWaiting })).toThrow('give a number from 0');
  },

  'what is no number of permits is refused, and nothing is taken': async (make, patience) => {
    for (const none of ['2', null, {}] as never[]) {
      expect(() => make(none)).toThrow(TypeError);
      expect(() => make(none)).toThrow('give a whole number from 1');
    }
    for (const none of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) expect(() => make(none)).toThrow(RangeError);
    const semaphore = make(2);
    for (const [weight, type] of [
      ['1' as never, TypeError],
      [null as never, TypeError],
      [0, RangeError],
      [1.5, RangeError],
      [3, RangeError],
    ] as const) {
      expect(await patience(failureOf(semaphore.acquire({ weight })))).toBeInstanceOf(type);
      expect(await patience(failureOf(semaphore.runExclusive(() => {}, { weight })))).toBeInstanceOf(type);
      expect(() => semaphore.tryAcquire(weight)).toThrow(type);
    }
    expect(await patience(failureOf(semaphore.acquire({ timeout: '5' as never })))).toBeInstanceOf(TypeError);
    expect([semaphore.available, semaphore.waiting]).toEqual([2, 0]);
  },
} satisfies Record<string, Kept<MakeSemaphore>>;
