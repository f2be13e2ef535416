/**
 * A lock made into a counter: lock, read, work inside, write, unlock. The count is one plain word of the shared view,
 * so nothing but the lock protects it.
 */
import type { AsyncLock, Counter, Lock } from './strategy.ts';

/** Where the guarded count lives: `view[index]`. */
export interface Count {
  view: Int32Array;
  index: number;
}

/** Work done inside the section, between reading the count and writing it back. */
export type Inside = () => void;

class Locked implements Counter {
  lock: Lock;
  view: Int32Array;
  index: number;

  constructor(lock: Lock, { view, index }: Count) {
    this.lock = lock;
    this.view = view;
    this.index = index;
  }

  increment(): number {
    this.lock.lock();
    try {
      const next = (this.view[this.index] as number) + 1;
      this.view[this.index] = next;
      return next;
    } finally {
      this.lock.unlock();
    }
  }

  value(): number {
    return this.view[this.index] as number;
  }
}

/** A class of its own, so that the plain section above carries no trace of a workload it does not have. */
class LockedWithWork extends Locked {
  inside: Inside;

  constructor(lock: Lock, count: Count, inside: Inside) {
    super(lock, count);
    this.inside = inside;
  }

  override increment(): number {
    this.lock.lock();
    try {
      const next = (this.view[this.index] as number) + 1;
      this.inside();
      this.view[this.index] = next;
      return next;
    } finally {
      this.lock.unlock();
    }
  }
}

/** @param inside runs while the lock is held; if it throws, the lock is released and nothing is counted */
export function locked(lock: Lock, count: Count, inside?: Inside): Counter {
  return inside === undefined ? new Locked(lock, count) : new LockedWithWork(lock, count, inside);
}

class LockedAsync implements Counter {
  lock: AsyncLock;
  view: Int32Array;
  index: number;
  inside: Inside | undefined;

  constructor(lock: AsyncLock, { view, index }: Count, inside: Inside | undefined) {
    this.lock = lock;
    this.view = view;
    this.index = index;
    this.inside = inside;
  }

  async increment(): Promise<number> {
    const turn = this.lock.acquire();
    if (turn !== undefined) await turn;
    try {
      const next = (this.view[this.index] as number) + 1;
      this.inside?.();
      // Without a turn of the event loop in here, tasks could never interleave and no lock would be needed.
      await undefined;
      this.view[this.index] = next;
      return next;
    } finally {
      this.lock.release();
    }
  }

  value(): number {
    return this.view[this.index] as number;
  }
}

/** As {@link locked}, with one `await` between reading and writing. */
export function lockedAsync(lock: AsyncLock, count: Count, inside?: Inside): Counter {
  return new LockedAsync(lock, count, inside);
}
