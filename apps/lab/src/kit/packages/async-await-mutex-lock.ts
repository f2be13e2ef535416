import { Lock as Locks } from 'async-await-mutex-lock';
import type { Adapter, Lock } from '../primitives.ts';

function lockOf(locks: Locks<string>, key?: string): Lock {
  const release = () => locks.release(key);
  return {
    acquire: async () => {
      await locks.acquire(key);
      return { release };
    },
    releaseAnyway: release,
    locked: () => locks.isAcquired(key),
  };
}

export default {
  name: 'async-await-mutex-lock',
  mutex: () => lockOf(new Locks()),
  keyed: () => {
    const locks = new Locks<string>();
    return { lock: (key) => lockOf(locks, key) };
  },
} satisfies Adapter;
