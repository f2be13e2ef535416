/**
 * What our installable mutexes throw, and what they hand out: one shape for threads and for the tasks of an event loop.
 *
 * Every error has a `code` to switch on, besides its class: a class is not the same one when two copies of a package are
 * installed, and a code survives where an error is turned into plain data. `TimeoutError` and `AbortError` are named as
 * the web names them.
 *
 * @see https://webidl.spec.whatwg.org/#idl-DOMException-error-names
 */

/** A mutex that is held. It is released once: by `release()`, or by the end of the block that says `using`. */
export interface Guard {
  /** Throws {@link NotHeldError} where it was released before. */
  release(): void;
  /** As `release`, but does nothing where it was released before: a block may release early. */
  [Symbol.dispose](): void;
}

/** One contender of a {@link DeadlockError.cycle}: it holds one mutex and waits for the next one's. */
export interface Wait {
  /** Who: 'thread 3', 'task 2', or a name of the user's. */
  contender: string;
  /** The mutex that it holds. */
  holds: string;
  /** The mutex that it waits for, which the next one of the cycle holds; the last one's is held by the first. */
  waitsFor: string;
  /** Where it took the mutex that it holds, 'file:line:column'; undefined where that was not recorded. */
  at: string | undefined;
}

export type MutexErrorCode =
  | 'not-held'
  | 'relock'
  | 'timeout'
  | 'abort'
  | 'deadlock'
  | 'not-recoverable'
  | 'too-many-contenders'
  | 'too-many-waiters'
  | 'broken-barrier';

/** What all errors of a mutex are an `instanceof`. Names are on the prototypes, where a stack trace looks for its head. */
export abstract class MutexError extends Error {
  abstract readonly code: MutexErrorCode;
}

/** Released by who does not hold it, or twice. */
export class NotHeldError extends MutexError {
  override get name(): string {
    return 'NotHeldError';
  }
  readonly code = 'not-held';

  constructor(
    message = 'the mutex is released by a contender that does not hold it: release once for each lock, or let `using` do it',
  ) {
    super(message);
  }
}

/** Waiting would never end: everybody in the cycle waits for the next one. Whoever would close it gets this error. */
export class DeadlockError extends MutexError {
  override get name(): string {
    return 'DeadlockError';
  }
  readonly code: 'deadlock' | 'relock' = 'deadlock';
  /** Plain data. Begins with the contender that got the error; the last one waits for what the first one holds. */
  readonly cycle: readonly Wait[];

  constructor(
    cycle: readonly Wait[],
    message = `deadlock: ${cycle.map(told).join('; ')}: lock them in the same order everywhere`,
  ) {
    super(message);
    this.cycle = cycle;
  }
}

/** The shortest deadlock: a contender locks what it holds itself. */
export class RelockError extends DeadlockError {
  override get name(): string {
    return 'RelockError';
  }
  override readonly code = 'relock';

  constructor(wait: Wait) {
    super([wait], `${told(wait)}: lock it once, and pass on that it is held`);
  }
}

/** The time that `timeout` allowed went by. */
export class TimeoutError extends MutexError {
  override get name(): string {
    return 'TimeoutError';
  }
  readonly code = 'timeout';

  /** @param timeout ms that were waited. @param lock what errors call it */
  constructor(timeout: number, lock = 'the mutex') {
    super(`not locked within ${timeout} ms: allow a longer timeout, or find what holds ${lock} for so long`);
  }
}

/** The signal that `signal` named was aborted, or all waits were cancelled. The reason is the `cause`. */
export class AbortError extends MutexError {
  override get name(): string {
    return 'AbortError';
  }
  readonly code = 'abort';

  /** @param reason the signal's, or that of `cancelAll` */
  constructor(reason: unknown, what = 'its signal was aborted') {
    super(`not locked: ${what}: ${reason instanceof Error ? reason.message : String(reason)}`, {
      cause: reason,
    });
  }
}

/** A holder died, and what the mutex guards was declared lost. */
export class NotRecoverableError extends MutexError {
  override get name(): string {
    return 'NotRecoverableError';
  }
  readonly code = 'not-recoverable';

  constructor(
    message = 'what the mutex guards was lost with a holder that died: make new shared memory and begin anew',
  ) {
    super(message);
  }
}

/** Threads, and tasks that have given their names, live at the same time in a number that is limited. */
export class TooManyContendersError extends MutexError {
  override get name(): string {
    return 'TooManyContendersError';
  }
  readonly code = 'too-many-contenders';

  /** @param most how many may */
  constructor(most: number) {
    super(`more than ${most} threads and named tasks use mutexes at once: end some, or name fewer tasks by \`as\``);
  }
}

/** As many wait already as the mutex was made for. */
export class TooManyWaitersError extends MutexError {
  override get name(): string {
    return 'TooManyWaitersError';
  }
  readonly code = 'too-many-waiters';

  /** @param most how many may. @param lock what errors call it */
  constructor(most: number, lock = 'the mutex') {
    super(`${most} wait already: come later, or make ${lock} with a larger maxWaiting`);
  }
}

/** A party of a barrier did not come, or died there: it never opens again. */
export class BrokenBarrierError extends MutexError {
  override get name(): string {
    return 'BrokenBarrierError';
  }
  readonly code = 'broken-barrier';

  /** @param barrier what errors call it */
  constructor(barrier = 'the barrier') {
    super(
      `${barrier} is broken, a party gave up or died while it waited: end the others' round, and make a new barrier`,
    );
  }
}

function told({ contender, holds, waitsFor, at }: Wait): string {
  return `${contender} holds ${holds}${at === undefined ? '' : ` since ${at}`} and waits for ${waitsFor}`;
}
