import mutexify from 'mutexify/promise.js';
import type { Adapter } from '../primitives.ts';

export default {
  name: 'mutexify',
  mutex: () => {
    const lock = mutexify();
    return { acquire: async () => ({ release: await lock() }), locked: () => lock.locked };
  },
} satisfies Adapter;
