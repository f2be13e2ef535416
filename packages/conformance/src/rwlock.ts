/** What the readers-writer locks to install have in common, as vitest tests. One whose names are others is run through an adapter. */
import type { Limits, MutexOptions } from '@contend/counter/limits';
import { type Guard, NotHeldError, TooManyWaitersError } from '@contend/counter/mutex-error';
import { expect } from 'vitest';
import { expectWaiting, FAILING, failureOf, type Kept, keeps } from './waiting.ts';

interface ReadGuard extends Guard {
  tryUpgrade(): WriteGuard | undefined;
}

interface WriteGuard extends Guard {
  downgrade(): ReadGuard;
}

export interface RWLock {
  readonly waiting: number;
  /** Waits without blocking. */
  read(options?: Limits): Promise<ReadGuard>;
  tryRead(): ReadGuard | undefined;
  /** Waits without blocking. */
  write(options?: Limits): Promise<WriteGuard>;
  tryWrite(): WriteGuard | undefined;
  runShared<T>(section: () => T | PromiseLike<T>, options?: Limits): Promise<T>;
  runExclusive<T>(section: () => T | PromiseLike<T>, options?: Limits): Promise<T>;
  cancelAll(reason?: unknown): void;
}

export type MakeRWLock = (options?: MutexOptions) => RWLock;

/** @param make a new one */
export function rwlock(make: MakeRWLock): void {
  keeps(RWLOCK, make);
}

/** Throws where somebody holds it. */
function expectFree(lock: RWLock): void {
  const guard = lock.tryWrite();
  expect(guard).toBeDefined();
  guard?.release();
  expect(lock.waiting).toBe(0);
}

