import { Sema } from 'async-sema';
import type { Adapter, Held } from '../primitives.ts';

export default {
  name: 'async-sema',
  semaphore: (permits) => {
    const sema = new Sema(permits);
    const heldBy = (token: string): Held => ({ release: () => sema.release(token) });
    return {
      acquire: async () => heldBy(await sema.acquire()),
      releaseAnyway: () => sema.release(),
      tryAcquire: () => {
        const token = sema.tryAcquire();
        return token === undefined ? undefined : heldBy(token);
      },
      waiting: () => sema.nrWaiting(),
    };
  },
} satisfies Adapter;
