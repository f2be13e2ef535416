/**
 * A weighted semaphore for threads: a turnstile, a ledger, and a bell.
 *
 * The turnstile is a robust mutex (lock-word.ts). Whoever wants permits passes it, and writes into the ledger what it
 * takes. If there are too few, it stays in the turnstile until there are enough: everybody else waits for the turnstile,
 * so nobody overtakes the head of the line, however many permits that one wants. It sleeps on the bell, and a release
 * rings it.
 *
 * Whoever finds too few permits strikes the entries of those who have died.
 *
 * No wake-up is missed: the head sets the bell before it counts, and a release subtracts before it looks at the bell.
 *
 * Word 0: the turnstile. Word 1: the bell, 1 while the head sleeps. Word 2: whether a holder died. From word 3: the ledger
 * (ledger.ts).
 *
 * @see Dijkstra, "Cooperating Sequential Processes", EWD 123, 1965
 * @see Patil, "Limitations and Capabilities of Dijkstra's Semaphore Primitives", MIT 1971 (more than one permit at a time)
 * @see Andrews, "Concurrent Programming: Principles and Practice", 1991, ch. 4 (the first in line keeps the entry: passing
 *   the baton)
 */
import type { AtomicsLike } from '@contend/counter';
import { NotRecoverableError } from '@contend/counter/mutex-error';
import { now } from '@contend/counter/time';
import { ENTRY, HELD, ledger } from './ledger.ts';
import { FREE, LONGEST_PATIENCE_MS, type LockWord, PATIENCE_MS, type Watch } from './lock-word.ts';
import { FIRST_PAUSES, MOST_PAUSES, TRIES } from './spin-budget.ts';

const BELL = 1;
const STATE = 2;
const LEDGER = 3;
/** Of the bell. */
const QUIET = 0;
const AWAITED = 1;
/** Of the state. */
const WHOLE = 0;
const DAMAGED = 1;
const LOST = 2;

/** A holder that is waited for, and what its {@link Watch.before} said while it certainly held. */
export interface Holder {
  owner: number;
  before: number | undefined;
}

/** What a contender knows of the others. */
export interface PermitsWatch extends Watch {
  /** As {@link Watch.waits}, for every one of `holders`: each of them must release first. */
  waitsForEach(holders: readonly Holder[]): void;
}

/** Words for a ledger of so many contenders that hold permits at the same time. */
export const permitsWords = (entries: number): number => LEDGER + ENTRY * entries;

