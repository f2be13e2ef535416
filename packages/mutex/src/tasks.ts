/**
 * A mutex's waiting tasks: one event loop's, in the order in which they came. The loop competes with other threads as
 * one contender, on behalf of its first task.
 */
import { TaskWatch } from './contender.ts';
import { AWAITED, FREE, type LockWord, OWNER } from './lock-word.ts';
import { type Limits, Queue, type Waiter } from './queue.ts';
import { type Outcome, Sentry } from './sentry.ts';

/** A task's handle of the mutex: by its own number where it has given its name, else by its thread's. */
type Task = Waiter<LockWord>;

export class Tasks {
  word: LockWord;
  queue: Queue<LockWord> = new Queue();
  sentry: Sentry;
  /** Tasks in the queue that have given their names. */
  named = 0;

  /** @param word the thread's handle of the mutex */
  constructor(word: LockWord) {
    this.word = word;
    this.sentry = new Sentry(word.view, word.index);
  }

  /** Resolves when the caller holds the mutex by `word`. */
  async lock(patience: Limits, word: LockWord): Promise<void> {
    const turn = this.queue.wait(patience, word);
    if (word === this.word) {
      this.compete(0, false);
      return turn;
    }
    this.named++;
    try {
      if (this.sentry.posted) this.publish(this.queue.last as Task);
      else this.compete(0, false);
      await turn;
    } finally {
      this.named--;
      word.watch.stopsWaiting();
    }
  }

  /**
   * Takes the mutex for the first task, or posts the sentry.
   *
   * @param mark, expired as for {@link LockWord.take}
   */
  compete(mark: number, expired: boolean): void {
    if (this.sentry.posted) return;
    const { queue } = this;
    try {
      for (let first = queue.first; first !== undefined; first = queue.first) {
        const word = first.subject;
        const seen = Atomics.load(word.view, word.index);
        if (word.take(seen, mark, expired)) queue.serve();
        else if (word.announce(seen, undefined) && this.watch(seen)) break;
        expired = false;
      }
    } catch (error) {
      queue.refuse(error);
    }
    if (this.named > 0) for (const task of queue) this.publish(task);
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
      if ((seen & AWAITED) !== 0 || this.word.announce(seen, undefined)) return;
    }
  }

  /** Says whom a task waits for, if it has given its name, and looks whether that closes a circle. */
  publish(task: Task): void {
    const { watch, view, index } = task.subject;
    if (!(watch instanceof TaskWatch)) return;
    for (;;) {
      const seen = Atomics.load(view, index);
      const holder = seen & OWNER;
      if (holder === FREE) return;
      const before = watch.before(holder);
      if (!task.subject.announce(seen, before)) continue;
      watch.waits(holder, before);
      void watch.look((error) => this.queue.expel(task, error));
      return;
    }
  }
}
