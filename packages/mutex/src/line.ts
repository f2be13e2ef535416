/**
 * A thread's end of a semaphore or a readers-writer lock: how it blocks for permits, and how its tasks wait.
 *
 * The turnstile is a mutex to wait for, with all that a mutex can do: its tasks in order, limits, deaths, deadlocks. Of the
 * tasks that pass it by this Line, one at a time waits at the head for permits.
 */
import { atomics } from '@contend/counter/atomics';
import { checkOptions, checkSignal, type Limits } from '@contend/counter/limits';
import { AbortError, RelockError, TimeoutError, TooManyWaitersError } from '@contend/counter/mutex-error';
import { now } from '@contend/counter/time';
import { type Contender, nameOf, TaskWatch } from './contender.ts';
import { Core, type LockOptions } from './core.ts';
import { callerOf, type Entry } from './location.ts';
import { type LockWord, lockWord, OWNER } from './lock-word.ts';
import type { Permits, PermitsWatch } from './permits.ts';
import type { Place } from './place.ts';
import { ThreadWatch } from './thread-watch.ts';
import { took } from './trace.ts';
import { Watchers } from './watchers.ts';

const Word = /* @__PURE__ */ lockWord(atomics);

/** What a contender has taken, or wants to take. */
export interface Claim<P extends Permits = Permits> {
  /** By its own handle: a task that has given its name has one, and all others their thread's. */
  permits: P;
  /** Of a task that has given its name. */
  watch: TaskWatch | undefined;
  name: string;
}

interface Head {
  permits: Permits;
  weight: number;
}

export type MakePermits<P extends Permits> = (turnstile: LockWord, watch: PermitsWatch) => P;

export class Line<P extends Permits> {
  name: string;
  make: MakePermits<P>;
  turnstile: Core;
  watch: ThreadWatch;
  /** The thread's, for all its tasks without names. */
  own: Claim<P>;
  /** The last that a task of this thread got. */
  taskGuard: { readonly held: boolean } | undefined = undefined;
  heads: Watchers<Head>;
  waiting = 0;
  maxWaiting: number;
  /** By the last {@link cancelAll}. */
  cancelled: AbortError | undefined = undefined;

  constructor({ view, index, name, maxWaiting }: Place, make: MakePermits<P>) {
    this.name = name;
    this.make = make;
    this.maxWaiting = maxWaiting;
    this.turnstile = new Core(view, index, { name: `the turn at ${name}` });
    this.watch = new ThreadWatch(this.turnstile.thread, name, () => this.taskGuard?.held === true);
    const permits = make(this.turnstile.word, this.watch);
    this.own = { permits, watch: undefined, name };
    this.heads = new Watchers(view, permits.bell, (expired) => this.serveHead(expired));
  }

  /** Takes permits, blocking the thread. @param entry what the user called */
  take(weight: number, timeout: number | undefined, entry: Entry): void {
    const { permits } = this.own;
    if (permits.takeMore(weight) || permits.tryTake(weight)) return;
    if (!this.takeSlowly(weight, timeout ?? Infinity, entry)) throw new TimeoutError(timeout as number, this.name);
  }

  takeSlowly(weight: number, timeout: number, entry: Entry): boolean {
    const { turnstile, watch } = this;
    const { permits } = this.own;
    watch.entry = entry;
    if (permits.total - permits.heldBy((owner) => this.isHere(owner)) < weight) throw watch.blocksItself();
    // A task of this thread is at the head. It cannot go on while the thread is blocked, so the thread goes first.
    if (this.isHere(Atomics.load(permits.view, permits.base) & OWNER)) {
      try {
        return permits.wait(weight, timeout);
      } finally {
        permits.listen();
      }
    }
    const begun = now();
    if (!turnstile.lockSlowly(turnstile.word.owner, timeout, entry)) return false;
    try {
      return permits.wait(weight, Math.max(0, timeout - (now() - begun)));
    } finally {
      permits.leave();
    }
  }

  /** Whether it is this thread, or a task of it. */
  isHere(owner: number): boolean {
    const { registry, number } = this.turnstile.thread;
    return owner !== 0 && registry.isListed(owner) && registry.hostOf(owner) === number;
  }

