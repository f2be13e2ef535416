import { expect, test } from 'vitest';
import { fairWord, wordsFor } from './fair-word.ts';
import type { Watch } from './lock-word.ts';
import { SLOTS } from './registry.ts';

const WATCH: Watch = {
  isDead: () => false,
  before: () => undefined,
  waits: () => {},
  stopsWaiting: () => {},
  releases: () => {},
};
const Word = fairWord(Atomics);

test.each([[[0]], [[0, 1]], [[5, 31, 32, 33, 700, SLOTS - 1]], [[SLOTS - 1, 0, 640]]])(
  'the turn goes round among those who have reserved, %j: whoever has had it comes last',
  (slots) => {
    const view = new Int32Array(new SharedArrayBuffer(4 * wordsFor(SLOTS)));
    const [holder, ...waiters] = [SLOTS - 2, ...slots].map((slot) => new Word(view, 0, slot + 1, WATCH));
    // The last slot had the last turn.
    view[1] = SLOTS - 1;
    holder?.lock();
    for (const waiter of waiters) waiter.reserve();
    holder?.unlock();
    const inTurn = slots.toSorted((a, b) => a - b);
    for (const slot of [...inTurn, ...inTurn]) {
      // Whoever asks, and in whatever order: it is the next one's.
      const taken = waiters.filter((waiter) => waiter.tryLock());
      expect(taken.map((waiter) => waiter.slot)).toEqual([slot]);
      taken[0]?.reserve();
      taken[0]?.unlock();
    }
    expect(holder?.tryLock()).toBe(false);
  },
);
