import makeSemaphore from 'semaphore';
import type { Adapter } from '../primitives.ts';

export default {
  name: 'semaphore',
  semaphore: (permits) => {
    const semaphore = makeSemaphore(permits);
    return {
      understands: ['weight'],
      acquire: ({ weight = 1 } = {}) =>
        new Promise((resolve) => {
          semaphore.take(weight, (leave) => resolve({ release: () => leave(weight) }));
        }),
      releaseAnyway: () => semaphore.leave(),
      locked: () => !semaphore.available(1),
      available: () => semaphore.capacity - semaphore.current,
      waiting: () => semaphore.queue.length,
    };
  },
} satisfies Adapter;
