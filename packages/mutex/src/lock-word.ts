/**
 * The word of a robust mutex: who holds it is in it from the very instruction that takes it, so that nobody can die
 * between taking a mutex and saying so.
 *
 * Free, it costs one compare-and-swap to take and one to release. Who finds it held spins for a moment, then says in
 * the word that it waits and sleeps on it; a release that finds this said wakes one. Who was woken competes with
 * whoever comes then, and takes it as awaited, for others may sleep still (Drepper's mutex 3, with an owner in place of
 * the "held"). Every sleep has an end: a thread that was terminated takes a wake-up with it and cannot give it back, so
 * sleepers look again by themselves, and look then whether the holder still lives.
 *
 * Bits 0–28: the holder, 0 for none. Bit 29: whoever is next in turn takes it, see fair-word.ts. Bit 30: a holder died and
 * nobody has said since that all is well. Bit 31: somebody may sleep.
 *
 * @see Drepper, "Futexes Are Tricky", 2011, mutex 3
 * @see The Linux kernel's Documentation/locking/robust-futex-ABI.rst, for the owner and the two flags in one word
 */
import type { AtomicsLike } from '@contend/counter';
import { NotHeldError, NotRecoverableError } from '@contend/counter/mutex-error';
import { now } from '@contend/counter/time';
import type { Outcome } from './sentry.ts';
import { FIRST_PAUSES, MOST_PAUSES, TRIES } from './spin-budget.ts';

export const FREE = 0;
export const AWAITED = 1 << 31;
export const DAMAGED = 1 << 30;
export const RESERVED = 1 << 29;
export const OWNER = RESERVED - 1;
/** In place of a holder: what the mutex guards is lost. No contender has this number. */
export const LOST = OWNER;

/** How long anybody sleeps before looking again, ms; twice as long each time for the same holder, up to the longest. */
export const PATIENCE_MS = 50;
export const LONGEST_PATIENCE_MS = 400;
/** In place of whom the mutex was seen with, which may be nobody. */
const UNSEEN = -1;
/** Where a wake-up may be taken by who cannot use it. */
export const NAP_MS = 5;

/** What a contender knows of the others. Asked only by who has to wait or has been waited for. */
export interface Watch {
  /** @param expired it has held the mutex for as long as one sleeps: a look at the system is worth its price */
  isDead(owner: number, expired: boolean): boolean;
  /**
   * What to hand to `waits` once it is certain that `owner` holds the mutex while its waiter is announced. Undefined:
   * that need not be certain.
   */
  before(owner: number): number | undefined;
  /** Says that its contender waits for `owner`. Throws {@link DeadlockError} where that closes a cycle. */
  waits(owner: number, before: number | undefined): void;
  /** It waits no longer. */
  stopsWaiting(): void;
  /** It is about to release a mutex that somebody may wait for. */
  releases(): void;
}

/** A word to sleep on, as long as it has this value. */
export interface Bed {
  index: number;
  value: number;
}

