import AwaitLock from 'await-lock';
import type { Adapter } from '../primitives.ts';

export default {
  name: 'await-lock',
  mutex: () => {
    const lock = new AwaitLock();
    const held = { release: () => lock.release() };
    return {
      understands: ['timeout'],
      acquire: async ({ timeout } = {}) => {
        await lock.acquireAsync(timeout === undefined ? {} : { timeout });
        return { ...held };
      },
      releaseAnyway: () => lock.release(),
      tryAcquire: () => (lock.tryAcquire() ? { ...held } : undefined),
      locked: () => lock.acquired,
    };
  },
} satisfies Adapter;
