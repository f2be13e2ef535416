/** async-lock knows keys alone: a mutex of it is one of them. */
import AsyncLock from 'async-lock';
import type { Adapter, Lock, Making } from '../primitives.ts';
import { holding } from '../sections.ts';

function lockOf(lock: AsyncLock, key: string | string[]): Lock {
  return {
    understands: ['timeout', 'first', 'heldFor', 'maxWaiting'],
    sections: true,
    acquire: ({ timeout, first, heldFor } = {}) =>
      holding((section) =>
        lock.acquire(key, section, {
          ...(timeout !== undefined && { timeout }),
          ...(first && { skipQueue: true }),
          ...(heldFor !== undefined && { maxExecutionTime: heldFor }),
        }),
      ),
    run: (section) => lock.acquire(key, section),
    locked: () => lock.isBusy(key as string),
  };
}

const locksOf = ({ maxWaiting }: Making = {}) =>
  new AsyncLock(maxWaiting === undefined ? {} : { maxPending: maxWaiting });

export default {
  name: 'async-lock',
  mutex: (making) => lockOf(locksOf(making), 'key'),
  keyed: () => {
    const locks = locksOf();
    return { lock: (key) => lockOf(locks, key), several: (keys) => lockOf(locks, keys) };
  },
} satisfies Adapter;
