import { RWLock, State } from 'async-rwlock';
import type { Adapter, Lock } from '../primitives.ts';

export default {
  name: 'async-rwlock',
  readersWriter: () => {
    const lock = new RWLock();
    const side = (enter: (timeout?: number) => Promise<void>, state: State): Lock => ({
      understands: ['timeout'],
      acquire: async ({ timeout } = {}) => {
        await enter(timeout);
        return { release: () => lock.unlock() };
      },
      releaseAnyway: () => lock.unlock(),
      locked: () => lock.getState() === state,
    });
    return { read: side(lock.readLock, State.Reading), write: side(lock.writeLock, State.Writing) };
  },
} satisfies Adapter;
