/** Permits that are held. */
import { type Guard, NotHeldError } from '@contend/counter/mutex-error';
import type { Claim } from './line.ts';
import type { LockWord } from './lock-word.ts';
import type { Permits } from './permits.ts';
import { record } from './trace.ts';

export class PermitsGuard<P extends Permits = Permits> implements Guard {
  /**
   * A holder before died while it held this, so what it is for may be half-written. Stays so, for every holder, until one
   * of them says that all is well.
   */
  ownerDied: boolean;
  /** How many permits. */
  readonly weight: number;
  /** @internal */
  claim: Claim<P>;
  /** It has not been released. */
  held = true;

  /** @internal */
  constructor(claim: Claim<P>, weight: number) {
    this.claim = claim;
    this.weight = weight;
    this.ownerDied = claim.permits.damaged;
    if (claim.watch !== undefined) record({ guard: this, name: claim.name, at: claim.watch.waitsAt });
  }

  /** @internal by whose number it is held */
  get word(): LockWord {
    return this.claim.permits.turnstile;
  }

  /** @throws {NotHeldError} it was released before */
  release(): void {
    this.spend();
    this.claim.permits.give(this.weight);
    this.claim.watch?.end();
  }

  /** Releases it unless that was done before: `using guard = semaphore.acquire()`. */
  [Symbol.dispose](): void {
    if (this.held) this.release();
  }

  /** @internal it guards no more. @throws {NotHeldError} */
  spend(): void {
    this.check();
    this.held = false;
  }

  /** @internal @throws {NotHeldError} */
  check(): void {
    if (!this.held)
      throw new NotHeldError(
        `${this.claim.name} is not held by this guard any more: release it once, or let \`using\` do it`,
      );
  }

  /** @internal what is guarded is whole again */
  mend(): void {
    this.check();
    this.claim.permits.repair();
    this.ownerDied = false;
  }
}
