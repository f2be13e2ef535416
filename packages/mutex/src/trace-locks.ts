/** Turns on that every lock is recorded with its place. */
import { Core } from './core.ts';
import { callerOf } from './location.ts';
import { Mutex } from './mutex.ts';
import { record } from './trace.ts';

let traced = false;

/**
 * From now on every lock in this thread remembers where it was taken, so that a {@link DeadlockError} can tell since
 * where its contenders hold what they hold. Each lock costs microseconds more: for finding a deadlock, not for good.
 * Methods are put in place of others, so until then it costs nothing.
 */
export function traceLocks(): void {
  if (traced) return;
  traced = true;
  const { lock, tryLock } = Mutex.prototype;
  const { lockAsync } = Core.prototype;

  Mutex.prototype.lock = function lockTraced(options) {
    const guard = lock.call(this, options);
    record({ guard, name: this.name, at: callerOf(lockTraced) });
    return guard;
  };

  Mutex.prototype.tryLock = function tryLockTraced() {
    const guard = tryLock.call(this);
    if (guard !== undefined) record({ guard, name: this.name, at: callerOf(tryLockTraced) });
    return guard;
  };

  Core.prototype.lockAsync = async function lockAsyncTraced(options, entry) {
    const at = callerOf(entry);
    const guard = await lockAsync.call(this, options, entry);
    // Those who give their names are recorded anyway.
    if (options?.as === undefined) record({ guard, name: this.name, at });
    return guard;
  };
}
