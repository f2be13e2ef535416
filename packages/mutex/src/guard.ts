/** A mutex that is held. */
import { type Guard, NotHeldError } from '@contend/counter/mutex-error';
import type { TaskWatch } from './contender.ts';
import type { LockWord } from './lock-word.ts';

export class MutexGuard implements Guard {
  /**
   * The holder before died while it held the mutex, so what it guards may be half-written: look at it, mend it and call
   * {@link markConsistent}, or call {@link declareLost}. Stays so, for every holder, until one of them does.
   */
  ownerDied: boolean;
  /** @internal */
  word: LockWord;
  /** It has not been released. */
  held = true;

  /** @internal */
  constructor(word: LockWord, ownerDied: boolean) {
    this.word = word;
    this.ownerDied = ownerDied;
  }

  /** @throws {NotHeldError} it was released before */
  release(): void {
    if (!this.held) throw new NotHeldError();
    this.held = false;
    this.word.unlock();
  }

  /** Releases the mutex unless that was done before: `using guard = mutex.lock()`. */
  [Symbol.dispose](): void {
    if (this.held) this.release();
  }

  /** What the mutex guards is whole again. @throws {NotHeldError} it was released before */
  markConsistent(): void {
    if (!this.held) throw new NotHeldError();
    this.word.repair();
    this.ownerDied = false;
  }

  /**
   * What the mutex guards cannot be mended: releases it, and everybody who waits or comes gets a
   * {@link NotRecoverableError}. @throws {NotHeldError} it was released before
   */
  declareLost(): void {
    if (!this.held) throw new NotHeldError();
    this.held = false;
    this.word.abandon();
  }
}

/** Of a task that has given its name. */
export class TaskGuard extends MutexGuard {
  /** @internal */
  watch: TaskWatch;

  /** @internal */
  constructor(word: LockWord, ownerDied: boolean, watch: TaskWatch) {
    super(word, ownerDied);
    this.watch = watch;
  }

  override release(): void {
    super.release();
    this.watch.end();
  }

  override declareLost(): void {
    super.declareLost();
    this.watch.end();
  }
}
