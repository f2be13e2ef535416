import Mutex from 'p-mutex';
import type { Adapter } from '../primitives.ts';

export default {
  name: 'p-mutex',
  mutex: () => {
    const mutex = new Mutex();
    const release = () => mutex.unlock();
    return {
      acquire: async () => {
        await mutex.lock();
        return { release };
      },
      releaseAnyway: release,
      run: (section) => mutex.withLock(section),
      locked: () => mutex.isLocked,
    };
  },
} satisfies Adapter;
