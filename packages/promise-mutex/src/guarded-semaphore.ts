/** The semaphore to install: that of semaphore.ts, with guards that know whether they hold permits, and limits to waiting. */
import { checkMost, checkOptions, checkSignal, type Limits, type MutexOptions } from '@contend/counter/limits';
import { AbortError, type Guard } from '@contend/counter/mutex-error';
import { checkPermits, checkWeight } from '@contend/counter/permits';
import { waitFor } from './limits.ts';
import { LineGuard } from './line-guard.ts';
import { runHolding, type Section } from './section.ts';
import { type Needs, PromiseSemaphore } from './semaphore.ts';

export interface AcquireOptions extends Limits {
  /** How many permits: a whole number from 1 to all of them. @default 1 */
  weight?: number | undefined;
}

/** The semaphore, and what errors tell of it. */
class NamedSemaphore extends PromiseSemaphore {
  override name: string;
  /** As `self` of a mutex's queue. */
  self: () => NamedSemaphore = () => this;

  constructor(permits: number, name: string) {
    super(permits);
    this.name = name;
  }
}

class Permit extends LineGuard implements Needs {
  lock: NamedSemaphore;
  weight: number;

  constructor(lock: NamedSemaphore, weight: number) {
    super();
    this.lock = lock;
    this.weight = weight;
  }

  take(): boolean {
    this.held = this.lock.take(this.weight);
    return this.held;
  }

  giveBack(): void {
    this.lock.self().release(this.weight);
  }
}

let made = 0;

/** Not a name, which a subclass might have for something of its own. */
const CORE: unique symbol = Symbol('core');

/**
 * Up to so many permits are held at a time: of a limited number of connections, or of bytes in flight.
 *
 * Permits belong to nobody: whoever has a guard may release it. So a cycle of waits is not always a deadlock, and
 * contenders are not named here.
 */
export class Semaphore {
  /** @internal */
  readonly [CORE]: () => NamedSemaphore;

  /** How errors call it. */
  get name(): string {
    return this[CORE]().name;
  }

  /**
   * @param permits a whole number from 1
   * @param options.name @default 'semaphore 1' and so on
   * @throws {TypeError} `permits` is no number
   * @throws {RangeError} `permits` is none from 1, or `maxWaiting` none from 0
   */
  constructor(permits: number, { name = `semaphore ${++made}`, maxWaiting }: MutexOptions = {}) {
    checkPermits(permits);
    if (maxWaiting !== undefined) checkMost(maxWaiting);
    const core = new NamedSemaphore(permits, name);
    if (maxWaiting !== undefined) core.most = maxWaiting;
    this[CORE] = core.self;
  }

  /** How many permits nobody holds. Some may be kept for the first who waits. */
  get available(): number {
    return this[CORE]().available;
  }

  /** How many wait, whatever their weights. */
  get waiting(): number {
    return this[CORE]().length;
  }

  /** Whoever waits gets AbortError, with `reason` as its cause; those who hold permits go on. */
  cancelAll(reason?: unknown): void {
    this[CORE]().refuse(new AbortError(reason, 'all waits were cancelled'));
  }

  /**
   * Waits for `weight` permits; first come, first served: nobody overtakes who waits for more. The guard gives them back:
   * `using permit = await semaphore.acquire()` on every way out of the block. Rejects with TimeoutError, AbortError,
   * TooManyWaitersError, and with TypeError and RangeError for options that are none.
   */
  acquire(options?: AcquireOptions): Promise<Guard> {
    const core = this[CORE]();
    if (options !== undefined) return acquireWith(core, options);
    const permit = new Permit(core, 1);
    return permit.take() ? Promise.resolve(permit) : waitFor(core, permit);
  }

  /** Takes `weight` permits if they are there and nobody waits; undefined if not. Throws as `acquire` for a weight that is none. */
  tryAcquire(weight = 1): Guard | undefined {
    const core = this[CORE]();
    checkWeight(weight, core.permits);
    const permit = new Permit(core, weight);
    return permit.take() ? permit : undefined;
  }

  /** Runs `section`, which is given the guard, with permits and returns what it returns; they are given back when that has settled. */
  runExclusive<T>(section: Section<Guard, T>, options?: AcquireOptions): Promise<T> {
    return runHolding(this.acquire(options), section);
  }
}

async function acquireWith(core: NamedSemaphore, options: AcquireOptions): Promise<Guard> {
  checkOptions(options);
  checkSignal(options);
  const { weight = 1 } = options;
  checkWeight(weight, core.permits);
  const permit = new Permit(core, weight);
  await permit.within(options);
  return permit;
}
