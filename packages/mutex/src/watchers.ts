/**
 * Tasks of one event loop that wait for what a word of shared memory tells, all by one sentry. It looks again by itself,
 * ever more rarely: a wake-up may be lost with a thread that dies.
 */
import type { Limits } from '@contend/counter/limits';
import { LONGEST_PATIENCE_MS, PATIENCE_MS } from './lock-word.ts';
import { Queue } from './queue.ts';
import { Sentry } from './sentry.ts';

export class Watchers<T> {
  queue: Queue<T> = new Queue();
  sentry: Sentry;
  /** Serves those in the queue whose turn has come. @returns the word's value to sleep on, read before it looked */
  serve: (expired: boolean) => number;
  /** ms of the sentry's next sleep. */
  patience = PATIENCE_MS;

  /** @param serve its argument: nobody was woken for as long as one sleeps */
  constructor(view: Int32Array, index: number, serve: (expired: boolean) => number) {
    this.sentry = new Sentry(view, index);
    this.serve = serve;
  }

  /** Resolves when it is served; rejects by its limits, or by an error of `serve`. */
  wait(limits: Limits, subject: T): Promise<void> {
    const turn = this.queue.wait(limits, subject);
    this.look(false);
    return turn;
  }

  look(expired: boolean): void {
    try {
      while (this.queue.first !== undefined) {
        // Also while the sentry is posted: perhaps for others, who have left, and the word has not told of us.
        const seen = this.serve(expired);
        if (this.queue.first === undefined || this.sentry.posted || this.post(seen)) return;
        expired = false;
      }
    } catch (error) {
      this.queue.refuse(error);
    }
  }

  post(seen: number): boolean {
    return this.sentry.post(seen, this.patience, (outcome) => {
      const expired = outcome === 'timed-out';
      this.patience = expired ? Math.min(LONGEST_PATIENCE_MS, 2 * this.patience) : PATIENCE_MS;
      this.look(expired);
    });
  }
}
