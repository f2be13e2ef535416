/** A key that is held. */
import { type Guard, NotHeldError } from '@contend/counter/mutex-error';
import { TaskWatch } from './contender.ts';
import type { HeldKey } from './keys.ts';
import type { LockWord } from './lock-word.ts';
import { record } from './trace.ts';

export class KeyGuard implements Guard {
  /** The holder before died while it held the key, so what that guards may be half-written. Only the next one is told. */
  readonly ownerDied: boolean;
  /** It has not been released. */
  held = true;
  /** @internal */
  key: HeldKey;

  /** @internal */
  constructor(key: HeldKey) {
    this.key = key;
    this.ownerDied = key.ownerDied;
    const { watch } = key;
    if (watch instanceof TaskWatch) record({ guard: this, name: watch.name, at: watch.waitsAt });
  }

  /** @internal by whose number it is held */
  get word(): LockWord {
    return this.key.table.turnstile;
  }

  /** @throws {NotHeldError} it was released before */
  release(): void {
    const { keys, key } = this.key;
    if (!this.held)
      throw new NotHeldError(
        `${keys.nameOf(key)} is not held by this guard any more: release it once, or let \`using\` do it`,
      );
    this.held = false;
    keys.release(this.key);
  }

  /** Releases the key unless that was done before: `using guard = mutex.lock(key)`. */
  [Symbol.dispose](): void {
    if (this.held) this.release();
  }
}
