/**
 * The word of a fair mutex: a waiter that has lost its patience reserves the mutex, and from then on nobody else takes it.
 *
 * Whoever comes may overtake those who wait, which is what makes a mutex quick, but not who has waited for a millisecond:
 * that one puts its mark beside the word and sets the word's bit for it, so the swap by which a newcomer takes a free
 * word fails. While the bit is set, a free mutex is for one of those with a mark: the next one after whoever had it last,
 * in the order of their numbers. So each other contender overtakes it once more at most. The bit is cleared by a holder
 * that finds no mark left, and everybody is quick again.
 *
 * Who is next may have died, or be a thread that blocks elsewhere. So whoever has slept for long beside a mutex that was
 * free all the while, or a dead one's, takes the mark away of the one that let it be; alive, that one sets it again.
 *
 * Word 0: see lock-word.ts. Word 1: the slot of whoever had the last turn. Word 2: how many turns there were, and marks
 * taken away. Then a bit for each slot, its mark.
 *
 * @see Go's sync.Mutex, "starvation mode", for the millisecond
 * @see Dijkstra's and Burns's algorithms, as in Raynal, "Algorithms for Mutual Exclusion", 1986, for the order in a circle
 */
import type { AtomicsLike } from '@contend/counter';
import { type Bed, FREE, LOST, lockWord, OWNER, RESERVED, type Watch } from './lock-word.ts';
import { SLOTS } from './registry.ts';
import type { Outcome } from './sentry.ts';

/** ms that a waiter lets itself be overtaken. */
export const FAIR_MS = 1;
/** ms that it takes at least to sleep, to be woken, and to find that somebody else was quicker. */
const WAKE_MS = 0.01;
/** ms that it takes at least to find that the word has changed, and not to sleep. */
const MISS_MS = 0.0003;
const NOBODY = -1;

/** 32-bit words that it needs. @param slots of contenders: no two that live at the same time have one of a number modulo it */
export const wordsFor = (slots: number) => 3 + Math.ceil(slots / 32);

/** The class for an `Atomics`, on top of a class for the same. */
export const fairWord = (atomics: AtomicsLike, Word = lockWord(atomics)) =>
  class FairWord extends Word {
    slot: number;
    slots: number;
    lastSlot: number;
    turns: number;
    marks: number;
    /** ms. */
    fairMs: number;
    /** ms for which it lets itself be overtaken still. */
    left: number;
    hasReserved = false;
    /** When it looked last, another was next, and so many turns had been. */
    isBehind = false;
    seenTurns = 0;

    constructor(
      view: Int32Array,
      index: number,
      owner: number,
      watch: Watch,
      { spins, longest, fairMs = FAIR_MS, slots = SLOTS }: FairBudget = {},
    ) {
      super(view, index, owner, watch, spins, longest);
      this.patience = Math.min(longest ?? FAIR_MS, FAIR_MS);
      this.slot = (owner - 1) % slots;
      this.slots = slots;
      this.lastSlot = index + 1;
      this.turns = index + 2;
      this.marks = index + 3;
      this.fairMs = this.left = fairMs;
    }

    override lockSlowly(timeout: number): boolean {
      this.arrives();
      try {
        return super.lockSlowly(timeout);
      } finally {
        this.givesUp();
      }
    }

    override arrives(): void {
      this.left = this.fairMs;
      if (this.left === 0) this.reserve();
    }

    override waited(outcome: Outcome, ms: number): void {
      const waited = outcome === 'timed-out' ? ms : outcome === 'ok' ? WAKE_MS : MISS_MS;
      this.left = Math.max(0, this.left - waited);
      // Again each time, for others may have taken the mark away.
      if (this.left === 0) this.reserve();
    }

    reserve(): void {
      this.hasReserved = true;
      this.mark(this.slot);
      // After the mark: a holder that clears the bit looks for marks after that.
      atomics.or(this.view, this.index, RESERVED);
    }

    override take(seen: number, mark: number, expired: boolean): boolean {
      const holder = seen & OWNER;
      const isReserved = (seen & RESERVED) !== 0 && holder !== LOST;
      this.isBehind = isReserved && !this.isNext(expired && (holder === FREE || this.watch.isDead(holder, expired)));
      if (this.isBehind || !super.take(seen, mark, expired)) return false;
      if (isReserved || this.hasReserved) this.leave();
      return true;
    }

    /** @param lapsed whoever is next has let it be */
    isNext(lapsed: boolean): boolean {
      this.seenTurns = atomics.load(this.view, this.turns);
      const next = this.next();
      if (next === NOBODY || next === this.slot) return true;
      if (lapsed) this.withdraw(next);
      return false;
    }

    /** The slot of whoever is to take it; {@link NOBODY}: all may. */
    next(): number {
      const from = atomics.load(this.view, this.lastSlot) + 1;
      const words = Math.ceil(this.slots / 32);
      for (let i = 0; i <= words; i++) {
        const word = ((from >>> 5) + i) % words;
        let bits = atomics.load(this.view, this.marks + word);
        if (i === 0) bits &= -1 << (from & 31);
        if (bits !== 0) return 32 * word + 31 - Math.clz32(bits & -bits);
      }
      return NOBODY;
    }

    override announce(seen: number, before: number | undefined): boolean {
      return (seen & OWNER) === FREE ? this.isBehind : super.announce(seen, before);
    }

    /** Beside a free mutex it sleeps until somebody has had a turn: what the word is then tells nothing of turns. */
    override bed(seen: number): Bed {
      return (seen & OWNER) === FREE ? { index: this.turns, value: this.seenTurns } : super.bed(seen);
    }

    /** For its holder: has had its turn. */
    leave(): void {
      this.hasReserved = false;
      this.seenTurns = 0;
      this.left = this.fairMs;
      this.unmark(this.slot);
      atomics.store(this.view, this.lastSlot, this.slot);
      if (this.next() === NOBODY) {
        atomics.and(this.view, this.index, ~RESERVED);
        // Somebody may have found the bit set just before.
        if (this.next() !== NOBODY) atomics.or(this.view, this.index, RESERVED);
      }
      this.turn();
    }

    /** It does not wait any more. */
    override givesUp(): void {
      if (!this.hasReserved) return;
      this.hasReserved = false;
      this.withdraw(this.slot);
    }

    withdraw(slot: number): void {
      this.unmark(slot);
      this.turn();
    }

    /** Whoever sleeps beside the free mutex, or is about to, looks again who is next. */
    turn(): void {
      atomics.add(this.view, this.turns, 1);
      atomics.notify(this.view, this.turns);
    }

    mark(slot: number): void {
      atomics.or(this.view, this.marks + (slot >>> 5), 1 << (slot & 31));
    }

    unmark(slot: number): void {
      atomics.and(this.view, this.marks + (slot >>> 5), ~(1 << (slot & 31)));
    }
  };

/** Other limits than its own, for who explores it. */
export interface FairBudget {
  spins?: number;
  longest?: number;
  fairMs?: number;
  slots?: number;
}