export const RWLOCK = {
  'readers read together, and a writer writes alone': async (make, patience) => {
    const lock = make();
    let [readers, writers, most] = [0, 0, 0];
    const read = async () => {
      most = Math.max(most, ++readers);
      expect(writers).toBe(0);
      await new Promise(setImmediate);
      expect(writers).toBe(0);
      readers--;
    };
    const write = async () => {
      expect([readers, ++writers]).toEqual([0, 1]);
      await new Promise(setImmediate);
      expect([readers, writers--]).toEqual([0, 1]);
    };
    const tasks = Array.from({ length: 60 }, (_, i) => (i % 5 < 3 ? lock.runShared(read) : lock.runExclusive(write)));
    await patience(Promise.all(tasks));
    expect(most).toBe(3);
    expectFree(lock);
  },

  'readers that keep coming do not starve a writer': async (make, patience) => {
    const lock = make();
    const reading = await patience(lock.read());
    const writing = lock.write();
    const later = lock.read();
    expect(lock.tryRead()).toBeUndefined();
    await expectWaiting(writing, later);
    expect(lock.waiting).toBe(2);
    reading.release();
    const writer = await patience(writing);
    await expectWaiting(later);
    writer.release();
    (await patience(later)).release();
    expectFree(lock);
  },

  'writers that keep coming do not starve a reader': async (make, patience) => {
    const lock = make();
    const first = await patience(lock.write());
    const reading = lock.read();
    const second = lock.write();
    first.release();
    const reader = await patience(reading);
    await expectWaiting(second);
    reader.release();
    (await patience(second)).release();
    expectFree(lock);
  },

  'readers next to each other in the line go in together, and those behind a writer do not': async (make, patience) => {
    const lock = make();
    const held = await patience(lock.write());
    const together = [lock.read(), lock.read(), lock.read()];
    const writing = lock.write();
    const behind = lock.read();
    held.release();
    const readers = await patience(Promise.all(together));
    await expectWaiting(writing, behind);
    for (const reader of readers) reader.release();
    const writer = await patience(writing);
    await expectWaiting(behind);
    writer.release();
    (await patience(behind)).release();
    expectFree(lock);
  },

  'readers behind a writer that gives up are let in at once': async (make, patience) => {
    const lock = make();
    const reading = await patience(lock.read());
    const controller = new AbortController();
    for (const [limits, code] of [
      [{ timeout: 5 }, 'timeout'],
      [{ signal: controller.signal }, 'abort'],
    ] as const) {
      const writing = failureOf(lock.write(limits));
      const behind = lock.read();
      if (code === 'abort') controller.abort(new Error('enough'));
      expect(await patience(writing)).toMatchObject({ code });
      (await patience(behind)).release();
    }
    reading.release();
    expectFree(lock);
  },

  'a guard is released once, and disposed of without an error after that': async (make, patience) => {
    const lock = make();
    for (const take of [() => lock.read(), () => lock.write()]) {
      const guard = await patience<Guard>(take());
      expect(lock.tryWrite()).toBeUndefined();
      guard.release();
      const other = lock.tryRead() as ReadGuard;
      expect(() => guard.release()).toThrow(NotHeldError);
      guard[Symbol.dispose]();
      expect(lock.tryWrite()).toBeUndefined();
      other[Symbol.dispose]();
      expectFree(lock);
    }
  },

  'the only reader becomes the writer at once, ahead of who waits; one of two does not': async (make, patience) => {
    const lock = make();
    const [one, two] = [await patience(lock.read()), await patience(lock.read())];
    expect(one.tryUpgrade()).toBeUndefined();
    two.release();
    const waiting = lock.write();
    const writer = one.tryUpgrade() as WriteGuard;
    expect(lock.tryRead()).toBeUndefined();
    expect(() => one.release()).toThrow(NotHeldError);
    expect(() => one.tryUpgrade()).toThrow(NotHeldError);
    one[Symbol.dispose]();
    await expectWaiting(waiting);
    writer.release();
    (await patience(waiting)).release();
    expectFree(lock);
  },

  'the writer becomes a reader with no writer in between': async (make, patience) => {
    const lock = make();
    const writer = await patience(lock.write());
    const writing = lock.write();
    const reader = writer.downgrade();
    expect(() => writer.release()).toThrow(NotHeldError);
    expect(() => writer.downgrade()).toThrow(NotHeldError);
    writer[Symbol.dispose]();
    await expectWaiting(writing);
    reader.release();
    (await patience(writing)).release();
    expectFree(lock);
  },

  'the writer that becomes a reader lets in those who wait to read before the next writer': async (make, patience) => {
    const lock = make();
    const writer = await patience(lock.write());
    const [first, second, writing] = [lock.read(), lock.read(), lock.write()];
    const reader = writer.downgrade();
    for (const guard of await patience(Promise.all([first, second]))) guard.release();
    await expectWaiting(writing);
    reader.release();
    (await patience(writing)).release();
    expectFree(lock);
  },

  'it is free again after a section that throws or rejects': async (make, patience) => {
    const lock = make();
    for (const fail of FAILING) {
      expect(await patience(failureOf(lock.runShared(fail)))).toMatchObject({ message: 'inside' });
      expect(await patience(failureOf(lock.runExclusive(fail)))).toMatchObject({ message: 'inside' });
    }
    expect(await patience(lock.runShared(() => 'read'))).toBe('read');
    expect(await patience(lock.runExclusive(async () => 'written'))).toBe('written');
    expectFree(lock);
  },

  'without waiting it is taken if it can be': async (make, patience) => {
    const lock = make();
    const reader = lock.tryRead() as ReadGuard;
    (await patience(lock.read({ timeout: 0 }))).release();
    expect(lock.tryWrite()).toBeUndefined();
    expect(await patience(failureOf(lock.write({ timeout: 0 })))).toMatchObject({ code: 'timeout' });
    reader.release();
    const writer = lock.tryWrite() as WriteGuard;
    expect(lock.tryRead()).toBeUndefined();
    expect(await patience(failureOf(lock.read({ timeout: 0 })))).toMatchObject({ code: 'timeout' });
    writer.release();
    for (const take of [lock.read.bind(lock), lock.write.bind(lock)]) {
      const aborted = failureOf(take({ signal: AbortSignal.abort('gone') }));
      expect(await patience(aborted)).toMatchObject({ code: 'abort', cause: 'gone' });
      expect(await patience(failureOf(take({ timeout: '5' as never })))).toBeInstanceOf(TypeError);
      expect(await patience(failureOf(take({ timeout: -1 })))).toBeInstanceOf(RangeError);
    }
    expectFree(lock);
  },

  'all waits are cancelled, with a reason, and nobody is let in by that': async (make, patience) => {
    const lock = make();
    const reader = await patience(lock.read());
    const waits = [lock.write(), lock.read({ timeout: 1e6 }), lock.read()];
    const failures = Promise.all(waits.map(failureOf));
    expect(lock.waiting).toBe(3);
    const reason = new Error('shutting down');
    lock.cancelAll(reason);
    const cancelled = { name: 'AbortError', cause: reason };
    expect(await patience(failures)).toMatchObject([cancelled, cancelled, cancelled]);
    (await patience(lock.read())).release();
    reader.release();
    expectFree(lock);
  },

  'no more wait than it was made for': async (make, patience) => {
    const lock = make({ maxWaiting: 1 });
    const writer = await patience(lock.write());
    const first = lock.read();
    for (const wait of [() => lock.read(), () => lock.write(), () => lock.write({ timeout: 5 })])
      expect(await patience(failureOf(wait()))).toBeInstanceOf(TooManyWaitersError);
    expect(lock.waiting).toBe(1);
    writer.release();
    (await patience(first)).release();
    (await patience(lock.write())).release();
    for (const maxWaiting of [-1, Number.NaN, '5' as never])
      expect(() => make({ maxWaiting })).toThrow('give a number from 0');
    expectFree(lock);
  },
} satisfies Record<string, Kept<MakeRWLock>>;