/** The class for an `Atomics`, real or simulated. An instance is one contender's handle of one semaphore. */
export const permits = (atomics: AtomicsLike) =>
  class Permits extends ledger(atomics) {
    base: number;
    bell: number;
    /** Of this contender, for the same words. */
    turnstile: LockWord;
    watch: PermitsWatch;
    /** Who dies with so many permits or more leaves behind what may be damaged. */
    damaging: number;
    patience: number;
    longest: number;
    spins: number;

    constructor(
      turnstile: LockWord,
      total: number,
      entries: number,
      watch: PermitsWatch,
      damaging = 1,
      patience = PATIENCE_MS,
      longest = LONGEST_PATIENCE_MS,
      spins = TRIES,
    ) {
      const { view, index, owner } = turnstile;
      super(view, index + LEDGER, entries, total, owner);
      this.base = index;
      this.bell = index + BELL;
      this.turnstile = turnstile;
      this.watch = watch;
      this.damaging = damaging;
      this.patience = patience;
      this.longest = longest;
      this.spins = spins;
    }

    /** A holder died, and nobody has said since that all is well. */
    get damaged(): boolean {
      return atomics.load(this.view, this.base + STATE) === DAMAGED;
    }

    /** What the permits are for is whole again. */
    repair(): void {
      atomics.compareExchange(this.view, this.base + STATE, DAMAGED, WHOLE);
    }

    /** Before releasing what it holds: nobody gets a permit any more. */
    abandon(): void {
      atomics.store(this.view, this.base + STATE, LOST);
    }

    /** Takes permits if there are enough and nobody waits. @throws {NotRecoverableError} */
    tryTake(weight: number): boolean {
      if (!this.enter()) return false;
      try {
        return this.admit(weight, false);
      } finally {
        this.turnstile.unlock();
      }
    }

    /** Takes more, past those who wait, where it holds some already and they wait for that. @returns false: this is none */
    takeMore(_weight: number): boolean {
      return false;
    }

    /** Comes into the turnstile if nobody waits there. */
    enter(): boolean {
      const { turnstile } = this;
      return atomics.compareExchange(this.view, this.base, FREE, turnstile.owner) === FREE || this.enterSlowly();
    }

    /** Who only passes the turnstile is waited for, as long as spinning pays. */
    enterSlowly(): boolean {
      let pauses = FIRST_PAUSES;
      for (let i = 0; !this.turnstile.tryLock(); i++) {
        if (i >= this.spins || atomics.load(this.view, this.bell) === AWAITED) return false;
        for (let j = 0; j < pauses; j++) atomics.pause();
        pauses = Math.min(2 * pauses, MOST_PAUSES);
      }
      this.mend();
      return true;
    }

    /** Whoever died in the turnstile has left the ledger right. */
    mend(): void {
      if (this.turnstile.damaged) this.turnstile.repair();
    }

    /** Out of the turnstile, and no longer the head of the line. */
    leave(): void {
      this.quiet();
      this.mend();
      this.turnstile.unlock();
    }

    /**
     * For who is in the turnstile: takes permits if there are enough.
     *
     * @param expired as for {@link Watch.isDead}
     * @throws {NotRecoverableError}
     */
    admit(weight: number, expired: boolean): boolean {
      if (atomics.load(this.view, this.base + STATE) === LOST) throw new NotRecoverableError();
      return this.grant(weight) || (this.strike(expired) && this.grant(weight));
    }

    /** For who is in the turnstile: gives back what the dead hold. @returns whether anything was */
    strike(expired: boolean): boolean {
      let struck = false;
      for (let at = this.first; at < this.end && this.ownerAt(at) !== 0; at += ENTRY) {
        const owner = this.ownerAt(at);
        const held = this.heldAt(at);
        if (held === 0 || owner === this.owner || !this.watch.isDead(owner, expired)) continue;
        // Said before it is given back, so that it is said even if this one dies as well.
        if (held >= this.damaging) atomics.compareExchange(this.view, this.base + STATE, WHOLE, DAMAGED);
        atomics.store(this.view, at + HELD, 0);
        struck = true;
      }
      return struck;
    }

    /** Takes permits, for whoever blocks and has nobody to tell of it: a strategy of this package. */
    take(weight: number): void {
      this.turnstile.lock();
      try {
        this.wait(weight, Infinity);
      } finally {
        this.leave();
      }
    }

    /**
     * For who is in the turnstile, and thereby the head of the line: takes permits as soon as there are enough.
     *
     * @returns false: not within `timeout` ms
     * @throws {DeadlockError} by its watch; {NotRecoverableError}
     */
    wait(weight: number, timeout: number): boolean {
      if (this.admit(weight, false)) return true;
      const deadline = timeout === Infinity ? Infinity : now() + timeout;
      try {
        return this.sleepUntil(deadline, weight);
      } finally {
        this.watch.stopsWaiting();
      }
    }

    sleepUntil(deadline: number, weight: number): boolean {
      let { patience } = this;
      for (let expired = false; ; ) {
        this.listen();
        if (this.admit(weight, expired)) return true;
        this.watch.waitsForEach(this.needed(weight));
        const left = deadline === Infinity ? patience : Math.max(0, Math.min(patience, deadline - now()));
        expired = atomics.wait(this.view, this.bell, AWAITED, left) === 'timed-out';
        if (!expired) patience = this.patience;
        else if (left < patience && now() >= deadline) return this.admit(weight, false);
        else patience = Math.min(this.longest, 2 * patience);
      }
    }

    /** From now on a release rings. @returns what the bell is, to sleep while it is so */
    listen(): number {
      atomics.store(this.view, this.bell, AWAITED);
      return AWAITED;
    }

    /** Nobody sleeps any more: else the next release would ring for nobody, and who tries would believe that it must wait. */
    quiet(): void {
      if (atomics.load(this.view, this.bell) !== QUIET) atomics.store(this.view, this.bell, QUIET);
    }

    /** For who is in the turnstile: the holders without whose permits there never are enough. */
    needed(weight: number): Holder[] {
      const holders: Holder[] = [];
      for (let at = this.first; at < this.end && this.ownerAt(at) !== 0; at += ENTRY) {
        if (this.total - this.heldAt(at) >= weight) continue;
        const owner = this.ownerAt(at);
        const before = this.watch.before(owner);
        // Still: whoever gives back counts that afterwards, so `before` is of a time when it held.
        if (this.total - this.heldAt(at) < weight) holders.push({ owner, before });
      }
      return holders;
    }

    /** @throws {NotHeldError} its contender does not hold as many */
    give(weight: number): void {
      this.withdraw(weight);
      // Afterwards: an edge that is made in between would be to one that holds no more, and seem to stand.
      this.watch.releases();
      this.ring();
    }

    /** Something was given back. */
    ring(): void {
      if (atomics.load(this.view, this.bell) === QUIET) return;
      // All: besides the head, tasks may listen still that have been aborted at the head.
      if (atomics.exchange(this.view, this.bell, QUIET) === AWAITED) atomics.notify(this.view, this.bell);
    }
  };

export type Permits = InstanceType<ReturnType<typeof permits>>;
