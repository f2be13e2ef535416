/**
 * A cyclic barrier: a turnstile, a word that counts who has arrived, and a ledger of them.
 *
 * Each party passes the turnstile (lock-word.ts), writes down who it is, and counts itself. The last one of a round begins
 * the next: one store empties the count and changes the round's number, which is what the others sleep on. A party that
 * gives up breaks the barrier for all, and so does one that finds a party dead which sleeps here, for the others would
 * go on without it as if it had been there.
 *
 * Word 0: the turnstile. Word 1, the state: bit 0, it is broken; bits 1–12, how many have arrived; from bit 13, the
 * round, which wraps. From word 2: who has arrived in this round, in the order of arrival.
 *
 * @see Hensgen, Finkel & Manber, "Two Algorithms for Barrier Synchronization", IJPP 17(1), 1988
 * @see java.util.concurrent.CyclicBarrier (all or none: a party that fails breaks the barrier)
 */
import type { AtomicsLike } from '@contend/counter';
import { BrokenBarrierError } from '@contend/counter/mutex-error';
import { now } from '@contend/counter/time';
import { LONGEST_PATIENCE_MS, type LockWord, PATIENCE_MS } from './lock-word.ts';

const STATE = 1;
const LEDGER = 2;
const BROKEN = 1;
const ONE = 1 << 1;
const ROUND = 1 << 13;

/** Parties that the state has room to count. */
export const MOST_PARTIES: number = ROUND / ONE - 1;
export const barrierWords = (parties: number): number => LEDGER + parties;

const arrivedIn = (seen: number) => (seen & (ROUND - 1)) >> 1;
/** What all see that arrive in one round. */
export const roundOf = (seen: number): number => seen >>> 13;
const isBroken = (seen: number) => (seen & BROKEN) !== 0;

/** The class for an `Atomics`, real or simulated. An instance is one contender's handle of one barrier. */
export const barrier = (atomics: AtomicsLike) =>
  class Barrier {
    view: Int32Array;
    state: number;
    ledger: number;
    parties: number;
    /** Of this contender; its watch tells who is dead. */
    turnstile: LockWord;
    patience: number;
    longest: number;

    constructor(turnstile: LockWord, parties: number, patience = PATIENCE_MS, longest = LONGEST_PATIENCE_MS) {
      this.view = turnstile.view;
      this.state = turnstile.index + STATE;
      this.ledger = turnstile.index + LEDGER;
      this.turnstile = turnstile;
      this.parties = parties;
      this.patience = patience;
      this.longest = longest;
    }

    load(): number {
      return atomics.load(this.view, this.state);
    }

    get arrived(): number {
      return arrivedIn(this.load());
    }

    get broken(): boolean {
      return isBroken(this.load());
    }

    /** @returns the round that it waits for the end of. @throws {BrokenBarrierError} */
    arrive(): number {
      this.turnstile.lock();
      try {
        return this.count();
      } finally {
        // Whoever died in there had not been counted, or had begun the next round.
        if (this.turnstile.damaged) this.turnstile.repair();
        this.turnstile.unlock();
      }
    }

    /** For who is in the turnstile. */
    count(): number {
      for (;;) {
        const seen = this.load();
        if (isBroken(seen)) throw new BrokenBarrierError();
        const arrived = arrivedIn(seen);
        atomics.store(this.view, this.ledger + arrived, this.turnstile.owner);
        const isLast = arrived + 1 === this.parties;
        const next = isLast ? (seen & ~(ROUND - 1)) + ROUND : seen + ONE;
        // Somebody may break it meanwhile.
        if (atomics.compareExchange(this.view, this.state, seen, next | 0) !== seen) continue;
        if (isLast) atomics.notify(this.view, this.state);
        return roundOf(seen);
      }
    }

    /** Whether the round has ended as it should. @throws {BrokenBarrierError} it never will */
    isOver(round: number, seen: number): boolean {
      if (roundOf(seen) !== round) return true;
      if (isBroken(seen)) throw new BrokenBarrierError();
      return false;
    }

    /** Blocks until the round ends. @returns false: it did not within `timeout` ms, and now is broken */
    wait(round: number, timeout: number): boolean {
      const deadline = timeout === Infinity ? Infinity : now() + timeout;
      let { patience } = this;
      for (;;) {
        const seen = this.load();
        if (this.isOver(round, seen)) return true;
        const left = deadline === Infinity ? patience : Math.min(patience, deadline - now());
        if (left <= 0) return !this.break(round);
        if (atomics.wait(this.view, this.state, seen, left) !== 'timed-out') continue;
        this.breakForTheDead(round, true);
        patience = Math.min(this.longest, 2 * patience);
      }
    }

    /** @returns false: the round has ended before. @throws {BrokenBarrierError} it was broken before */
    break(round: number): boolean {
      for (;;) {
        const seen = this.load();
        if (this.isOver(round, seen)) return false;
        if (atomics.compareExchange(this.view, this.state, seen, seen | BROKEN) !== seen) continue;
        atomics.notify(this.view, this.state);
        return true;
      }
    }

    /**
     * Breaks it where one that has arrived in this round is dead.
     *
     * @param expired as for {@link Watch.isDead}
     * @throws {BrokenBarrierError}
     */
    breakForTheDead(round: number, expired: boolean): void {
      const seen = this.load();
      if (this.isOver(round, seen)) return;
      const { watch, owner } = this.turnstile;
      for (let i = 0; i < arrivedIn(seen); i++) {
        const party = atomics.load(this.view, this.ledger + i);
        // It may be of the next round already: then this one has ended, and nothing is broken.
        if (party !== owner && watch.isDead(party, expired)) this.break(round);
      }
    }
  };

export type Barrier = InstanceType<ReturnType<typeof barrier>>;
