/**
 * Watches the inside of a section: a flag that one contender at a time may set, and a value of two words that only an
 * intruder can see half written (the idea of Linux's locktorture, whose broken lock must trip it).
 */
import { type AsyncLock, LINE_BYTES, type Lock } from '@contend/counter';

const WORDS_PER_LINE = LINE_BYTES / Int32Array.BYTES_PER_ELEMENT;
const HOLDER = 0;
const FIRST_HALF = WORDS_PER_LINE;
const SECOND_HALF = 2 * WORDS_PER_LINE;
export const SECTION_BYTES = 3 * LINE_BYTES;
const NOBODY = 0;

export class Section {
  overlaps = 0;
  torn = 0;
  private readonly words: Int32Array;
  /** Any number but 0 that no other contender uses. */
  private readonly name: number;

  constructor(buffer: SharedArrayBuffer, contender: number) {
    this.words = new Int32Array(buffer);
    this.name = contender + 1;
  }

  enter(): void {
    if (Atomics.exchange(this.words, HOLDER, this.name) !== NOBODY) this.overlaps++;
    const value = this.words[FIRST_HALF] as number;
    if (value !== this.words[SECOND_HALF]) this.torn++;
    this.words[FIRST_HALF] = value + 1;
  }

  leave(): void {
    this.words[SECOND_HALF] = this.words[FIRST_HALF] as number;
    if (Atomics.exchange(this.words, HOLDER, NOBODY) !== this.name) this.overlaps++;
  }
}

export function watchedLock(lock: Lock, section: Section): Lock {
  return {
    lock() {
      lock.lock();
      section.enter();
    },
    unlock() {
      section.leave();
      lock.unlock();
    },
  };
}

export function watchedAsyncLock(lock: AsyncLock, section: Section): AsyncLock {
  return {
    acquire() {
      const turn = lock.acquire();
      if (turn === undefined) return section.enter();
      return turn.then(() => section.enter());
    },
    release() {
      section.leave();
      lock.release();
    },
  };
}
