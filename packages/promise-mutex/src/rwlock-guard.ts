/** A contender's turn at a readers-writer lock, to read or to write. */
import type { CallSite } from '@contend/counter/call-site';
import type { Guard } from '@contend/counter/mutex-error';
import { beginWait, type Claim, type Contender, endWait } from './contender.ts';
import { LineGuard } from './line-guard.ts';
import { type Comer, PromiseRWLock } from './rwlock.ts';

export interface ReadGuard extends Guard {
  /**
   * The lock for writing, if this is its only reader; undefined if not, and the guard reads on. Whoever gets it has not
   * let it go in between, also where others wait. This guard is spent then: the one returned is to be released.
   *
   * None waits for that: two readers who did would wait for each other for ever. Throws NotHeldError where it was
   * released before.
   */
  tryUpgrade(): WriteGuard | undefined;
}

export interface WriteGuard extends Guard {
  /**
   * Reads on with nobody having written in between, together with the readers at the front of the line. This guard is
   * spent then: the one returned is to be released. Throws NotHeldError where it was released before.
   */
  downgrade(): ReadGuard;
}

/** The lock, and what errors tell of it. */
export class NamedRWLock extends PromiseRWLock {
  override name: string;
  /** As `self` of a mutex's queue. */
  self: () => NamedRWLock = () => this;
  /** Those who hold it and have said who they are, by a number: a guard may be behind a proxy, which is another object. */
  named: Map<number, Claim> = new Map();
  numbers = 0;

  constructor(name: string) {
    super();
    this.name = name;
  }

  get holders(): Iterable<Claim> {
    return this.named.values();
  }
}

abstract class Hold extends LineGuard implements Claim, Comer {
  lock: NamedRWLock;
  abstract shared: boolean;
  as: Contender | undefined;
  place: CallSite | undefined;
  number = 0;

  constructor(lock: NamedRWLock, as: Contender | undefined, place: CallSite | undefined) {
    super();
    this.lock = lock;
    this.as = as;
    this.place = place;
  }

  /** @param taken whether it holds the lock now */
  noted(taken: boolean): boolean {
    this.held = taken;
    if (taken && this.as !== undefined) this.note();
    return taken;
  }

  note(): void {
    const lock = this.lock.self();
    this.number = ++lock.numbers;
    lock.named.set(this.number, this);
  }

  /** Who holds it, since where; a contender, too, would be another object behind a proxy. */
  who(): [Contender | undefined, CallSite | undefined] {
    const { as, place } = this.lock.self().named.get(this.number) ?? this;
    return [as, place];
  }

  override begins(): void {
    beginWait(this);
  }

  override ended(): void {
    endWait(this);
  }

  override enter(): void {
    this.noted(true);
    this.served(this);
  }

  override spend(): void {
    super.spend();
    if (this.as !== undefined) this.lock.self().named.delete(this.number);
  }
}

export class ReadHold extends Hold implements ReadGuard {
  shared = true;

  take(): boolean {
    return this.noted(this.lock.takeShared());
  }

  giveBack(): void {
    this.lock.self().releaseShared();
  }

  tryUpgrade(): WriteGuard | undefined {
    this.check();
    const lock = this.lock.self();
    if (!lock.upgrade()) return undefined;
    const hold = new WriteHold(lock, ...this.who());
    this.spend();
    hold.noted(true);
    return hold;
  }
}

export class WriteHold extends Hold implements WriteGuard {
  shared = false;

  take(): boolean {
    return this.noted(this.lock.take());
  }

  giveBack(): void {
    this.lock.self().release();
  }

  downgrade(): ReadGuard {
    const hold = new ReadHold(this.lock.self(), ...this.who());
    this.spend();
    hold.noted(true);
    this.lock.self().downgrade();
    return hold;
  }
}
