/**
 * A mutex's waiting tasks: one event loop's, in the order in which they came. The loop competes with other threads as
 * one contender, and hands what it gets to its first task.
 */
import { AWAITED, FREE, type LockWord, OWNER } from './lock-word.ts';
import { type Patience, Queue } from './queue.ts';
import { type Outcome, Sentry } from './sentry.ts';

export class Tasks {
  word: LockWord;
  queue = new Queue();
  sentry: Sentry;

  constructor(word: LockWord) {
    this.word = word;
    this.sentry = new Sentry(word.view, word.index);
  }

  /** Resolves when the caller holds the mutex. */
  lock(patience: Patience): Promise<void> {
    // Resolved in the same turn or later, but always by `compete`, so that nobody overtakes who came before.
    const turn = this.queue.wait(patience);
    this.compete(0, false);
    return turn;
  }

  /**
   * Takes the mutex for the first task, or posts the sentry.
   *
   * @param mark, expired as for {@link LockWord.take}
   */
  compete(mark: number, expired: boolean): void {
    if (this.sentry.posted) return;
    const { word, queue } = this;
    try {
      while (queue.first !== undefined) {
        const seen = Atomics.load(word.view, word.index);
        if (word.take(seen, mark, expired)) queue.serve();
        else if (word.announce(seen) && this.watch(seen)) return;
        expired = false;
      }
    } catch (error) {
      queue.refuse(error);
    }
  }

  watch(seen: number): boolean {
    return this.sentry.post(seen | AWAITED, (outcome) => this.wake(outcome, seen & OWNER));
  }

  wake(outcome: Outcome, holder: number): void {
    const { word } = this;
    if (this.queue.first === undefined) {
      if (outcome === 'ok') this.passOn();
      return;
    }
    const still = (Atomics.load(word.view, word.index) & OWNER) === holder;
    this.compete(AWAITED, outcome === 'timed-out' && still);
  }

  /** A wake-up came that no task here wants any more. */
  passOn(): void {
    const { view, index } = this.word;
    for (;;) {
      const seen = Atomics.load(view, index);
      if ((seen & OWNER) === FREE) {
        Atomics.notify(view, index, 1);
        return;
      }
      if ((seen & AWAITED) !== 0 || this.word.announce(seen)) return;
    }
  }
}
