import { Mutex, type MutexInterface, Semaphore, type SemaphoreInterface, tryAcquire, withTimeout } from 'async-mutex';
import type { Adapter, Asking } from '../primitives.ts';

const URGENT = 1;

async function unlessBusy<T>(acquiring: Promise<T>): Promise<T | undefined> {
  try {
    return await acquiring;
  } catch {
    return undefined;
  }
}

const limited = <T extends MutexInterface | SemaphoreInterface>(lock: T, { timeout }: Asking): T =>
  timeout === undefined ? lock : (withTimeout(lock as MutexInterface, timeout) as T);

export default {
  name: 'async-mutex',
  mutex: () => {
    const mutex = new Mutex();
    return {
      understands: ['timeout', 'first'],
      acquire: async (asking = {}) => ({
        release: await limited(mutex, asking).acquire(asking.first ? URGENT : undefined),
      }),
      releaseAnyway: () => mutex.release(),
      tryAcquire: async () => {
        const release = await unlessBusy(tryAcquire(mutex).acquire());
        return release && { release };
      },
      run: (section) => mutex.runExclusive(section),
      locked: () => mutex.isLocked(),
      cancelAll: () => mutex.cancel(),
      waitForUnlock: () => mutex.waitForUnlock(),
    };
  },
  semaphore: (permits) => {
    const semaphore = new Semaphore(permits);
    let most = permits;
    return {
      understands: ['timeout', 'first', 'weight'],
      acquire: async (asking = {}) => {
        const [, release] = await limited(semaphore, asking).acquire(asking.weight, asking.first ? URGENT : undefined);
        return { release };
      },
      releaseAnyway: () => semaphore.release(),
      tryAcquire: async (weight) => {
        const taken = await unlessBusy(tryAcquire(semaphore).acquire(weight));
        return taken && { release: taken[1] };
      },
      run: (section) => semaphore.runExclusive(section),
      locked: () => semaphore.isLocked(),
      available: () => semaphore.getValue(),
      resize: (to) => {
        semaphore.setValue(semaphore.getValue() + to - most);
        most = to;
      },
      cancelAll: () => semaphore.cancel(),
      waitForUnlock: () => semaphore.waitForUnlock(),
    };
  },
} satisfies Adapter;
