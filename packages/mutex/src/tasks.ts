/**
 * A mutex's waiting tasks: one event loop's, in the order in which they came. The loop competes with other threads as
 * one contender, on behalf of its first task.
 */
import type { Limits } from '@contend/counter/limits';
import { TaskWatch } from './contender.ts';
import { AWAITED, type Bed, FREE, type LockWord, OWNER, PATIENCE_MS } from './lock-word.ts';
import { Queue, type Waiter } from './queue.ts';
import { type Outcome, Sentry } from './sentry.ts';

/** A task's handle of the mutex: by its own number where it has given its name, else by its thread's. */
type Task = Waiter<LockWord>;

export class Tasks {
  word: LockWord;
  queue: Queue<LockWord> = new Queue();
  sentry: Sentry;
  /** Tasks in the queue that have given their names. */
  named: Set<Task> = new Set();
  /** ms of the sentry's next sleep, and of those since it was last woken, with the same holder. */
  patience: number;
  slept = 0;

  /** @param word the thread's handle of the mutex */
  constructor(word: LockWord) {
    this.word = word;
    this.patience = word.patience;
    this.sentry = new Sentry(word.view, word.index);
  }

  /** Resolves when the caller holds the mutex by `word`. */
  async lock(patience: Limits, word: LockWord): Promise<void> {
    const turn = this.queue.wait(patience, word);
    const task = this.queue.last as Task;
    const isNamed = word !== this.word;
    if (isNamed) this.named.add(task);
    // Tasks without a name wait by the same handle.
    if (isNamed || this.queue.length === 1) word.arrives();
    this.compete(0, false);
    if (isNamed && task.queued) this.publish(task);
    try {
      await turn;
    } finally {
      if (isNamed || this.queue.length === 0) word.givesUp();
      if (this.named.delete(task)) word.watch.stopsWaiting();
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
        else if (word.announce(seen, undefined) && this.watch(seen, word.bed(seen))) break;
        expired = false;
      }
    } catch (error) {
      queue.refuse(error);
    }
  }

  watch(seen: number, { index, value }: Bed): boolean {
    return this.sentry.post(value, this.patience, (outcome) => this.wake(outcome, seen & OWNER), index);
  }

  wake(outcome: Outcome, holder: number): void {
    const { word, patience } = this;
    const { first } = this.queue;
    if (first === undefined) {
      if (outcome === 'ok') this.passOn();
      return;
    }
    first.subject.waited(outcome, patience);
    const still = outcome === 'timed-out' && (Atomics.load(word.view, word.index) & OWNER) === holder;
    this.patience = still ? Math.min(word.longest, 2 * patience) : word.patience;
    this.slept = still ? Math.min(PATIENCE_MS, this.slept + patience) : 0;
    this.compete(AWAITED, this.slept >= PATIENCE_MS);
    // Whom they wait for changes with each hand-over, and matters where it changes no more: a circle stays.
    if (still) for (const task of this.named) this.publish(task);
  }

  /** A wake-up came that no task here wants any more. */
  passOn(): void {
    const { view, index } = this.word;
    for (;;) {
      const seen = Atomics.load(view, index);
      if ((seen & OWNER) === FREE) {
        this.word.wake(seen);
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
