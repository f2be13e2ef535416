/** Who waits for a condition: this thread where it blocks, and its tasks, for whom one sentry sleeps. */
import { atomics } from '@contend/counter/atomics';
import type { Limits } from '@contend/counter/limits';
import { TimeoutError } from '@contend/counter/mutex-error';
import { now } from '@contend/counter/time';
import { LONGEST_PATIENCE_MS, NAP_MS, PATIENCE_MS } from './lock-word.ts';
import { era, type Notices, notices } from './notices.ts';
import { Queue } from './queue.ts';
import { type Outcome, Sentry } from './sentry.ts';

const Word = notices(atomics);

export class Sleepers {
  word: Notices;
  /** Of tasks, each with the era in which it came. */
  queue: Queue<number> = new Queue();
  sentry: Sentry;
  /** ms of the sentry's next sleep. */
  patience = PATIENCE_MS;

  constructor(view: Int32Array, index: number) {
    this.word = new Word(view, index);
    this.sentry = new Sentry(view, index);
  }

  /** To be called by who holds the mutex and is going to wait. */
  enter(): number {
    return era(this.word.load());
  }

  /** Blocks until it is notified. @param since as from {@link enter}. @returns false: it was not, in time */
  block(since: number, deadline: number): boolean {
    // A wake-up may go to this thread's own tasks, which cannot take it while the thread is blocked.
    const longest = this.sentry.posted ? NAP_MS : LONGEST_PATIENCE_MS;
    let patience = Math.min(PATIENCE_MS, longest);
    for (;;) {
      const left = deadline - now();
      if (this.word.sleep(since, Math.max(0, Math.min(patience, left)))) return true;
      if (left <= 0) return false;
      patience = Math.min(longest, 2 * patience);
    }
  }

  /** Resolves when it is notified, with false when it was not in time. @param since as from {@link enter} */
  async sleep(since: number, limits: Limits): Promise<boolean> {
    const turn = this.queue.wait(limits, since);
    this.watch();
    try {
      await turn;
      return true;
    } catch (error) {
      if (error instanceof TimeoutError) return false;
      throw error;
    }
  }

  notifyOne(): void {
    if (this.word.notifyOne()) return;
    // Nobody is asleep: perhaps the sentry has been woken, and is yet to come round.
    if (this.queue.first === undefined) this.word.notifyAll();
    else this.serveOne();
  }

  serveOne(): void {
    this.word.hear();
    this.queue.serve();
  }

  /** Serves the tasks that came before a notice to all, and posts the sentry while others wait. */
  watch(): void {
    const { word, queue, sentry } = this;
    for (let { first } = queue; first !== undefined; { first } = queue) {
      const seen = word.load();
      if (era(seen) !== first.subject) queue.serve();
      else if (sentry.posted || sentry.post(seen, this.patience, (outcome) => this.wake(outcome, seen))) return;
    }
  }

  wake(outcome: Outcome, seen: number): void {
    const { word, queue } = this;
    const { length } = queue;
    this.patience = outcome === 'timed-out' ? Math.min(LONGEST_PATIENCE_MS, 2 * this.patience) : PATIENCE_MS;
    const isOverdue = outcome === 'timed-out' && length > 0 && word.takeOver(seen);
    this.watch();
    if (isOverdue) queue.serve();
    if (outcome !== 'ok' || queue.length < length) return;
    if (length > 0) this.serveOne();
    else if (!word.wakeOne()) word.notifyAll();
  }
}
