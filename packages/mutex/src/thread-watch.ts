/** How a thread that blocks finds deadlocks: its own at once, others as it goes to sleep. */
import { DeadlockError, RelockError } from '@contend/counter/mutex-error';
import { cycleFrom, type Link } from './cycle.ts';
import { callerOf, type Entry } from './location.ts';
import type { Thread } from './threads.ts';
import { took } from './trace.ts';
import { called, HEARING_MS, type Saying, story, type ThreadWait, Waiting } from './waiting.ts';

const POLL_MS = 5;
const nap = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

export class ThreadWatch extends Waiting {
  /** Whether a task of this thread has the mutex, and not whoever blocks the thread. */
  heldByTask: () => boolean;
  /** The function by which the user waits. */
  entry: Entry | undefined = undefined;

  constructor(thread: Thread, name: string, heldByTask: () => boolean) {
    super(thread, name);
    this.heldByTask = heldByTask;
  }

  waits(owner: number, before: number): void {
    const { registry, number } = this.thread;
    if (registry.hostOf(owner) === number) throw this.blocksItself();
    // Slept once for nothing: time to find out what there is to say.
    if (!this.write(owner, before)) this.say();
    const cycle = cycleFrom(registry, number);
    if (cycle !== undefined) throw this.deadlock(cycle);
  }

  saying(): Saying {
    const { registry, number } = this.thread;
    const waitsAt = this.entry && callerOf(this.entry);
    return { contender: called(registry.threadOf(number)), waitsFor: this.name, waitsAt, took: took() };
  }

  blocksItself(): DeadlockError {
    const { contender, waitsAt, took } = this.saying();
    const wait: ThreadWait = { contender, holds: this.name, waitsFor: this.name, at: took[this.name], waitsAt };
    if (!this.heldByTask()) return new RelockError(wait);
    return new DeadlockError(
      [{ ...wait, contender: `a task of ${contender}` }],
      `a task of ${contender} holds ${this.name}, and the thread blocks to wait for it: use lockAsync() or the like in threads that run tasks`,
    );
  }

  deadlock(links: readonly Link[]): DeadlockError {
    this.say();
    for (const link of links)
      for (let waited = 0; waited < HEARING_MS && this.isSilent(link); waited += POLL_MS)
        Atomics.wait(nap, 0, 0, POLL_MS);
    const cycle = this.tell(links);
    return new DeadlockError(cycle, story(cycle));
  }
}
