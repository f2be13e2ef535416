/** effect's locks are used by effects: each probe's task is one that a promise runs. */
import * as Effect from 'effect/Effect';
import * as Latch from 'effect/Latch';
import * as Semaphore from 'effect/Semaphore';
import * as TxReentrantLock from 'effect/TxReentrantLock';
import type { Adapter, Asking, Lock } from '../primitives.ts';
import { holding } from '../sections.ts';

const effectOf = <T>(section: () => T | Promise<T>) =>
  Effect.tryPromise({ try: async () => section(), catch: (error) => error });

/** The way in and out by a section alone: the lock belongs to the fiber that runs it. */
function sectional(around: <T>(effect: Effect.Effect<T, unknown>) => Effect.Effect<T, unknown>): Lock {
  const run = <T>(section: () => T | Promise<T>, { timeout, signal }: Asking = {}) => {
    const effect = around(effectOf(section));
    return Effect.runPromise(timeout === undefined ? effect : Effect.timeout(effect, timeout), signal && { signal });
  };
  return {
    sections: true,
    understands: ['signal'],
    acquire: (asking) => holding((section) => run(section, asking)),
    run,
  };
}

export default {
  name: 'effect',
  semaphore: (permits) => {
    const semaphore = Semaphore.makeUnsafe(permits);
    return {
      understands: ['timeout', 'signal', 'weight'],
      acquire: async ({ timeout, signal, weight = 1 } = {}) => {
        const take = semaphore.take(weight);
        await Effect.runPromise(timeout === undefined ? take : Effect.timeout(take, timeout), signal && { signal });
        return { release: () => Effect.runPromise(semaphore.release(weight)) };
      },
      tryAcquire: async (weight = 1) => {
        if (!(await Effect.runPromise(semaphore.takeIfAvailable(weight)))) return undefined;
        return { release: () => Effect.runPromise(semaphore.release(weight)) };
      },
      releaseAnyway: () => Effect.runPromise(semaphore.release(1)),
      resize: (to) => Effect.runPromise(semaphore.resize(to)),
      run: (section) => Effect.runPromise(semaphore.withPermit(effectOf(section))),
    };
  },
  readersWriter: () => {
    const lock = Effect.runSync(TxReentrantLock.make());
    return {
      read: sectional((effect) => TxReentrantLock.withReadLock(lock, effect)),
      write: sectional((effect) => TxReentrantLock.withWriteLock(lock, effect)),
    };
  },
  latch: () => {
    const latch = Latch.makeUnsafe();
    return { wait: () => Effect.runPromise(latch.await), countDown: () => void latch.openUnsafe() };
  },
} satisfies Adapter;