/** The class for an `Atomics`, real or simulated. An instance is one contender's handle of one mutex. */
export const lockWord = (atomics: AtomicsLike) =>
  class LockWord {
    view: Int32Array;
    index: number;
    /** Who takes it by this handle: 1 … {@link LOST} − 1. */
    owner: number;
    watch: Watch;
    spins: number;
    /** ms of a first sleep, and of the longest. */
    patience: number;
    longest: number;

    constructor(
      view: Int32Array,
      index: number,
      owner: number,
      watch: Watch,
      spins = TRIES,
      longest = LONGEST_PATIENCE_MS,
    ) {
      this.view = view;
      this.index = index;
      this.owner = owner;
      this.watch = watch;
      this.spins = spins;
      this.patience = PATIENCE_MS;
      this.longest = longest;
    }

    /** Sleeps briefly from now on. */
    nap(): void {
      this.patience = this.longest = NAP_MS;
    }

    /** Takes it where nobody holds it, nobody waits, and nobody died. */
    takeFree(): boolean {
      return atomics.compareExchange(this.view, this.index, FREE, this.owner) === FREE;
    }

    /** Releases it where its contender holds it, nobody waits, and nobody died. */
    free(): boolean {
      return atomics.compareExchange(this.view, this.index, this.owner, FREE) === this.owner;
    }

    /** @throws {DeadlockError} waiting would never end; {NotRecoverableError} it was declared lost */
    lock(): void {
      if (!this.takeFree()) this.lockSlowly(Infinity);
    }

    /** Takes it where nobody alive holds it, without waiting. @throws {NotRecoverableError} it was declared lost */
    tryLock(): boolean {
      if (this.takeFree()) return true;
      const seen = atomics.load(this.view, this.index);
      return this.take(seen, 0, false);
    }

    /** @throws {NotHeldError} its contender does not hold it */
    unlock(): void {
      if (!this.free()) this.unlockSlowly();
    }

    /** Somebody died while holding it, and its present holder has not said since that all is well. */
    get damaged(): boolean {
      return (atomics.load(this.view, this.index) & DAMAGED) !== 0;
    }

    /** For its holder: what it guards is whole again. */
    repair(): void {
      atomics.and(this.view, this.index, ~DAMAGED);
    }

    /** For its holder, in place of releasing it: nobody gets it any more. */
    abandon(): void {
      atomics.store(this.view, this.index, LOST);
      atomics.notify(this.view, this.index);
    }

    /**
     * Takes the word as it was seen if nobody alive holds it. False: somebody does, or the word has changed since.
     *
     * @param mark {@link AWAITED} where others may sleep that the word no longer tells of
     * @param expired the same holder was seen as long ago as one sleeps
     */
    take(seen: number, mark: number, expired: boolean): boolean {
      const holder = seen & OWNER;
      let flags = (seen & ~OWNER) | mark;
      if (holder !== FREE) {
        if (holder === LOST) throw new NotRecoverableError();
        if (!this.watch.isDead(holder, expired)) return false;
        // Numbers are never given twice, so this word names the same dead holder until somebody has taken it.
        flags |= DAMAGED | AWAITED;
      }
      return atomics.compareExchange(this.view, this.index, seen, flags | this.owner) === seen;
    }

    /**
     * Says in the word as it was seen that somebody waits. False: it has changed, or may be taken.
     *
     * @param before as from {@link Watch.before}
     */
    announce(seen: number, before: number | undefined): boolean {
      if ((seen & OWNER) === FREE) return false;
      // Read again or written, but after `before` was asked for: only so is it certain who held the mutex then.
      if ((seen & AWAITED) !== 0) return before === undefined || atomics.load(this.view, this.index) === seen;
      return atomics.compareExchange(this.view, this.index, seen, seen | AWAITED) === seen;
    }

    /** @returns false: not taken within `timeout` ms */
    lockSlowly(timeout: number): boolean {
      if (this.spin()) return true;
      const deadline = timeout === Infinity ? Infinity : now() + timeout;
      try {
        return this.sleepUntil(deadline);
      } finally {
        this.watch.stopsWaiting();
      }
    }

    spin(): boolean {
      let pauses = FIRST_PAUSES;
      for (let i = 0; i < this.spins; i++) {
        for (let j = 0; j < pauses; j++) atomics.pause();
        pauses = Math.min(2 * pauses, MOST_PAUSES);
        const seen = atomics.load(this.view, this.index);
        if ((seen & OWNER) === FREE) {
          if (this.take(seen, 0, false)) return true;
        } else if ((seen & OWNER) === this.owner) {
          // Held by this thread, it cannot be released while the thread spins.
          return false;
        }
      }
      return false;
    }

    sleepUntil(deadline: number): boolean {
      // By whom it is held since the last sleep ended with its time, and how long that and those before it were.
      let held = UNSEEN;
      let slept = 0;
      let patience = this.patience;
      for (;;) {
        const seen = atomics.load(this.view, this.index);
        const holder = seen & OWNER;
        if (held !== holder) {
          slept = 0;
          patience = this.patience;
        }
        held = UNSEEN;
        // Taken as awaited, though perhaps nobody else sleeps: who was woken cannot know, and the next release must.
        if (this.take(seen, AWAITED, slept >= PATIENCE_MS)) return true;
        const before = holder === FREE ? undefined : this.watch.before(holder);
        if (!this.announce(seen, before)) continue;
        if (holder === FREE) this.watch.stopsWaiting();
        else this.watch.waits(holder, before);
        const left = deadline === Infinity ? patience : Math.max(0, Math.min(patience, deadline - now()));
        const { index, value } = this.bed(seen);
        const outcome = atomics.wait(this.view, index, value, left);
        this.waited(outcome, left);
        // Who was woken took a wake-up from the others: it does not leave before it has the mutex or has announced itself
        // again.
        if (outcome !== 'timed-out') continue;
        if (left === patience) {
          held = holder;
          slept = Math.min(PATIENCE_MS, slept + left);
          patience = Math.min(this.longest, 2 * patience);
        } else if (now() >= deadline) return this.take(atomics.load(this.view, this.index), AWAITED, false);
      }
    }

    unlockSlowly(): void {
      for (;;) {
        const seen = atomics.load(this.view, this.index);
        if ((seen & OWNER) !== this.owner) throw new NotHeldError();
        const awaited = (seen & AWAITED) !== 0;
        // Counted before it is free, so that no wait for it seems to stand once somebody else has it; and again after that,
        // for those who announced themselves in between.
        if (awaited) this.watch.releases();
        if (atomics.compareExchange(this.view, this.index, seen, seen & (DAMAGED | RESERVED)) !== seen) continue;
        if (!awaited) return;
        this.watch.releases();
        this.wake(seen);
        return;
      }
    }

    /** Wakes one of those who sleep on the free word as it was seen; all, where it is for one that the system cannot tell. */
    wake(seen: number): void {
      atomics.notify(this.view, this.index, (seen & RESERVED) === 0 ? 1 : Infinity);
    }

    /** Where to sleep after it has been announced. */
    bed(seen: number): Bed {
      return { index: this.index, value: seen | AWAITED };
    }

    /** Begins to wait. For a word that is fair, as the next two. */
    arrives(): void {}

    /** Has waited so long, at most, and not got it. */
    waited(_outcome: Outcome, _ms: number): void {}

    /** Waits no more, whether it has got it or not. */
    givesUp(): void {}
  };

export type LockWord = InstanceType<ReturnType<typeof lockWord>>;
