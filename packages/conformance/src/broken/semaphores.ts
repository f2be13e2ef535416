/** A semaphore with nothing wrong, and others that differ from it by one fault each. */
import { checkMost, checkOptions, checkSignal, type Limits, type MutexOptions } from '@contend/counter/limits';
import { AbortError, type Guard, NotHeldError, TimeoutError, TooManyWaitersError } from '@contend/counter/mutex-error';
import { checkPermits, checkWeight } from '@contend/counter/permits';
import type { Semaphore } from '../semaphore.ts';

interface Waiter {
  weight: number;
  enter(): void;
  refuse(error: unknown): void;
}

export class SoundSemaphore implements Semaphore {
  permits: number;
  available: number;
  line: Waiter[] = [];
  most: number;

  constructor(permits: number, { maxWaiting = Number.POSITIVE_INFINITY }: MutexOptions = {}) {
    checkPermits(permits);
    checkMost(maxWaiting);
    this.permits = permits;
    this.available = permits;
    this.most = maxWaiting;
  }

  get waiting(): number {
    return this.line.length;
  }

  fits(weight: number): boolean {
    return this.line.length === 0 && weight <= this.available;
  }

  guard(weight: number): Guard {
    let held = true;
    const release = () => {
      if (!held) throw new NotHeldError();
      held = false;
      this.giveBack(weight);
    };
    return { release, [Symbol.dispose]: () => held && release() };
  }

  tryAcquire(weight = 1): Guard | undefined {
    checkWeight(weight, this.permits);
    if (!this.fits(weight)) return undefined;
    this.available -= weight;
    return this.guard(weight);
  }

  async acquire(options: Limits & { weight?: number | undefined } = {}): Promise<Guard> {
    checkOptions(options);
    checkSignal(options);
    const { weight = 1, timeout, signal } = options;
    const guard = this.tryAcquire(weight);
    if (guard !== undefined) return guard;
    if (timeout === 0) throw new TimeoutError(0);
    if (this.line.length >= this.most) throw new TooManyWaitersError(this.most);
    await new Promise<void>((enter, reject) => {
      const refuse = (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      };
      const waiter = { weight, enter, refuse };
      const gaveUp = (error: unknown) => {
        if (!this.line.includes(waiter)) return;
        refuse(error);
        this.leave(waiter);
      };
      const timer = timeout === undefined ? undefined : setTimeout(() => gaveUp(new TimeoutError(timeout)), timeout);
      signal?.addEventListener('abort', () => gaveUp(new AbortError(signal.reason)));
      this.line.push(waiter);
    });
    return this.guard(weight);
  }

  leave(waiter: Waiter): void {
    this.line.splice(this.line.indexOf(waiter), 1);
    this.serve();
  }

  giveBack(weight: number): void {
    this.available += weight;
    this.serve();
  }

  serve(): void {
    for (let [first] = this.line; first !== undefined && first.weight <= this.available; [first] = this.line) {
      this.line.shift();
      this.available -= first.weight;
      first.enter();
    }
  }

  cancelAll(reason?: unknown): void {
    for (const waiter of this.line.splice(0)) waiter.refuse(new AbortError(reason));
  }

  async runExclusive<T>(section: () => T | PromiseLike<T>, options?: Limits): Promise<T> {
    const guard = await this.acquire(options);
    try {
      return await section();
    } finally {
      guard.release();
    }
  }
}

/** Lets in everybody for whom there is room. */
export class Overtaking extends SoundSemaphore {
  override fits(weight: number): boolean {
    return weight <= this.available;
  }
}

/** Hands out a permit more than it has. */
export class OneTooMany extends SoundSemaphore {
  constructor(permits: number, options?: MutexOptions) {
    super(permits, options);
    this.available++;
  }
}

/** Lets in one waiter a release, though there be room for two. */
export class OneAtATime extends SoundSemaphore {
  override serve(): void {
    const [first] = this.line;
    if (first === undefined || first.weight > this.available) return;
    this.line.shift();
    this.available -= first.weight;
    first.enter();
  }
}

/** Who gives up leaves those behind it to the next release. */
export class DeafToLeavers extends SoundSemaphore {
  override leave(waiter: Waiter): void {
    this.line.splice(this.line.indexOf(waiter), 1);
  }
}

/** Who gives up takes the whole line along. */
export class BreakingLine extends SoundSemaphore {
  override leave(waiter: Waiter): void {
    this.line.splice(this.line.indexOf(waiter));
  }
}

/** Takes permits back as often as they are given. */
export class Generous extends SoundSemaphore {
  override guard(weight: number): Guard {
    const release = () => this.giveBack(weight);
    return { release, [Symbol.dispose]: release };
  }
}

/** Gives back one permit, whatever the weight. */
export class Weightless extends SoundSemaphore {
  override giveBack(): void {
    super.giveBack(1);
  }
}

/** Keeps the permits of a section that fails. */
export class Careless extends SoundSemaphore {
  override async runExclusive<T>(section: () => T | PromiseLike<T>, options?: Limits): Promise<T> {
    const guard = await this.acquire(options);
    const result = await section();
    guard.release();
    return result;
  }
}

/** Waits though it should not. */
export class Patient extends SoundSemaphore {
  override acquire({ timeout, ...options }: Limits = {}): Promise<Guard> {
    return super.acquire({ ...options, timeout: timeout === 0 ? undefined : timeout });
  }
}

/** Cancels them one after the other, as if each gave up. */
export class ServingCancel extends SoundSemaphore {
  override cancelAll(reason?: unknown): void {
    for (let [first] = this.line; first !== undefined; [first] = this.line) {
      first.refuse(new AbortError(reason));
      this.leave(first);
    }
  }
}

/** Lets everybody wait. */
export class Boundless extends SoundSemaphore {
  override most: number = Number.POSITIVE_INFINITY;
}

/** Takes what is no weight for one. */
export class Unchecked extends SoundSemaphore {
  override tryAcquire(weight = 1): Guard | undefined {
    if (!this.fits(weight)) return undefined;
    this.available -= weight;
    return this.guard(weight);
  }
}
