/**
 * A condition variable: holders of a mutex wait until others have changed what it guards, and have said so.
 *
 * Its word counts what was said. Who waits reads the count while it holds the mutex, releases the mutex, and sleeps
 * while the count is what it read: what is said between cannot be missed, for it moves the count. Sleepers look at the
 * count now and then by themselves, because a notice may have gone to a thread that died of it. So who waits may be
 * woken although nothing was said to it, and looks at what it waits for in a loop.
 *
 * @see Birrell, "An Introduction to Programming with Threads", DEC SRC 35, 1989
 */
import { AbortError, NotHeldError, TimeoutError } from '@contend/counter/mutex-error';
import { now } from '@contend/counter/time';
import type { MutexGuard } from './guard.ts';
import { PATIENCE_MS } from './lock-word.ts';
import type { Mutex } from './mutex.ts';
import { type Limits, Queue } from './queue.ts';
import { type Outcome, Sentry } from './sentry.ts';
import { checkTimeout, checkWord } from './word.ts';

/** What a notice adds to the count. So many to one task are taken for one to all: they may be woken for nothing. */
const ONE = 1;
const ALL = 256;

/**
 * A condition of what a mutex guards, in one word of shared memory, which begins as 0.
 *
 * @example
 * ```ts
 * using guard = mutex.lock();
 * while (queue.isEmpty()) condition.wait(guard);
 * ```
 */
export class Condition {
  /** 32-bit words of shared memory that a condition needs. */
  static readonly WORDS = 1;

  /** What it is a condition of. */
  readonly mutex: Mutex;
  /** @internal */
  view: Int32Array;
  /** @internal */
  index: number;
  /** @internal */
  queue: Queue<undefined> = new Queue();
  /** @internal */
  sentry: Sentry;

  /**
   * @param index of its word in `view`
   * @throws {TypeError} `view` is none over shared memory
   * @throws {RangeError} `index` is outside it
   */
  constructor(mutex: Mutex, view: Int32Array, index: number) {
    checkWord(view, index, 'condition');
    this.mutex = mutex;
    this.view = view;
    this.index = index;
    this.sentry = new Sentry(view, index);
  }

  /**
   * Releases the mutex, blocks the thread until it is notified, and takes the mutex again, whatever happens.
   *
   * @param options.timeout ms to wait for a notice. @default Infinity
   * @returns false: none came in time; true: look whether it is so, and wait again if it is not
   * @throws {NotHeldError} `guard` is released, or another mutex's
   */
  wait(guard: MutexGuard, { timeout = Infinity }: { timeout?: number | undefined } = {}): boolean {
    this.check(guard);
    checkTimeout(timeout);
    const count = Atomics.load(this.view, this.index);
    this.leave(guard);
    const notified = this.sleep(count, now() + timeout);
    this.mutex.retake(guard, this.wait);
    this.enter(guard);
    return notified;
  }

  /**
   * As {@link wait}, without blocking the thread. The mutex is taken again before it rejects.
   *
   * @param options.timeout ms to wait for a notice. @default Infinity
   * @returns resolves with false: no notice came in time; rejects with {@link AbortError}
   */
  async waitAsync(guard: MutexGuard, { signal, timeout }: Limits = {}): Promise<boolean> {
    this.check(guard);
    if (signal?.aborted) throw new AbortError(signal.reason);
    const notice = this.queue.wait({ signal, timeout }, undefined);
    // Told apart from a failure of `release`, which nobody would be waiting for.
    const outcome = notice.then(
      () => undefined,
      (error: unknown) => error,
    );
    this.watch(Atomics.load(this.view, this.index));
    this.leave(guard);
    const error = await outcome;
    await this.mutex.queue.lock({}, guard.word);
    this.enter(guard);
    if (error !== undefined && !(error instanceof TimeoutError)) throw error;
    return error === undefined;
  }

  /** Wakes one who waits, if anybody does. Best called by who holds the mutex. */
  notifyOne(): void {
    Atomics.add(this.view, this.index, ONE);
    Atomics.notify(this.view, this.index, 1);
  }

  /** Wakes all who wait. */
  notifyAll(): void {
    Atomics.add(this.view, this.index, ALL);
    Atomics.notify(this.view, this.index);
  }

  /** @internal */
  check(guard: MutexGuard): void {
    if (!guard.held || !this.mutex.has(guard))
      throw new NotHeldError(
        `only the holder can wait for a condition of ${this.mutex.name}: lock it, and hand over the guard`,
      );
  }

  /** @internal */
  sleep(count: number, deadline: number): boolean {
    for (;;) {
      const left = deadline - now();
      if (Atomics.wait(this.view, this.index, count, Math.min(PATIENCE_MS, Math.max(0, left))) !== 'timed-out')
        return true;
      if (Atomics.load(this.view, this.index) !== count) return true;
      if (now() >= deadline) return false;
    }
  }

  /** @internal Posts the sentry while any task waits. @param count what the tasks have heard up to */
  watch(count: number): void {
    if (this.sentry.posted || this.queue.first === undefined) return;
    if (!this.sentry.post(count, (outcome) => this.wake(count, outcome))) this.wake(count, 'not-equal');
  }

  /** @internal */
  wake(count: number, outcome: Outcome): void {
    const now = Atomics.load(this.view, this.index);
    const notices = (now - count) >>> 0;
    // Nobody here wants it any more.
    if (outcome === 'ok' && this.queue.first === undefined) Atomics.notify(this.view, this.index, 1);
    for (let i = notices < ALL ? notices : Infinity; i > 0 && this.queue.first !== undefined; i--) this.queue.serve();
    this.watch(now);
  }

  /** @internal */
  leave(guard: MutexGuard): void {
    guard.word.unlock();
    guard.held = false;
  }

  /** @internal The guard that was handed over guards again: the block that says `using` will release it. */
  enter(guard: MutexGuard): void {
    guard.held = true;
    guard.ownerDied = guard.word.damaged;
  }
}
