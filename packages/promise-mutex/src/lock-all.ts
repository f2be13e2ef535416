/**
 * Several mutexes at once: all of them, or none.
 *
 * It joins all lines in one step, in which nobody else runs. So whoever came before it in one line came before it in each
 * of them, everybody waits only for those who came before, and no cycle can close, in whatever order the mutexes are
 * given. (Coffman's condition of waiting in a circle is what is missing: the order is that of arrival.) That holds for as
 * long as nobody asks for more of them while holding some.
 *
 * @see Coffman, Elphick & Shoshani, "System Deadlocks", ACM Computing Surveys 3(2), 1971
 */
import { offAbort, onAbort } from '@contend/counter/abort';
import { checkOptions, checkSignal, type Limits } from '@contend/counter/limits';
import type { Guard } from '@contend/counter/mutex-error';
import { lockWith } from './mutex.ts';
import type { NamedQueue } from './turn.ts';

/** Holds them all. */
class Guards implements Guard {
  guards: readonly Guard[];

  constructor(guards: readonly Guard[]) {
    this.guards = guards;
  }

  release(): void {
    for (const guard of this.guards) guard.release();
  }

  [Symbol.dispose](): void {
    for (const guard of this.guards) guard[Symbol.dispose]();
  }
}

/** @param queues no one twice. Rejects as `lock` does, as soon as one of them is not to be had: then it holds none. */
export async function lockAll(queues: readonly NamedQueue[], limits: Limits = {}): Promise<Guard> {
  checkOptions(limits);
  checkSignal(limits);
  const { timeout, signal } = limits;
  const all = new AbortController();
  const aborted = () => all.abort(signal?.reason);
  if (signal !== undefined) onAbort(signal, aborted);
  const waits = queues.map((queue) => lockWith(queue, { timeout, signal: all.signal }, lockAll));
  try {
    return new Guards(await Promise.all(waits));
  } catch (error) {
    all.abort(error);
    for (const wait of await Promise.allSettled(waits)) if (wait.status === 'fulfilled') wait.value.release();
    throw error;
  } finally {
    if (signal !== undefined) offAbort(signal, aborted);
  }
}
