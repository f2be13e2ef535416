/** One of two players who pass a word to and fro between two cores. */
import { now } from './clock.ts';
import { type Meeting, meet } from './meeting.ts';
import { pin } from './pin.ts';
import { threadId } from './thread.ts';

const OVER = -1;
/** Passes between two looks at the clock. */
const RALLY = 64;

/** Pins each of the pool's threads to a core of its own. */
export function settle({ meeting, cores }: { meeting: Meeting; cores: readonly number[] }): Promise<boolean> {
  return pin([threadId()], [cores[meet(meeting)] as number]);
}

export interface Play {
  word: Int32Array;
  /** 0 serves, 1 returns. */
  player: 0 | 1;
  ms: number;
}

/** @returns ns for the word to go and come back, to the player who serves */
export function play({ word, player, ms }: Play): number {
  if (player === 1) {
    for (let turn = 1; ; turn += 2) {
      let seen = Atomics.load(word, 0);
      while (seen !== turn && seen !== OVER) seen = Atomics.load(word, 0);
      if (seen === OVER) return 0;
      Atomics.store(word, 0, turn + 1);
    }
  }
  let trips = 0;
  const from = now();
  let at = from;
  while (at - from < ms) {
    for (let i = 0; i < RALLY; i++, trips++) {
      Atomics.store(word, 0, 2 * trips + 1);
      while (Atomics.load(word, 0) !== 2 * trips + 2);
    }
    at = now();
  }
  Atomics.store(word, 0, OVER);
  return ((at - from) * 1e6) / trips;
}
