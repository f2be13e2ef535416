/**
 * Locks by key: a table of the keys that are held, behind a turnstile.
 *
 * Whoever wants a key passes the turnstile (lock-word.ts), looks for the key in the table, and writes it in if it is not
 * there. So keys do not get into each other's way, as they do where a lock is found by hashing, and nothing stays behind
 * for a key: its entry is vacant once it is released, and the table as long as keys are held at a time. A contender
 * releases by one store, without the turnstile.
 *
 * Waiters sleep on bells, of which a key has one, and share it with other keys: a release wakes all that sleep there, and
 * they look again. No wake-up is missed: a waiter sets the bell before it looks, and a release makes the entry vacant before
 * it looks at the bell.
 *
 * Word 0: the turnstile. Word 1: 1 where somebody found the table full. From word 2: the bells, 1 while somebody may
 * sleep. Then four words for each entry: its holder, 0 from the first that was never used, −1 for a vacant one; and the
 * key's digest.
 *
 * @see java.util.concurrent.ConcurrentHashMap, and Go's golang.org/x/sync/singleflight: a map of what is going on, by key
 */
import type { AtomicsLike } from '@contend/counter';
import { NotHeldError } from '@contend/counter/mutex-error';
import { now } from '@contend/counter/time';
import { LONGEST_PATIENCE_MS, type LockWord, PATIENCE_MS, type Watch } from './lock-word.ts';

const FULL = 1;
const BELLS = 2;
export const BUCKETS = 16;
const TABLE = BELLS + BUCKETS;
const ENTRY = 4;
const UNUSED = 0;
const VACANT = -1;
const NOWHERE = -1;
/** Of a bell, and of the word that tells of a full table. */
const QUIET = 0;
const AWAITED = 1;

/** A key's digest: 96 bits. */
export type Key = readonly [number, number, number];

/** A key that was taken: where in the table. */
export interface Taken {
  at: number;
  /** Its holder before died. */
  ownerDied: boolean;
}

/** A key that was not taken: who holds it. */
export interface Refused {
  at: undefined;
  /** 0: the table is full. */
  holder: number;
  before: number | undefined;
}

export const keyTableWords = (keys: number): number => TABLE + ENTRY * keys;
export const bucketOf = ([first]: Key): number => first & (BUCKETS - 1);

