import ReadWriteLock from 'rwlock';
import type { Adapter, Lock } from '../primitives.ts';

type Enter = InstanceType<typeof ReadWriteLock>['readLock'];

const side = (enter: (...given: Parameters<Enter>) => void, key: string): Lock => ({
  understands: ['timeout'],
  acquire: ({ timeout } = {}) =>
    new Promise((resolve, reject) => {
      const timeoutCallback = () => reject(new Error('timeout'));
      enter(key, (release) => resolve({ release }), timeout === undefined ? {} : { timeout, timeoutCallback });
    }),
});

export default {
  name: 'rwlock',
  readersWriter: () => {
    const { readLock, writeLock } = new ReadWriteLock();
    return { read: side(readLock, 'key'), write: side(writeLock, 'key') };
  },
  keyed: () => {
    const { writeLock } = new ReadWriteLock();
    return { lock: (key) => side(writeLock, key) };
  },
} satisfies Adapter;
