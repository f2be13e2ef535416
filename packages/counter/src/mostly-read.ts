/**
 * What is read more often than it is written: the count and a copy of it, on two cache lines. A writer writes
 * the copy when it comes in and the count when it goes. A reader looks at both when it comes in, and at the copy again
 * when it goes: where they are not all the same, it was inside together with a writer. Torture tests of the kernel's
 * readers-writer locks look alike.
 *
 * @see https://docs.kernel.org/locking/locktorture.html
 */
import type { Count, Inside } from './locked.ts';
import { LINE_BYTES } from './memory.ts';
import type {
  AnyAsyncLock,
  AnyLock,
  AsyncLock,
  AsyncSharedLock,
  Counter,
  Lock,
  OptimisticLock,
  Reads,
  SharedLock,
} from './strategy.ts';

/** Words from the count to its copy: in the count's region, and on another line of 64 bytes. */
export const TO_COPY = LINE_BYTES / 2 / Int32Array.BYTES_PER_ELEMENT;

export interface Readable extends Counter {
  /** How many reads were not of one value. */
  readonly torn: number;
  /** @returns whether what it read was one value, from its first look to its last */
  read(): boolean | Promise<boolean>;
}

/** Readers take the lock as writers do. */
class Exclusive implements Readable {
  lock: Lock;
  view: Int32Array;
  index: number;
  copy: number;
  inside: Inside | undefined;
  torn = 0;

  constructor(lock: Lock, { view, index }: Count, inside: Inside | undefined) {
    this.lock = lock;
    this.view = view;
    this.index = index;
    this.copy = index + TO_COPY;
    this.inside = inside;
  }

  increment(): number {
    this.lock.lock();
    try {
      const next = ((this.view[this.index] as number) + 1) | 0;
      this.view[this.copy] = next;
      this.inside?.();
      this.view[this.index] = next;
      return next;
    } finally {
      this.lock.unlock();
    }
  }

  read(): boolean {
    this.lock.lock();
    try {
      return this.note(this.look());
    } finally {
      this.lock.unlock();
    }
  }

  look(): boolean {
    const seen = this.view[this.index];
    if (this.view[this.copy] !== seen) return false;
    this.inside?.();
    return this.view[this.copy] === seen;
  }

  note(whole: boolean): boolean {
    if (!whole) this.torn++;
    return whole;
  }

  value(): number {
    return this.view[this.index] as number;
  }
}

class Shared extends Exclusive {
  declare lock: SharedLock;

  override read(): boolean {
    this.lock.lockShared();
    try {
      return this.note(this.look());
    } finally {
      this.lock.unlockShared();
    }
  }
}

/**
 * The data, too, is accessed by `Atomics`: it is read and written at once, and plain accesses may be seen to move out of
 * where the sequence number stands for them.
 *
 * @see Boehm, "Can Seqlocks Get Along With Programming Language Memory Models?", MSPC 2012
 */
class Optimistic extends Exclusive {
  declare lock: OptimisticLock;

  override increment(): number {
    this.lock.lock();
    try {
      const next = (Atomics.load(this.view, this.index) + 1) | 0;
      Atomics.store(this.view, this.copy, next);
      this.inside?.();
      Atomics.store(this.view, this.index, next);
      return next;
    } finally {
      this.lock.unlock();
    }
  }

  override read(): boolean {
    for (;;) {
      const mark = this.lock.readBegin();
      const whole = this.look();
      if (!this.lock.readRetry(mark)) return this.note(whole);
    }
  }

  override look(): boolean {
    const seen = Atomics.load(this.view, this.index);
    if (Atomics.load(this.view, this.copy) !== seen) return false;
    this.inside?.();
    return Atomics.load(this.view, this.copy) === seen;
  }
}

/**
 * @param reads how the lock lets contenders read; undefined: as they write
 * @param inside runs inside the section, of readers and of writers
 */
export function readable(lock: AnyLock, reads: Reads | undefined, count: Count, inside?: Inside): Readable {
  switch (reads) {
    case 'shared':
      return new Shared(lock, count, inside);
    case 'optimistic':
      return new Optimistic(lock, count, inside);
    default:
      return new Exclusive(lock, count, inside);
  }
}

class AsyncExclusive implements Readable {
  lock: AsyncLock;
  view: Int32Array;
  index: number;
  copy: number;
  inside: Inside | undefined;
  torn = 0;

  constructor(lock: AsyncLock, { view, index }: Count, inside: Inside | undefined) {
    this.lock = lock;
    this.view = view;
    this.index = index;
    this.copy = index + TO_COPY;
    this.inside = inside;
  }

  async increment(): Promise<number> {
    const turn = this.lock.acquire();
    if (turn !== undefined) await turn;
    try {
      const next = ((this.view[this.index] as number) + 1) | 0;
      this.view[this.copy] = next;
      this.inside?.();
      await undefined;
      this.view[this.index] = next;
      return next;
    } finally {
      this.lock.release();
    }
  }

  async read(): Promise<boolean> {
    const turn = this.lock.acquire();
    if (turn !== undefined) await turn;
    try {
      return await this.look();
    } finally {
      this.lock.release();
    }
  }

  async look(): Promise<boolean> {
    const seen = this.view[this.index];
    const before = this.view[this.copy] === seen;
    this.inside?.();
    await undefined;
    const whole = before && this.view[this.copy] === seen;
    if (!whole) this.torn++;
    return whole;
  }

  value(): number {
    return this.view[this.index] as number;
  }
}

class AsyncShared extends AsyncExclusive {
  declare lock: AsyncSharedLock;

  override async read(): Promise<boolean> {
    const turn = this.lock.acquireShared();
    if (turn !== undefined) await turn;
    try {
      return await this.look();
    } finally {
      this.lock.releaseShared();
    }
  }
}

/** As {@link readable}, with one `await` between the two words. */
export function readableAsync(lock: AnyAsyncLock, reads: Reads | undefined, count: Count, inside?: Inside): Readable {
  return reads === 'shared' ? new AsyncShared(lock, count, inside) : new AsyncExclusive(lock, count, inside);
}
