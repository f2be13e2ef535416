import { Mutex, Semaphore } from 'es-toolkit';
import type { Adapter } from '../primitives.ts';

export default {
  name: 'es-toolkit',
  mutex: () => {
    const mutex = new Mutex();
    const release = () => mutex.release();
    return {
      acquire: async () => {
        await mutex.acquire();
        return { release };
      },
      releaseAnyway: release,
      locked: () => mutex.isLocked,
    };
  },
  semaphore: (permits) => {
    const semaphore = new Semaphore(permits);
    const release = () => semaphore.release();
    return {
      acquire: async () => {
        await semaphore.acquire();
        return { release };
      },
      releaseAnyway: release,
      available: () => semaphore.available,
    };
  },
} satisfies Adapter;