  /** @param entry what the user called */
  async takeAsync(weight: number, options: LockOptions | undefined, entry: Entry): Promise<Claim<P>> {
    checkOptions(options);
    checkSignal(options ?? {});
    const { as } = options ?? {};
    if (as !== undefined) return this.takeAs(as, weight, options ?? {}, entry);
    if (!this.takeAtOnce(weight, this.own)) await this.join(weight, this.own, options ?? {}, entry);
    return this.own;
  }

  async takeAs(as: Contender, weight: number, options: LockOptions, entry: Entry): Promise<Claim<P>> {
    const claim = this.claimOf(as, callerOf(entry));
    const { permits } = claim;
    try {
      if (permits.total - permits.held < weight) throw this.holdsIt(as, permits.turnstile.owner);
      if (!permits.takeMore(weight) && !this.takeAtOnce(weight, claim)) await this.join(weight, claim, options, entry);
    } catch (error) {
      claim.watch.end();
      throw error;
    }
    return claim;
  }

  /** @param at where it asks */
  claimOf(as: Contender, at: string | undefined): Claim<P> & { watch: TaskWatch } {
    const { thread, word } = this.turnstile;
    const watch = new TaskWatch(thread, this.name, as, at);
    const permits = this.make(new Word(word.view, word.index, watch.thread.number, watch), watch);
    return { permits, watch, name: this.name };
  }

  holdsIt(as: Contender, owner: number): RelockError {
    const { name } = this;
    return new RelockError({ contender: nameOf(as), holds: name, waitsFor: name, at: took(owner)[name] });
  }

  /** Nobody is overtaken where somebody waits. */
  takeAtOnce(weight: number, { permits }: Claim<P>): boolean {
    return this.waiting === 0 && permits.tryTake(weight);
  }

  /** Waits in the line. @throws {TooManyWaitersError} */
  async join(weight: number, claim: Claim<P>, options: LockOptions, entry: Entry): Promise<void> {
    if (this.waiting >= this.maxWaiting) throw new TooManyWaitersError(this.maxWaiting, this.name);
    this.waiting++;
    try {
      await this.pass(weight, claim, options, entry);
    } catch (error) {
      if (error instanceof TimeoutError) throw new TimeoutError(options.timeout as number, this.name);
      throw error;
    } finally {
      this.waiting--;
    }
  }

  async pass(weight: number, { permits, watch }: Claim<P>, options: LockOptions, entry: Entry): Promise<void> {
    const begun = now();
    const { cancelled } = this;
    const guard = await this.turnstile.lockAsync(options, entry);
    try {
      // It has been served, but did not know yet.
      if (this.cancelled !== cancelled) throw this.cancelled;
      checkSignal(options);
      if (permits.admit(weight, false)) return;
      const left = { ...options, timeout: Math.max(0, (options.timeout ?? Infinity) - (now() - begun)) };
      const wait = () => this.waitAtHead({ permits, weight }, left);
      await (watch === undefined ? wait() : watch.during(wait));
    } finally {
      this.own.permits.quiet();
      if (guard.ownerDied) guard.markConsistent();
      guard.release();
    }
  }

  async waitAtHead(head: Head, limits: Limits): Promise<void> {
    try {
      await this.heads.wait(limits, head);
    } finally {
      head.permits.watch.stopsWaiting();
    }
  }

  serveHead(expired: boolean): number {
    const { queue } = this.heads;
    const head = queue.first;
    const heard = this.own.permits.listen();
    if (head === undefined) return heard;
    const { permits, weight } = head.subject;
    if (permits.admit(weight, expired)) queue.serve();
    else if (permits.watch instanceof TaskWatch) {
      permits.watch.waitsForEach(permits.needed(weight));
      void permits.watch.look((error) => queue.expel(head, error));
    }
    return heard;
  }

  /** All tasks of this thread that wait get an {@link AbortError}. */
  cancelAll(reason: unknown): void {
    this.cancelled = new AbortError(reason, 'all waits were cancelled');
    this.turnstile.cancelAll(reason);
    this.heads.queue.refuse(this.cancelled);
  }
}
