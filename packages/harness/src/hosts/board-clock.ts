/**
 * How far a host's clock is from the one that all hosts can read: the board's server's.
 *
 * The server's time lies between the asking and the answer, so that the shortest of some round trips tells it best, to half of
 * what that took.
 *
 * @see Mills, "Internet Time Synchronization: The Network Time Protocol", IEEE Transactions on Communications 39(10), 1991
 */
import type { Board } from '@contend/servers';
import { now } from '../clock.ts';

const ASKED = 15;

export interface Offset {
  /** To be added to this process's time. */
  ms: number;
  /** It may be off by so much. */
  errorMs: number;
}

export async function offsetTo(board: Pick<Board, 'now'>): Promise<Offset> {
  let best: Offset = { ms: 0, errorMs: Number.POSITIVE_INFINITY };
  for (let i = 0; i < ASKED; i++) {
    const before = now();
    const told = await board.now();
    const errorMs = (now() - before) / 2;
    if (errorMs < best.errorMs) best = { ms: told - before - errorMs, errorMs };
  }
  return best;
}
