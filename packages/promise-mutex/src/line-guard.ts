/** A contender's turn in a line: it waits in it, and is then the guard. */
import type { Limits } from '@contend/counter/limits';
import { type Guard, NotHeldError, TimeoutError } from '@contend/counter/mutex-error';
import { type LimitedWaiter, nobodyWaits, waitIn } from './limits.ts';
import type { Line } from './line.ts';
import type { Waiter } from './waiters.ts';

export abstract class LineGuard implements Guard, LimitedWaiter {
  abstract lock: Line & { name: string };
  held = false;
  served: (outcome: unknown) => void = nobodyWaits;
  next: Waiter | undefined = undefined;
  previous: Waiter | undefined = undefined;

  /** Holds what it asks for if it can at once, and tells whether it does. */
  abstract take(): boolean;

  /** Gives back what it holds. */
  abstract giveBack(): void;

  /** Takes it, or waits for it. Throws TimeoutError, AbortError and what `waitIn` does: then it does not hold the lock, nor wait for it. */
  async within(limits: Limits): Promise<void> {
    if (this.take()) return;
    if (limits.timeout === 0) throw new TimeoutError(limits.timeout, this.lock.name);
    this.begins();
    await waitIn(this.lock, this, limits);
  }

  /** It will wait. */
  begins(): void {}

  ended(): void {}

  enter(): void {
    this.held = true;
    this.served(this);
  }

  release(): void {
    this.spend();
    this.giveBack();
  }

  /** @throws {NotHeldError} it was released before */
  check(): void {
    if (this.held) return;
    const { name } = this.lock;
    throw new NotHeldError(`${name} is not held by this guard any more: release it once, or let \`using\` do it`);
  }

  /** It is no guard any more. @throws {NotHeldError} it was none already */
  spend(): void {
    this.check();
    this.held = false;
  }

  [Symbol.dispose](): void {
    if (this.held) this.release();
  }
}
