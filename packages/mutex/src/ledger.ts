/**
 * Who holds how many permits: the only record of it. The free permits are all of them less what the entries hold.
 *
 * One addition takes and one subtraction gives back, so wherever a contender dies, its entry tells how much it held. A
 * contender has one entry, which it alone changes, and adds to in the turnstile only. An entry that holds nothing may be
 * taken over by whoever is in the turnstile, so there are as many as contenders that hold something at the same time.
 *
 * Two words for each entry: whose it is, 0 from the first that never was anybody's, and how many permits it holds.
 */
import type { AtomicsLike } from '@contend/counter';
import { NotHeldError } from '@contend/counter/mutex-error';

export const ENTRY = 2;
export const HELD = 1;
export const NOWHERE = -1;

/** The class for an `Atomics`, real or simulated. */
export const ledger = (atomics: AtomicsLike) =>
  class Ledger {
    view: Int32Array;
    first: number;
    end: number;
    /** How many permits there are. */
    total: number;
    /** The contender whose handle this is. */
    owner: number;
    /** Where its entry was last. */
    entry: number;

    /** @param first index of the first entry's words. @param entries how many there are */
    constructor(view: Int32Array, first: number, entries: number, total: number, owner: number) {
      this.view = view;
      this.first = first;
      this.end = first + ENTRY * entries;
      this.total = total;
      this.owner = owner;
      this.entry = first;
    }

    ownerAt(at: number): number {
      return atomics.load(this.view, at);
    }

    heldAt(at: number): number {
      return atomics.load(this.view, at + HELD);
    }

    /** Permits that nobody holds; those of the dead are held until somebody finds out. */
    get free(): number {
      let free = this.total;
      for (let at = this.first; at < this.end && this.ownerAt(at) !== 0; at += ENTRY) free -= this.heldAt(at);
      return free;
    }

    /** Permits that this contender holds. */
    get held(): number {
      const at = this.ownEntry();
      return at === NOWHERE ? 0 : this.heldIn(at, this.owner);
    }

    /** An entry that holds nothing may become another's meanwhile, whose number is written before what it holds. */
    heldIn(at: number, owner: number): number {
      if (this.ownerAt(at) !== owner) return 0;
      const held = this.heldAt(at);
      return this.ownerAt(at) === owner ? held : 0;
    }

    /** @param isOne whether an owner's permits count. It must be right for nobody but contenders of this thread */
    heldBy(isOne: (owner: number) => boolean): number {
      let sum = 0;
      for (let at = this.first; at < this.end; at += ENTRY) {
        const owner = this.ownerAt(at);
        if (owner === 0) break;
        if (isOne(owner)) sum += this.heldIn(at, owner);
      }
      return sum;
    }

    /** For who is in the turnstile: takes permits if there are enough. */
    grant(weight: number): boolean {
      if (this.free < weight) return false;
      const at = this.ownEntry();
      if (at === NOWHERE) return false;
      if (this.ownerAt(at) !== this.owner) atomics.store(this.view, at, this.owner);
      atomics.add(this.view, at + HELD, weight);
      this.entry = at;
      return true;
    }

    /** Its entry, or one that can become it; nowhere: as many as there are entries hold something. */
    ownEntry(): number {
      if (this.ownerAt(this.entry) === this.owner) return this.entry;
      let vacant = NOWHERE;
      for (let at = this.first; at < this.end; at += ENTRY) {
        const owner = this.ownerAt(at);
        if (owner === this.owner) return at;
        if (vacant === NOWHERE && this.heldAt(at) === 0) vacant = at;
        if (owner === 0) break;
      }
      return vacant;
    }

    /** @throws {NotHeldError} it does not hold as many */
    withdraw(weight: number): void {
      const at = this.ownEntry();
      if (at === NOWHERE || this.ownerAt(at) !== this.owner || this.heldAt(at) < weight) throw new NotHeldError();
      atomics.sub(this.view, at + HELD, weight);
    }
  };

export type Ledger = InstanceType<ReturnType<typeof ledger>>;
