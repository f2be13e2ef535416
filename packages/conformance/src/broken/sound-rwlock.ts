/** A readers-writer lock with nothing wrong, which the broken ones are made from. */
import { checkMost, checkOptions, checkSignal, type Limits, type MutexOptions } from '@contend/counter/limits';
import { AbortError, NotHeldError, TimeoutError, TooManyWaitersError } from '@contend/counter/mutex-error';
import type { RWLock } from '../rwlock.ts';

export interface Waiter {
  shared: boolean;
  enter(): void;
  refuse(error: unknown): void;
}

/** Of a reader or a writer. */
export class Hold {
  lock: SoundRWLock;
  shared: boolean;
  held = true;

  constructor(lock: SoundRWLock, shared: boolean) {
    this.lock = lock;
    this.shared = shared;
  }

  spend(): void {
    if (!this.held) throw new NotHeldError();
    this.held = false;
  }

  release(): void {
    this.spend();
    this.lock.giveBack(this.shared);
  }

  [Symbol.dispose](): void {
    if (this.held) this.release();
  }

  tryUpgrade(): Hold | undefined {
    if (this.held && !this.lock.upgrade()) return undefined;
    this.spend();
    return this.lock.hold(false);
  }

  downgrade(): Hold {
    this.spend();
    this.lock.downgrade();
    return this.lock.hold(true);
  }
}

export class SoundRWLock implements RWLock {
  readers = 0;
  writing = false;
  line: Waiter[] = [];
  most: number;

  constructor({ maxWaiting = Number.POSITIVE_INFINITY }: MutexOptions = {}) {
    checkMost(maxWaiting);
    this.most = maxWaiting;
  }

  get waiting(): number {
    return this.line.length;
  }

  hold(shared: boolean): Hold {
    return new Hold(this, shared);
  }

  /** Whether there is room for it. */
  admits(shared: boolean): boolean {
    return !this.writing && (shared || this.readers === 0);
  }

  /** Whether one that comes now need not wait. */
  fits(shared: boolean): boolean {
    return this.line.length === 0 && this.admits(shared);
  }

  count(shared: boolean): void {
    if (shared) this.readers++;
    else this.writing = true;
  }

  take(shared: boolean): Hold | undefined {
    if (!this.fits(shared)) return undefined;
    this.count(shared);
    return this.hold(shared);
  }

  async wait(shared: boolean, options: Limits = {}): Promise<Hold> {
    checkOptions(options);
    checkSignal(options);
    const { timeout, signal } = options;
    const hold = this.take(shared);
    if (hold !== undefined) return hold;
    if (timeout === 0) throw new TimeoutError(0);
    if (this.line.length >= this.most) throw new TooManyWaitersError(this.most);
    await new Promise<void>((enter, refuse) => {
      const waiter = { shared, enter, refuse };
      const gaveUp = (error: unknown) => {
        if (!this.line.includes(waiter)) return;
        refuse(error);
        this.leave(waiter);
      };
      if (timeout !== undefined) setTimeout(() => gaveUp(new TimeoutError(timeout)), timeout).unref();
      signal?.addEventListener('abort', () => gaveUp(new AbortError(signal.reason)));
      this.line.push(waiter);
    });
    return this.hold(shared);
  }

  leave(waiter: Waiter): void {
    this.line.splice(this.line.indexOf(waiter), 1);
    this.serve();
  }

  giveBack(shared: boolean): void {
    if (shared) this.readers--;
    else this.writing = false;
    this.serve();
  }

  upgrade(): boolean {
    if (this.readers !== 1) return false;
    this.readers = 0;
    this.writing = true;
    return true;
  }

  downgrade(): void {
    this.writing = false;
    this.readers = 1;
    this.serve();
  }

  serve(): void {
    for (let [first] = this.line; first !== undefined && this.admits(first.shared); [first] = this.line) {
      this.line.shift();
      this.count(first.shared);
      first.enter();
    }
  }

  cancelAll(reason?: unknown): void {
    for (const waiter of this.line.splice(0)) waiter.refuse(new AbortError(reason));
  }

  read(options?: Limits): Promise<Hold> {
    return this.wait(true, options);
  }

  write(options?: Limits): Promise<Hold> {
    return this.wait(false, options);
  }

  tryRead(): Hold | undefined {
    return this.take(true);
  }

  tryWrite(): Hold | undefined {
    return this.take(false);
  }

  async run<T>(hold: Promise<Hold>, section: () => T | PromiseLike<T>): Promise<T> {
    const guard = await hold;
    try {
      return await section();
    } finally {
      guard.release();
    }
  }

  runShared<T>(section: () => T | PromiseLike<T>, options?: Limits): Promise<T> {
    return this.run(this.read(options), section);
  }

  runExclusive<T>(section: () => T | PromiseLike<T>, options?: Limits): Promise<T> {
    return this.run(this.write(options), section);
  }
}