/** The class for an `Atomics`, real or simulated. An instance is one contender's handle of one table. */
export const keyTable = (atomics: AtomicsLike) =>
  class KeyTable {
    view: Int32Array;
    base: number;
    end: number;
    /** Of this contender; its watch tells who is dead. */
    turnstile: LockWord;
    patience: number;
    longest: number;

    constructor(turnstile: LockWord, keys: number, patience = PATIENCE_MS, longest = LONGEST_PATIENCE_MS) {
      this.view = turnstile.view;
      this.base = turnstile.index;
      this.end = this.base + keyTableWords(keys);
      this.turnstile = turnstile;
      this.patience = patience;
      this.longest = longest;
    }

    bell(bucket: number): number {
      return this.base + BELLS + bucket;
    }

    /**
     * Takes a key that nobody alive holds.
     *
     * @param watch of the contender, for this key
     * @param expired as for {@link Watch.isDead}
     */
    tryTake(key: Key, watch: Watch, expired: boolean): Taken | Refused {
      this.turnstile.lock();
      try {
        return this.look(key, watch, expired);
      } finally {
        this.leave();
      }
    }

    /** Who holds the key; undefined: nobody alive. */
    holderOf(key: Key, watch: Watch): number | undefined {
      this.turnstile.lock();
      try {
        for (let at = this.base + TABLE; at < this.end; at += ENTRY) {
          const holder = atomics.load(this.view, at);
          if (holder === UNUSED) break;
          if (holder !== VACANT && this.isAt(at, key)) return watch.isDead(holder, false) ? undefined : holder;
        }
        return undefined;
      } finally {
        this.leave();
      }
    }

    /** Out of the turnstile. */
    leave(): void {
      // Whoever died in there has left the table right: what counts is the holder, which is written last.
      if (this.turnstile.damaged) this.turnstile.repair();
      this.turnstile.unlock();
    }

    /** For who is in the turnstile. */
    look(key: Key, watch: Watch, expired: boolean): Taken | Refused {
      let vacant = NOWHERE;
      let end = this.base + TABLE;
      let at = end;
      for (; at < this.end; at += ENTRY) {
        const holder = atomics.load(this.view, at);
        if (holder === UNUSED) break;
        if (holder === VACANT) {
          if (vacant === NOWHERE) vacant = at;
          continue;
        }
        end = at + ENTRY;
        if (this.isAt(at, key)) return this.takeOver(at, holder, watch, expired) ?? this.look(key, watch, expired);
      }
      // As long as it must be, for the next to look.
      for (let unused = end; unused < at; unused += ENTRY) atomics.store(this.view, unused, UNUSED);
      if (vacant === NOWHERE) vacant = end < this.end ? end : this.entryOfTheDead(watch, expired);
      if (vacant === NOWHERE) {
        // Whoever releases after this rings for all.
        if (atomics.exchange(this.view, this.base + FULL, AWAITED) === QUIET) return this.look(key, watch, expired);
        return { at: undefined, holder: 0, before: undefined };
      }
      for (let i = 0; i < key.length; i++) this.view[vacant + 1 + i] = key[i] as number;
      atomics.store(this.view, vacant, this.turnstile.owner);
      return { at: vacant, ownerDied: false };
    }

    /** Read plainly: it is written in the turnstile. */
    isAt(at: number, [first, second, third]: Key): boolean {
      const { view } = this;
      return view[at + 1] === first && view[at + 2] === second && view[at + 3] === third;
    }

    /** @returns undefined: it was released meanwhile */
    takeOver(at: number, holder: number, watch: Watch, expired: boolean): Taken | Refused | undefined {
      if (holder !== this.turnstile.owner && watch.isDead(holder, expired)) {
        atomics.store(this.view, at, this.turnstile.owner);
        return { at, ownerDied: true };
      }
      const before = watch.before(holder);
      // Still: whoever releases counts that afterwards, so `before` is of a time when it held.
      return atomics.load(this.view, at) === holder ? { at: undefined, holder, before } : undefined;
    }

    entryOfTheDead(watch: Watch, expired: boolean): number {
      for (let at = this.base + TABLE; at < this.end; at += ENTRY) {
        const holder = atomics.load(this.view, at);
        if (holder === VACANT || watch.isDead(holder, expired)) return at;
      }
      return NOWHERE;
    }

    /** Blocks until it has the key. @returns undefined: it did not get it within `timeout` ms */
    wait(key: Key, watch: Watch, timeout: number): Taken | undefined {
      const deadline = timeout === Infinity ? Infinity : now() + timeout;
      try {
        return this.sleepUntil(deadline, key, watch);
      } finally {
        watch.stopsWaiting();
      }
    }

    sleepUntil(deadline: number, key: Key, watch: Watch): Taken | undefined {
      const bucket = bucketOf(key);
      let { patience } = this;
      for (let expired = false; ; ) {
        const seen = this.listen(bucket);
        const outcome = this.tryTake(key, watch, expired);
        if (outcome.at !== undefined) return outcome;
        if (outcome.holder !== 0) watch.waits(outcome.holder, outcome.before);
        const left = deadline === Infinity ? patience : Math.min(patience, deadline - now());
        if (left <= 0) return undefined;
        expired = atomics.wait(this.view, this.bell(bucket), seen, left) === 'timed-out';
        patience = expired ? Math.min(this.longest, 2 * patience) : this.patience;
      }
    }

    /** From now on a release rings. @returns what the bell is, to sleep while it is so */
    listen(bucket: number): number {
      atomics.store(this.view, this.bell(bucket), AWAITED);
      return AWAITED;
    }

    /** @param at where {@link tryTake} put it. @throws {NotHeldError} */
    release(at: number, key: Key, watch: Watch): void {
      if (atomics.compareExchange(this.view, at, this.turnstile.owner, VACANT) !== this.turnstile.owner)
        throw new NotHeldError();
      watch.releases();
      this.ring(bucketOf(key));
      if (atomics.load(this.view, this.base + FULL) === QUIET) return;
      if (atomics.exchange(this.view, this.base + FULL, QUIET) === AWAITED)
        for (let bucket = 0; bucket < BUCKETS; bucket++) this.ring(bucket);
    }

    ring(bucket: number): void {
      const bell = this.bell(bucket);
      if (atomics.load(this.view, bell) === QUIET) return;
      if (atomics.exchange(this.view, bell, QUIET) === AWAITED) atomics.notify(this.view, bell);
    }
  };

export type KeyTable = InstanceType<ReturnType<typeof keyTable>>;
