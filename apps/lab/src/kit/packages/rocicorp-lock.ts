import { Lock as RocicorpLock, RWLock } from '@rocicorp/lock';
import type { Adapter } from '../primitives.ts';

export default {
  name: '@rocicorp/lock',
  mutex: () => {
    const lock = new RocicorpLock();
    return { acquire: async () => ({ release: await lock.lock() }), run: (section) => lock.withLock(section) };
  },
  readersWriter: () => {
    const lock = new RWLock();
    return {
      read: { acquire: async () => ({ release: await lock.read() }), run: (section) => lock.withRead(section) },
      write: { acquire: async () => ({ release: await lock.write() }), run: (section) => lock.withWrite(section) },
    };
  },
} satisfies Adapter;
