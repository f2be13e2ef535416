/**
 * Whether the clocks of a fork's threads agree, told from what came before what.
 *
 * The main thread sends the others to a meeting, which nobody leaves before everyone has come, and hears of it when all are
 * back. Where an earlier moment has a later time, the two clocks differ, by at least so much: a proof, which no delay can
 * give on clocks that agree, however busy the host. What a meeting cannot show is a difference smaller than the time that
 * it took. NTP bounds the offset of a clock alike, by the shortest of some round trips.
 *
 * @see Mills, "Internet Time Synchronization: The Network Time Protocol", IEEE Transactions on Communications 39(10), 1991
 */
import { now } from './clock.ts';
import { type Meeting, meet } from './meeting.ts';

/** ms; the offset of each thread's clock is known that well, and no window is so short that it would matter. */
export const CLOCK_ERROR_MS = 0.1;
const MOST_MEETINGS = 8;

/** Nothing that was timed by these clocks is a result. */
export class ClocksDiffer extends Error {}

/** One thread's times, by its own clock. */
export interface Attendance {
  came: number;
  left: number;
}

export function attend(meeting: Meeting): Attendance {
  const came = now();
  meet(meeting);
  return { came, left: now() };
}

/** ms by which two of the clocks differ at least; 0 or less where nothing tells that they do. @param sent and back: the main thread's times */
export function leastDifference(sent: number, attended: readonly Attendance[], back: number): number {
  const came = attended.map((thread) => thread.came);
  const left = attended.map((thread) => thread.left);
  return Math.max(sent - Math.min(...came), Math.max(...came) - Math.min(...left), Math.max(...left) - back);
}

/**
 * Has the threads meet until once it was quick enough to show a difference of half a window. On a host too busy for that
 * they are believed.
 *
 * @param meeting of all threads but this one, once
 * @throws {ClocksDiffer}
 */
export async function compareClocks(meeting: () => Promise<Attendance[]>, windowMs: number): Promise<void> {
  for (let i = 0; i < MOST_MEETINGS; i++) {
    const sent = now();
    const attended = await meeting();
    const back = now();
    const difference = leastDifference(sent, attended, back);
    if (difference > CLOCK_ERROR_MS) {
      throw new ClocksDiffer(`the clocks of its threads differ by ${difference.toFixed(1)} ms or more`);
    }
    if (back - sent < windowMs / 2) return;
  }
}
