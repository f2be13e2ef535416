/**
 * Watches the inside of a section: a flag that may be set once at a time, and a value in two words which only an
 * intruder can see half written. Linux's locktorture watches its locks so, and has a broken one that it must catch.
 *
 * @see https://docs.kernel.org/locking/locktorture.html
 */
import { LINE_BYTES } from './memory.ts';
import type { AsyncLock, Lock } from './strategy.ts';

const LINE = LINE_BYTES / Int32Array.BYTES_PER_ELEMENT;
const OCCUPIED = 0;
const FIRST = LINE;
const SECOND = 2 * LINE;

export const SECTION_BYTES = 3 * LINE_BYTES;

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
    if (Atomics.exchange(this.words, OCCUPIED, 1) !== 0) this.overlaps++;
    const value = this.words[FIRST] as number;
    if (this.words[SECOND] !== value) this.torn++;
    this.words[FIRST] = value + 1;
  }

  leave(): void {
    this.words[SECOND] = this.words[FIRST] as number;
    if (Atomics.exchange(this.words, OCCUPIED, 0) !== 1) this.overlaps++;
  }

  watch(lock: Lock): Lock {
    return {
      lock: () => {
        lock.lock();
        this.enter();
      },
      unlock: () => {
        this.leave();
        lock.unlock();
      },
    };
  }

  watchAsync(lock: AsyncLock): AsyncLock {
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
    };
  }
}
