/** A readers-writer lock that is held. */
import type { Claim } from './line.ts';
import { PermitsGuard } from './permits-guard.ts';
import { ALL, type SharedPermits } from './shared-permits.ts';

/** Of one who reads. {@link ReadGuard.ownerDied} is of a writer. */
export class ReadGuard extends PermitsGuard<SharedPermits> {
  /** @internal */
  constructor(claim: Claim<SharedPermits>) {
    super(claim, 1);
  }

  /**
   * Becomes the writer if nobody else reads, at once or not at all; this guard then guards nothing any more, and the one
   * returned is to be released. There is no upgrade that waits: two readers would wait for each other to stop reading,
   * for ever. Where it fails, release, write, and look again at what was read.
   *
   * @returns undefined: others read as well, or this thread by another guard; it reads on
   * @throws {NotHeldError} it was released before
   */
  tryUpgrade(): WriteGuard | undefined {
    this.check();
    if (!this.claim.permits.upgrade()) return undefined;
    this.spend();
    return new WriteGuard(this.claim);
  }
}

/** Of the one who writes. */
export class WriteGuard extends PermitsGuard<SharedPermits> {
  /** @internal */
  constructor(claim: Claim<SharedPermits>) {
    super(claim, ALL);
  }

  /**
   * Becomes a reader, with no other writer in between; this guard then guards nothing any more, and the one returned is
   * to be released.
   *
   * @throws {NotHeldError} it was released before
   */
  downgrade(): ReadGuard {
    this.spend();
    this.claim.permits.downgrade();
    return new ReadGuard(this.claim);
  }

  /** What the lock guards is whole again. @throws {NotHeldError} it was released before */
  markConsistent(): void {
    this.mend();
  }

  /**
   * What the lock guards cannot be mended: releases it, and everybody who waits or comes gets a
   * {@link NotRecoverableError}. @throws {NotHeldError} it was released before
   */
  declareLost(): void {
    this.check();
    this.claim.permits.abandon();
    this.release();
  }
}
