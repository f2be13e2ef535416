/**
 * A window that was agreed on beforehand, for contenders that share no memory: it opens and closes at times of the
 * machine's one monotonic clock, and everybody stays inside until some time after its close.
 */
import type { Meet } from './watch.ts';

/**
 * ms between asking processes into a window and its opening. Whoever hears of it later has seen a part of it only, and it is
 * opened again: after twice the notice, for the machine is busy.
 */
export const NOTICE_MS = 40;
export const LONGEST_NOTICE_MS = 2_000;
/** The same where some hear of it over a board, at which they look now and then. */
export const HOSTS_NOTICE_MS = 300;
/** ms for which contenders go on after the close, so that nobody's end is another one's calm. */
export const AFTER_MS = 10;

export class Appointment implements Meet {
  private readonly opens: number;
  private readonly closes: number;
  private readonly now: () => number;
  private readonly tell: (finished: number) => void;

  /** @param tell is told at the end of each batch how many increments are finished */
  constructor(opens: number, closes: number, now: () => number, tell: (finished: number) => void) {
    this.opens = opens;
    this.closes = closes;
    this.now = now;
    this.tell = tell;
  }

  report(_: number, finished: number): void {
    this.tell(finished);
  }

  arrive(): void {}

  schedule(): { opens: number; closes: number } {
    return { opens: this.opens, closes: this.closes };
  }

  pass(): void {}

  everyonePassed(): boolean {
    return this.now() >= this.closes + AFTER_MS;
  }

  rung(): boolean {
    return false;
  }

  aborted(): boolean {
    return false;
  }
}
