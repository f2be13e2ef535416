/** Sections like those of `locked` and `lockedAsync`, but an error inside keeps the lock. */
import type { AsyncLock, Count, Inside, Lock } from '@contend/counter';

export function locked(lock: Lock, { view, index }: Count, inside?: Inside) {
  return {
    increment(): number {
      lock.lock();
      const next = (view[index] as number) + 1;
      inside?.();
      view[index] = next;
      lock.unlock();
      return next;
    },
    value: () => view[index] as number,
  };
}

export function lockedAsync(lock: AsyncLock, { view, index }: Count, inside?: Inside) {
  return {
    async increment(): Promise<number> {
      await lock.acquire();
      const next = (view[index] as number) + 1;
      inside?.();
      await undefined;
      view[index] = next;
      lock.release();
      return next;
    },
    value: () => view[index] as number,
  };
}
