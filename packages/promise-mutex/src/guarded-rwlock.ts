/**
 * The readers-writer lock to install: that of rwlock.ts, with guards that know whether they hold it, limits to waiting, and
 * deadlocks named where contenders say who they are.
 */
import { callSite } from '@contend/counter/call-site';
import { checkMost, checkOptions, checkSignal, type MutexOptions } from '@contend/counter/limits';
import { AbortError } from '@contend/counter/mutex-error';
import { waitFor } from './limits.ts';
import type { LockOptions } from './mutex.ts';
import { NamedRWLock, type ReadGuard, ReadHold, type WriteGuard, WriteHold } from './rwlock-guard.ts';
import { runHolding, type Section } from './section.ts';

let made = 0;

/** Not a name, which a subclass might have for something of its own. */
const CORE: unique symbol = Symbol('core');

/** Any number of readers hold it at a time, or one writer. */
export class RWLock {
  /** @internal */
  readonly [CORE]: () => NamedRWLock;

  /** How errors call it. */
  get name(): string {
    return this[CORE]().name;
  }

  /** @param options.name @default 'rwlock 1' and so on */
  constructor({ name = `rwlock ${++made}`, maxWaiting }: MutexOptions = {}) {
    if (maxWaiting !== undefined) checkMost(maxWaiting);
    const core = new NamedRWLock(name);
    if (maxWaiting !== undefined) core.most = maxWaiting;
    this[CORE] = core.self;
  }

  /** How many wait for it, to read or to write. */
  get waiting(): number {
    return this[CORE]().length;
  }

  /** Whoever waits gets AbortError, with `reason` as its cause; those who hold it go on. */
  cancelAll(reason?: unknown): void {
    this[CORE]().refuse(new AbortError(reason, 'all waits were cancelled'));
  }

  /**
   * Waits until nobody writes, and everybody who came before has been let in; reads together with other readers. Rejects
   * as `lock` of a mutex does. Who reads already and asks again waits behind a writer who came in between, for ever: name
   * the contender (`as`) to get RelockError instead.
   */
  read(options?: LockOptions): Promise<ReadGuard> {
    const core = this[CORE]();
    if (options !== undefined) return holdWith(ReadHold, core, options, this.read);
    const hold = new ReadHold(core, undefined, undefined);
    return hold.take() ? Promise.resolve(hold) : waitFor(core, hold);
  }

  /** Reads if nobody writes or waits; undefined if not. */
  tryRead({ as }: Pick<LockOptions, 'as'> = {}): ReadGuard | undefined {
    const hold = new ReadHold(this[CORE](), as, as === undefined ? undefined : callSite(this.tryRead));
    return hold.take() ? hold : undefined;
  }

  /** Waits until nobody reads or writes, and everybody who came before has been let in. Rejects as `lock` of a mutex does. */
  write(options?: LockOptions): Promise<WriteGuard> {
    const core = this[CORE]();
    if (options !== undefined) return holdWith(WriteHold, core, options, this.write);
    const hold = new WriteHold(core, undefined, undefined);
    return hold.take() ? Promise.resolve(hold) : waitFor(core, hold);
  }

  /** Writes if nobody reads or writes; undefined if not. */
  tryWrite({ as }: Pick<LockOptions, 'as'> = {}): WriteGuard | undefined {
    const hold = new WriteHold(this[CORE](), as, as === undefined ? undefined : callSite(this.tryWrite));
    return hold.take() ? hold : undefined;
  }

  /** Runs `section` as a reader, and returns what it returns. */
  runShared<T>(section: Section<ReadGuard, T>, options?: LockOptions): Promise<T> {
    return runHolding(
      options === undefined ? this.read() : holdWith(ReadHold, this[CORE](), options, this.runShared),
      section,
    );
  }

  /** Runs `section` as the writer, and returns what it returns. */
  runExclusive<T>(section: Section<WriteGuard, T>, options?: LockOptions): Promise<T> {
    return runHolding(
      options === undefined ? this.write() : holdWith(WriteHold, this[CORE](), options, this.runExclusive),
      section,
    );
  }
}

/** @param called what the user called: where from is noted */
async function holdWith<H extends ReadHold | WriteHold>(
  Hold: new (...args: ConstructorParameters<typeof ReadHold>) => H,
  core: NamedRWLock,
  options: LockOptions,
  called: (...args: never[]) => unknown,
): Promise<H> {
  checkOptions(options);
  checkSignal(options);
  const { as } = options;
  const hold = new Hold(core, as, as === undefined ? undefined : callSite(called));
  await hold.within(options);
  return hold;
}
