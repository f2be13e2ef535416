/**
 * Watches the inside of a section: a flag that may be set once at a time, and a value in two words which only an
 * intruder can see half written. Readers may be inside together, but not beside the one who set the flag. Linux's locktorture watches its locks so, and has a broken one that it must catch.
 *
 * @see https://docs.kernel.org/locking/locktorture.html
 */
import { LINE_BYTES } from './memory.ts';
import type { AnyAsyncLock, AnyLock } from './strategy.ts';

const LINE = LINE_BYTES / Int32Array.BYTES_PER_ELEMENT;
const OCCUPIED = 0;
const FIRST = LINE;
const SECOND = 2 * LINE;
const READERS = 3 * LINE;

export const SECTION_BYTES = 4 * LINE_BYTES;

export class Section {
  words: Int32Array;
  /** Times that somebody else was inside, on entering or on leaving. */
  overlaps = 0;
  /** Times that the value was half written. */
  torn = 0;

  /** @param buffer one for all contenders of a trial, zeroed */
  constructor(buffer: SharedArrayBuffer) {
    this.words = new Int32Array(buffer);
  }

  enter(): void {
    if (Atomics.exchange(this.words, OCCUPIED, 1) !== 0 || Atomics.load(this.words, READERS) !== 0) this.overlaps++;
    const value = this.words[FIRST] as number;
    if (this.words[SECOND] !== value) this.torn++;
    this.words[FIRST] = value + 1;
  }

  leave(): void {
    this.words[SECOND] = this.words[FIRST] as number;
    if (Atomics.exchange(this.words, OCCUPIED, 0) !== 1) this.overlaps++;
  }

  /** By a reader. */
  enterShared(): void {
    Atomics.add(this.words, READERS, 1);
    if (Atomics.load(this.words, OCCUPIED) !== 0) this.overlaps++;
    if (this.words[SECOND] !== this.words[FIRST]) this.torn++;
  }

  leaveShared(): void {
    if (Atomics.load(this.words, OCCUPIED) !== 0) this.overlaps++;
    Atomics.sub(this.words, READERS, 1);
  }

  /** Optimistic readers are inside beside a writer by design: only writers are watched there. */
  watch(lock: AnyLock): AnyLock {
    return {
      lock: () => {
        lock.lock();
        this.enter();
      },
      unlock: () => {
        this.leave();
        lock.unlock();
      },
      lockShared: () => {
        lock.lockShared?.();
        this.enterShared();
      },
      unlockShared: () => {
        this.leaveShared();
        lock.unlockShared?.();
      },
      readBegin: () => lock.readBegin?.() ?? 0,
      readRetry: (mark) => lock.readRetry?.(mark) ?? false,
    };
  }

  watchAsync(lock: AnyAsyncLock): AnyAsyncLock {
    return {
      acquire: () => {
        const turn = lock.acquire();
        if (turn !== undefined) return turn.then(() => this.enter());
        this.enter();
      },
      release: () => {
        this.leave();
        lock.release();
      },
      acquireShared: () => {
        const turn = lock.acquireShared?.();
        if (turn !== undefined) return turn.then(() => this.enterShared());
        this.enterShared();
      },
      releaseShared: () => {
        this.leaveShared();
        lock.releaseShared?.();
      },
    };
  }
}
