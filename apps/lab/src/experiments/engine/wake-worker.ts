/** One of two threads that wake each other in turn: each sleeps until the other has written the word and notified it. */
import { pin, threadId } from '@contend/harness';

const OVER = -1;

/** @returns whether the thread now stays on the core */
export function settle(core: number): Promise<boolean> {
  return pin([threadId()], [core]);
}

export interface Part {
  word: Int32Array;
  /** 0 begins, 1 answers. */
  player: 0 | 1;
  ms: number;
}

function say(word: Int32Array, value: number): void {
  Atomics.store(word, 0, value);
  Atomics.notify(word, 0, 1);
}

/** Sleeps while the word is what it was. @returns what it is then */
function hear(word: Int32Array, old: number): number {
  let seen = old;
  while (seen === old) {
    Atomics.wait(word, 0, old);
    seen = Atomics.load(word, 0);
  }
  return seen;
}

/** @returns ns for both wake-ups, there and back, to the player who begins */
export function play({ word, player, ms }: Part): number {
  if (player === 1) {
    for (let turn = 0; hear(word, turn) !== OVER; turn += 2) say(word, turn + 2);
    return 0;
  }
  let trips = 0;
  const from = performance.now();
  let at = from;
  while (at - from < ms) {
    say(word, 2 * trips + 1);
    hear(word, 2 * trips + 1);
    trips++;
    at = performance.now();
  }
  say(word, OVER);
  return ((at - from) * 1e6) / trips;
}
